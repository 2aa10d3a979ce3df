"""What happened to a factory, in words, from the trail (who, when, by which action, why).

All event tables of this floor are read by one UNION; the factory's own versions by a second query,
because a change of facts is told by what it was and what it became. Row security shows the events of
rows that the reader sees; the caller has opened the factory through the door.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from factories.actions.registration import FACTS
from factories.models import Factory

SHOWN = 100
DETAILS = {  # event table: what names its subject
    "AdvisorAssignment": "advisor__name",
    "AccessForm": "buyer__name",
    "AntiBriberySignature": "signed_name",
    "BuyerLink": "buyer__name",
    "Cycle": "number",
    "GroupFactory": "group__name",
    "OpeningMeeting": "held_on",
    "PaidRegistration": "buyer__name",
}
WORDS: dict[str, Promise] = {
    "factories.register_factory": gettext_lazy("Registered with the country programme"),
    "factories.sign_anti_bribery": gettext_lazy("Anti-bribery policy signed: %(detail)s"),
    "factories.hold_opening_meeting": gettext_lazy("Opening meeting held on %(detail)s"),
    "factories.assign_advisor": gettext_lazy("Enterprise Advisor: %(detail)s"),
    "factories.name_deputy": gettext_lazy("The deputy of the advisor changed"),
    "planning.hand_over": gettext_lazy("Enterprise Advisor: %(detail)s"),
    "factories.start_cycle": gettext_lazy("First advisory visit: cycle %(detail)s began"),
    "factories.open_next_cycle": gettext_lazy("Re-registered: cycle %(detail)s"),
    "factories.look_up": gettext_lazy("A buyer asks to be linked: %(detail)s"),
    "factories.match_claim": gettext_lazy("A buyer asks to be linked: %(detail)s"),
    "factories.confirm_claim": gettext_lazy("Relationship confirmed: %(detail)s"),
    "factories.decline_claim": gettext_lazy("Claim declined: %(detail)s"),
    "factories.withdraw_claim": gettext_lazy("The buyer withdrew its claim: %(detail)s"),
    "factories.end_relationship": gettext_lazy("Relationship ended: %(detail)s"),
    "factories.sign_access_form": gettext_lazy("Third-party access form signed for %(detail)s"),
    "factories.revoke_access_form": gettext_lazy("Third-party access form revoked: %(detail)s"),
    "factories.register_buyer": gettext_lazy("Buyer registered for a cycle: %(detail)s"),
    "factories.record_payment": gettext_lazy("Payment recorded: %(detail)s"),
    "factories.end_registration": gettext_lazy("Registration ended: %(detail)s"),
    "factories.join_group": gettext_lazy("Joined the group %(detail)s"),
    "factories.leave_group": gettext_lazy("Left the group %(detail)s"),
    "factories.change_standing": gettext_lazy("Standing changed"),
    "factories.correct_facts": gettext_lazy("Facts corrected"),
}

WITHOUT_ACTION: dict[str, Promise] = {  # rows that came in otherwise, from a list or an older system
    "AdvisorAssignment": gettext_lazy("Enterprise Advisor: %(detail)s"),
    "AccessForm": gettext_lazy("Third-party access form: %(detail)s"),
    "AntiBriberySignature": gettext_lazy("Anti-bribery policy signed: %(detail)s"),
    "BuyerLink": gettext_lazy("Relationship with %(detail)s"),
    "Cycle": gettext_lazy("Cycle %(detail)s"),
    "GroupFactory": gettext_lazy("Group: %(detail)s"),
    "OpeningMeeting": gettext_lazy("Opening meeting held on %(detail)s"),
    "PaidRegistration": gettext_lazy("Registration of a buyer: %(detail)s"),
}


@dataclass(frozen=True)
class Told:
    """One thing that happened: at a domain moment, by a person or the programme's clock."""

    at: datetime
    recorded: datetime
    who: str
    what: str
    reason: str


