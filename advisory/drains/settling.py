"""Derives the duties of incidents from their facts, and derives them anew when facts change.

One incident a transaction. Doing it twice changes nothing: a duty is known by incident, kind and buyer.
What is no longer owed is waived with the reason, never removed; what has lapsed keeps its due moment.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accounts.trail import acting
from advisory.incidents import ladder, strikes
from advisory.incidents.clocks import Clocks
from advisory.incidents.owed import Buyers, Owed, owed
from advisory.models import Duty, Incident
from advisory.telling import ask_factory_to_tell
from factories.models import BuyerLink, PaidRegistration
from programmes.models import CalendarRule

log = logging.getLogger(__name__)

AGAIN = timedelta(minutes=5)  # after a fault, of which the incident's page tells
Key = tuple[str, UUID | None]


def settle_incidents(at: datetime) -> int:
    """Those whose facts changed, or that the clock alone changes; returns how many."""
    _flag_new_buyers(at)
    done = 0
    while _next(at):
        done += 1
    return done


def _flag_new_buyers(at: datetime) -> None:
    """A buyer who is registered while something goes on is owed what the others are."""
    known = Duty.rows.filter(factory=OuterRef("factory"), buyer=OuterRef("buyer"))
    for rows in (
        BuyerLink.rows.standing().filter(factory__isnull=False),
        PaidRegistration.rows.filter(ended_at=None),
    ):
        new = rows.filter(
            ~Exists(known.filter(incident=OuterRef(OuterRef("pk")))), factory=OuterRef("factory")
        )
        running = Incident.rows.running().filter(settle_at=None)
        running.filter(Exists(new)).update(settle_at=at)


def _next(at: datetime) -> bool:
    with transaction.atomic(), acting("advisory.settle", by=None, at=at):
        waiting = Incident.rows.to_settle(at).order_by("settle_at")
        incident = (
            waiting.select_for_update(skip_locked=True, of=("self",))
            .select_related("factory__programme")
            .first()
        )
        if incident is None:
            return False
        try:
            with transaction.atomic():
                for each in _parts(incident):
                    settle(each, at)
        except Exception as error:
            log.exception("The duties of incident %s could not be derived", incident.pk)
            said = f"{type(error).__name__}: {error}"[:500]
            Incident.rows.filter(pk=incident.pk).update(settle_at=at + AGAIN, settle_error=said)
        return True


def _parts(incident: Incident) -> Sequence[Incident]:
    """What one factory's part of a strike becomes, may change the others': they are settled together."""
    first = incident.one_with_id or incident.pk
    rows = Incident.rows.filter(Q(pk=first) | Q(one_with=first)).order_by("recorded_at", "pk")
    found = list(rows.select_for_update(of=("self",)).select_related("factory__programme"))
    began = sorted(each.began_at for each in found if each.status != Incident.Status.MISTAKEN)
    for each in found:
        joined_at = began[1] if len(began) > 1 else None
        if each.joined_at != joined_at:
            each.joined_at = joined_at
            each.save(update_fields=["joined_at"])
    return found


def settle(incident: Incident, at: datetime) -> None:
    judgement = None
    if incident.is_strike:
        judgement = strikes.judge(incident, at, incident.factory.programme.tz)
    known: dict[Key, Duty] = {
        (duty.kind, duty.buyer_id): duty for duty in Duty.rows.filter(incident=incident, waived_at=None)
    }
    wanted = {(each.kind, each.buyer): each for each in _wanted(incident, judgement, known.values())}
    clocks = Clocks([incident.factory.programme], at)
    _open(incident, [wanted[key] for key in wanted.keys() - known.keys()], at)
    for key in wanted.keys() & known.keys():
        _move(known[key], wanted[key], clocks, incident, at)
    _waive([known[key] for key in known.keys() - wanted.keys()], at)
    later = judgement.next_at if judgement and incident.status == Incident.Status.RUNNING else None
    Incident.rows.filter(pk=incident.pk).update(settle_at=later, settle_error="")
    if wanted:
        is_b = judgement is not None and judgement.category is strikes.Category.B
        ask_factory_to_tell(incident, is_b, at)


def _wanted(incident: Incident, judgement: Any, known: Any) -> Sequence[Owed]:
    if incident.status == Incident.Status.MISTAKEN:
        return []
    programme = incident.factory.programme
    rules = list(CalendarRule.objects.for_programme(programme))
    untold = {
        duty.buyer_id: duty.due_at
        for duty in known
        if duty.kind == Duty.Kind.FACTORY_TELLS and duty.lapsed_at is not None
    }
    buyers = Buyers(registered_buyers(incident.factory_id), untold)
    return owed(incident.kind, incident.known_at, judgement, buyers, rules, programme.tz)


def registered_buyers(factory: UUID) -> Mapping[UUID, datetime]:
    """Buyers with a confirmed relationship or a registration that was not withdrawn, and since when."""
    found: dict[UUID, datetime] = {}
    links = BuyerLink.rows.standing().filter(factory=factory).values_list("buyer", "confirmed_at")
    paid = PaidRegistration.rows.filter(factory=factory, ended_at=None)
    for buyer, since in [*links, *paid.values_list("buyer", "registered_at")]:
        assert since is not None  # `standing` gives confirmed ones alone
        found[buyer] = min(since, found.get(buyer, since))
    return found


def _open(incident: Incident, wanted: Sequence[Owed], at: datetime) -> None:
    Duty.rows.bulk_create(
        Duty(
            factory_id=incident.factory_id,
            incident=incident,
            kind=each.kind,
            buyer_id=each.buyer,
            rule=each.rule,
            anchor_at=each.anchor_at,
            due_at=each.due_at,
            opened_at=at,
            next_at=at if each.due_at else None,
        )
        for each in wanted
    )


def _move(duty: Duty, wanted: Owed, clocks: Clocks, incident: Incident, at: datetime) -> None:
    """An open duty follows its facts, until it has lapsed; what is met or lapsed stays as it was."""
    if not duty.is_open or duty.lapsed_at or duty.due_at == wanted.due_at or wanted.due_at is None:
        return
    rings = clocks.rings(incident.factory.programme_id, wanted.due_at, duty.opened_at)
    already = max(ladder.next_at(rings, at) or wanted.due_at, at)
    Duty.rows.filter(pk=duty.pk).update(
        rule=wanted.rule,
        anchor_at=wanted.anchor_at,
        due_at=wanted.due_at,
        next_at=min(already, wanted.due_at),
    )


def _waive(duties: Sequence[Duty], at: datetime) -> None:
    surplus = [duty.pk for duty in duties if duty.is_open]
    why = _("The facts were corrected, or the buyer is no longer registered: this is not owed any more.")
    Duty.rows.filter(pk__in=surplus).update(waived_at=at, waived_reason=why, next_at=None)
