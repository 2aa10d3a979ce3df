"""What an incident's page shows of it: its clocks, whom it is owed to, who was called, what was said before."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import FACTORY_PEOPLE, Role, User
from advisory.access import advises, holds, is_staff_at
from advisory.forms.incidents import ConsultationForm, FactsForm, JoinForm, ToldForm, WhyForm
from advisory.history import history_of
from advisory.incidents import strikes
from advisory.incidents.openclocks import title_of
from advisory.incidents.strikes import Category, Judgement, Reason
from advisory.models import Consultation, Duty, Escalation, Incident, StaffNote
from factories.models import Buyer
from programmes.models import Contact

REASONS = {
    Reason.VIOLENCE: gettext_lazy("violence was used"),
    Reason.SEVERAL_DAYS: gettext_lazy("it lasts more than one day"),
    Reason.SEVERAL_FACTORIES: gettext_lazy("several factories are on strike"),
}


@dataclass(frozen=True)
class Clock:
    """Duties of one kind that began and end together: one clock, however many buyers it is owed to."""

    kind: str
    title: str
    began_at: datetime
    due_at: datetime
    duties: Sequence[Duty]

    @property
    def open(self) -> list[Duty]:
        return [duty for duty in self.duties if duty.is_open]

    @property
    def done_at(self) -> datetime | None:
        ends = [duty.done_at or duty.waived_at for duty in self.duties]
        return None if self.open else max(end for end in ends if end)

    @property
    def late(self) -> bool:
        return any(duty.is_late for duty in self.duties)


@dataclass
class Line:
    """An incident in a list, with the clock that ends first."""

    incident: Incident
    clocks: list[Clock] = field(default_factory=list)


def with_clocks(incidents: Iterable[Incident], duties: Any) -> list[Line]:
    found = {each.pk: Line(each) for each in incidents}
    by_incident = duties.filter(incident__in=found).order_by("incident", "due_at")
    for pk, theirs in groupby(by_incident, key=lambda duty: duty.incident_id):
        found[pk].clocks = clocks(theirs)
    return sorted(found.values(), key=_urgency)


def _urgency(line: Line) -> tuple[bool, datetime]:
    return (not line.clocks, line.clocks[0].due_at if line.clocks else line.incident.known_at)


def clocks(duties: Iterable[Duty]) -> list[Clock]:
    """The one that ends first stands first."""
    timed = sorted((duty for duty in duties if duty.due_at and duty.anchor_at), key=_clock_of)
    return [
        Clock(kind, title_of(kind), began, due, list(theirs))
        for (due, kind, began), theirs in groupby(timed, key=_clock_of)
    ]


def _clock_of(duty: Duty) -> tuple[datetime, str, datetime]:
    assert duty.due_at and duty.anchor_at
    return (duty.due_at, duty.kind, duty.anchor_at)


# -- What upper floors add -----------------------------------------------------------------

CardOf = Callable[[Incident, User], Mapping[str, object] | None]
_cards: dict[str, CardOf] = {}


def add_card(template: str, given: CardOf) -> None:
    """An upper floor's card on the incident's page; `given` returns what its template shows, or None."""
    _cards[template] = given


# -- The page -----------------------------------------------------------------------------


def as_shown_to(
    incident: Incident, user: User, at: datetime, refused: Mapping[str, forms.Form]
) -> dict[str, object]:
    factory, zone = incident.factory, incident.factory.programme.tz
    staff = is_staff_at(user, factory) or advises(user, factory)
    rows: Any = Duty.objects.visible_to(user).filter(incident=incident)
    duties = list(
        rows.select_related("buyer", "rule", "recorded_by", "acknowledged_by").order_by(
            "due_at", "buyer__name"
        )
    )
    judgement = strikes.judge(incident, at, zone) if incident.is_strike else None
    return {
        "incident": incident,
        "factory": factory,
        "zone": zone,
        "staff": staff,
        "may_suspect": is_staff_at(user, factory) and incident.status != Incident.Status.MISTAKEN,
        "writes": staff or holds(user, factory, Role.FACTORY_MANAGER) or incident.recorded_by_id == user.pk,
        "own": holds(user, factory, *FACTORY_PEOPLE),
        "judgement": judgement,
        "why_b": [str(REASONS[each]) for each in judgement.reasons] if judgement else [],
        "clocks": clocks(duties),
        "duties": [duty for duty in duties if duty.buyer_id],
        "follow_ups": [duty for duty in duties if duty.buyer_id is None],
        "acknowledged": next((duty for duty in duties if duty.acknowledged_at and duty.is_open), None),
        "parts": _parts(incident, user),
        "mediators": _mediators(incident, user),
        "history": history(incident, zone, staff),
        "cards": [(name, shown) for name, each in _cards.items() if (shown := each(incident, user))],
        **(_for_staff(incident, user) if staff else {}),
        **_forms(incident, user, staff, duties, refused),
    }


def is_b(judgement: Judgement | None) -> bool:
    return judgement is not None and judgement.category is Category.B


WATCHED = (
    *("status", "began_at", "known_at", "ended_at", "what", "steps", "workers", "women", "hurt", "dead"),
    *("violence_at", "threatened", "cause", "status_reason"),
)


def history(incident: Incident, zone: ZoneInfo, staff: bool) -> list[dict[str, Any]]:
    """`components/history.html`. Who reported from inside a factory is named to staff alone."""
    found = history_of(incident, WATCHED, lambda first: _("recorded"), zone)
    return [{"at": each.at, "text": f"{each.who}: {each.text}" if staff else each.text} for each in found]


def _mediators(incident: Incident, user: User) -> Any:
    """Staff never mediate: both sides read whom to turn to."""
    rows = Contact.objects.visible_to(user).filter(mediates=True, programme=incident.factory.programme_id)
    return rows if incident.is_strike else rows.none()


def _parts(incident: Incident, user: User) -> list[Incident]:
    """The other factories of the same strike that this person may see."""
    if not incident.is_strike:
        return []
    first = incident.one_with_id or incident.pk
    rows: Any = Incident.objects.visible_to(user).select_related("factory")
    return [
        *rows.filter(pk=first).exclude(pk=incident.pk),
        *rows.filter(one_with=first).exclude(pk=incident.pk),
    ]


def _for_staff(incident: Incident, user: User) -> dict[str, object]:
    consulted: Any = Consultation.objects.visible_to(user).filter(incident=incident)
    calls: Any = Escalation.objects.visible_to(user).filter(duty__incident=incident)
    notes: Any = StaffNote.objects.visible_to(user).filter(incident=incident)
    return {
        "consultations": consulted.select_related("recorded_by"),
        "calls": calls.select_related("to").order_by("rung_at", "to__name")[:60],
        "notes": notes.select_related("written_by"),
    }


def _forms(
    incident: Incident, user: User, staff: bool, duties: Sequence[Duty], refused: Mapping[str, forms.Form]
) -> dict[str, forms.Form]:
    zone = incident.factory.programme.tz
    facts = {name: getattr(incident, name) for name in FactsForm.base_fields}
    strike = incident.is_strike
    made: dict[str, forms.Form] = {
        "facts_form": FactsForm(None, zone, staff=staff, strike=strike, initial=facts, auto_id="facts_%s"),
        "told_form": ToldForm(None, zone, untold(duties), auto_id="told_%s"),
        "dismiss_form": WhyForm(auto_id="dismiss_%s"),
    }
    if staff and strike:
        made["consultation_form"] = ConsultationForm(None, zone, auto_id="consulted_%s")
        made["join_form"] = JoinForm(None, joinable(incident, user), auto_id="join_%s")
    return {**made, **refused}


def untold(duties: Iterable[Duty]) -> Any:
    """Buyers whom the factory has not told yet, as far as anybody recorded it."""
    asked = (Duty.Kind.INFORM_BUYER, Duty.Kind.FACTORY_TELLS)
    return Buyer.rows.filter(pk__in=[duty.buyer_id for duty in duties if duty.is_open and duty.kind in asked])


def joinable(incident: Incident, user: User) -> Any:
    """Strikes of these weeks at other factories of the country that the person sees."""
    rows: Any = Incident.objects.visible_to(user)
    of_country = rows.strikes().filter(factory__programme=incident.factory.programme_id, one_with=None)
    others = of_country.exclude(factory=incident.factory_id).exclude(status=Incident.Status.MISTAKEN)
    return others.select_related("factory").order_by("-began_at")