def history(factory: Factory, before: datetime | None = None) -> list[Told]:
    """The newest `SHOWN` things that happened, newest first; `before` pages further back."""
    events = list(_events(factory, before)[:SHOWN])
    versions = _versions(factory)
    names = _names([event["context"] for event in events] + [each.pgh_context for each in versions])
    told = [_told(event, names) for event in events]
    told += [each for each in _of_facts(versions, names) if before is None or each.recorded < before]
    unique = {(each.at, each.who, each.what): each for each in told}
    return sorted(unique.values(), key=lambda each: each.recorded, reverse=True)[:SHOWN]


def _events(factory: Factory, before: datetime | None) -> "QuerySet[Any, Any]":
    first, *rest = [_of_table(name, detail, factory, before) for name, detail in DETAILS.items()]
    return first.union(*rest, all=True).order_by("-recorded")


def _of_table(name: str, detail: str, factory: Factory, before: datetime | None) -> "QuerySet[Any, Any]":
    model: Any = apps.get_model("factories", f"{name}Event")
    rows: QuerySet[Any, Any] = model.objects.filter(factory_id=factory.pk)
    if before is not None:
        rows = rows.filter(pgh_created_at__lt=before)
    return rows.order_by().values(
        table=Value(name, TextField()),
        recorded=F("pgh_created_at"),
        context=F("pgh_context"),
        detail=Cast(F(detail), TextField()),
    )


def _told(event: Mapping[str, Any], names: Mapping[str, str]) -> Told:
    context = event["context"] or {}
    words = WORDS.get(context.get("action", "")) or WITHOUT_ACTION[event["table"]]
    what = str(words) % {"detail": event["detail"] or ""}
    return _line(context, event["recorded"], names, what)


def _line(context: Mapping[str, str], recorded: datetime, names: Mapping[str, str], what: str) -> Told:
    at = datetime.fromisoformat(context["at"]) if "at" in context else recorded
    who = names.get(str(context.get("by")), _("The programme"))
    return Told(at, recorded, who, what, context.get("reason", ""))


def _names(contexts: Iterable[Mapping[str, str] | None]) -> dict[str, str]:
    ids = {UUID(context["by"]) for context in contexts if context and context.get("by")}
    return {str(user.pk): user.name for user in User.objects.filter(pk__in=ids)}


# -- The factory's own row ---------------------------------------------------------------


def _versions(factory: Factory) -> list[Any]:
    """Newest first; one more than is shown, so that the oldest shown has something before it."""
    model: Any = apps.get_model("factories", "FactoryEvent")
    return list(model.objects.filter(pgh_obj_id=factory.pk).order_by("-pgh_id")[: SHOWN + 1])


def _of_facts(versions: list[Any], names: Mapping[str, str]) -> Iterable[Told]:
    for newer, older in zip(versions, [*versions[1:], None], strict=False):
        context = newer.pgh_context or {}
        what = _changed(newer, older, context.get("action", ""))
        if what:
            yield _line(context, newer.pgh_created_at, names, what)


def _changed(newer: Any, older: Any, action: str) -> str:
    if older is None:
        return _("Entered the list as %(code)s") % {"code": newer.code}
    said = [str(WORDS[action])] if action in WORDS else []
    if newer.status != older.status:
        said.append(_status(older.status, newer.status))
    if action != "factories.register_factory":
        said += [_fact(name, older, newer) for name in FACTS if getattr(newer, name) != getattr(older, name)]
    return ". ".join(said)


def _status(old: str, new: str) -> str:
    labels = {value: str(label) for value, label in Factory.Status.choices}
    return _("%(old)s → %(new)s") % {"old": labels[old], "new": labels[new]}


def _fact(name: str, older: Any, newer: Any) -> str:
    label = Factory._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    blank = _("nothing")
    old, new = getattr(older, name) or blank, getattr(newer, name) or blank
    return _("%(fact)s: %(old)s → %(new)s") % {"fact": label, "old": old, "new": new}
