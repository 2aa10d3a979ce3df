"""What an item said before, in words, from the trail: nothing said earlier is lost (IP-3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from advisory.models import PlanItem

WATCHED = ("title", "words", "status", "due_on", "owner", "root_cause", "public_issue")


@dataclass(frozen=True)
class Entry:
    """One change: at which domain moment, by whom, and what was said before and after."""

    at: datetime
    who: str
    text: str
    reason: str = ""


def history_of(item: PlanItem) -> list[Entry]:
    """Newest first. The caller has fetched `item` through a door."""
    model: Any = apps.get_model("advisory", "PlanItemEvent")
    events = list(model.objects.filter(pgh_obj_id=item.pk).order_by("pgh_id"))
    names = _names(events)
    found, before = [], None
    for event in events:
        text = _first(event) if before is None else "; ".join(_changes(before, event))
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


def _first(event: Any) -> str:
    origin = PlanItem.Origin(event.origin).label
    return _("added: “%(title)s” (%(origin)s)") % {"title": event.title, "origin": origin}


def _changes(before: Any, after: Any) -> Iterable[str]:
    for name in WATCHED:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield _change(name, old, new)


def _change(name: str, old: object, new: object) -> str:
    label = PlanItem._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    said = {"what": label, "old": _written(name, old), "new": _written(name, new)}
    if not old:
        return _("%(what)s: %(new)s") % said
    return _("%(what)s: %(old)s became %(new)s") % said


def _written(name: str, value: object) -> str:
    if isinstance(value, date):
        return date_format(value, "j M Y")
    if name == "status":
        return f"“{PlanItem.Status(str(value)).label}”"
    return f"“{value}”" if value else _("nothing")
