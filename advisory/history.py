"""What a row said before, in words, from the trail: nothing said earlier is lost (IP-3)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from advisory.models import PlanItem

OF_AN_ITEM = ("title", "words", "status", "due_on", "owner", "root_cause", "public_issue")


@dataclass(frozen=True)
class Entry:
    """One change: at which domain moment, by whom, and what was said before and after."""

    at: datetime
    who: str
    text: str
    reason: str = ""


def history_of_item(item: PlanItem) -> list[Entry]:
    return history_of(item, OF_AN_ITEM, _added)


def _added(event: Any) -> str:
    origin = PlanItem.Origin(event.origin).label
    return _("added: “%(title)s” (%(origin)s)") % {"title": event.title, "origin": origin}


def history_of(
    row: Model, watched: Sequence[str], first: Callable[[Any], str], zone: tzinfo = UTC
) -> list[Entry]:
    """The versions of a tracked row, newest first; `first` says the first one. Fetched through a door before."""
    model: Any = apps.get_model(row._meta.app_label, f"{type(row).__name__}Event")
    events = list(model.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id"))
    names = _names(events)
    found, before = [], None
    for event in events:
        text = first(event) if before is None else "; ".join(_changes(row, watched, before, event, zone))
        if text:
            said = event.pgh_context or {}
            who = names.get(str(said.get("by")), _("The programme"))
            found.append(Entry(_moment(event, said), who, text, said.get("reason", "")))
        before = event
    return found[::-1]


def _names(events: Iterable[Any]) -> dict[str, str]:
    ids = {(event.pgh_context or {}).get("by") for event in events} - {None}
    return {str(user.pk): user.name for user in User.objects.filter(pk__in=ids)}


def _moment(event: Any, said: dict[str, str]) -> datetime:
    return datetime.fromisoformat(said["at"]) if "at" in said else event.pgh_created_at


def _changes(row: Model, watched: Sequence[str], before: Any, after: Any, zone: tzinfo) -> Iterable[str]:
    for name in watched:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield _change(row._meta.get_field(name), old, new, zone)


def _change(field: Any, old: object, new: object, zone: tzinfo) -> str:
    said = {
        "what": field.verbose_name,
        "old": _written(field, old, zone),
        "new": _written(field, new, zone),
    }
    if old in (None, ""):
        return _("%(what)s: %(new)s") % said
    return _("%(what)s: %(old)s became %(new)s") % said


def _written(field: Any, value: object, zone: tzinfo) -> str:
    if isinstance(value, datetime):
        return date_format(value.astimezone(zone), "j M Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j M Y")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, ""):
        return _("nothing")
    return f"“{dict(field.flatchoices).get(value, value)}”"
