"""Notices on their way: drafted as soon as something is owed, sent as soon as somebody else approved.

The worker judges at the moment of sending who is told: a registered buyer that lacks one of the three
conditions gets nothing, and stands as not told, with what it lacks; when it is entitled later it is told
then. Each notice is one transaction; a buyer is one row of it, and a person one message: whatever is
repeated changes nothing. Source: NTF-1, NTF-2, NTF-5.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import translation

from accounts.lifecycle import advance
from accounts.models import User
from accounts.trail import acting
from advisory.models import Duty, Incident
from factories import outbox
from factories.models import (
    AccessForm,
    AdvisorAssignment,
    BuyerAccess,
    BuyerLink,
    Cycle,
    PaidRegistration,
)
from programmes import calendar
from programmes.models import CalendarRule, Contact
from programmes.rules import Kind
from reporting import notices
from reporting.models import Notice, NoticeRecipient

S, K = Notice.Status, Notice.Kind
M = NoticeRecipient.Missing
OURS = [Duty.Kind.INFORM_BUYER, Duty.Kind.ASSESS_STRIKE]
LONGEST_MARK = timedelta(hours=24)  # the country's rule may ask for any hour up to this before the end


# -- Drafting -----------------------------------------------------------------------------


def draft_notices(at: datetime) -> int:
    """One for each incident of which we owe buyers word and none is on its way or out; returns how many."""
    made = 0
    for pk in list(_without_notice().values_list("pk", flat=True)):
        made += _draft(pk, at)
    return made


def _without_notice() -> Any:
    owed = Duty.rows.open().filter(incident=OuterRef("pk"), kind__in=OURS)
    live = Notice.rows.live().exclude(kind=K.MINIMAL).filter(incident=OuterRef("pk"))
    running = Incident.rows.exclude(status=Incident.Status.MISTAKEN)
    return running.filter(Exists(owed), ~Exists(live))


def _draft(pk: UUID, at: datetime) -> int:
    with transaction.atomic(), acting("reporting.draft_notice", by=None, at=at):
        found = _without_notice().filter(pk=pk).select_for_update(skip_locked=True, of=("self",))
        incident = found.select_related("factory__programme").first()
        if incident is None:
            return 0
        language = notices.first_language(incident.factory.programme)
        with translation.override(language):
            words = notices.first_words(incident)
        Notice.rows.create(
            factory=incident.factory,
            incident=incident,
            kind=notices.kind_of(incident.kind),
            words=words,
            words_language=language,
            drafted_at=at,
        )
    return 1


# -- Sending ------------------------------------------------------------------------------


def send_notices(at: datetime) -> int:
    """Approved ones, minimal ones at their mark, and sent ones for buyers who are entitled since."""
    draft_notices(at)
    _minimal_at_their_mark(at)
    return sum(_send(pk, at) for pk in list(_to_send()))


def _to_send() -> Any:
    untold = Duty.rows.open().filter(incident=OuterRef("incident"), kind__in=OURS)
    again = Q(Exists(untold), status=S.SENT)
    return (
        Notice.rows.filter(Q(status=S.APPROVED) | again).order_by("drafted_at").values_list("pk", flat=True)
    )


def _send(pk: UUID, at: datetime) -> int:
    with transaction.atomic(), acting("reporting.send_notice", by=None, at=at):
        rows = Notice.rows.filter(pk=pk).select_for_update(skip_locked=True, of=("self",))
        notice = rows.select_related("factory__programme", "incident").first()
        if notice is None or notice.status not in (S.APPROVED, S.SENT):
            return 0
        if notice.status == S.APPROVED:
            _seal(notice, at)
        return _tell(notice, at)


def _seal(notice: Notice, at: datetime) -> None:
    sealed = notices.seal(_content(notice, at))
    advance(notice, S.SENT, sent_at=at, payload=sealed.payload, sha256=sealed.sha256)


def _content(notice: Notice, at: datetime) -> Mapping[str, Any]:
    advising = AdvisorAssignment.rows.current().filter(factory=notice.factory_id).select_related("advisor")
    advisor = next((each.advisor.name for each in advising), "")
    named = Contact.rows.filter(programme=notice.factory.programme_id, public=True)
    return notices.compose(notice, advisor, list(named.values_list("name", flat=True)), at)


def _tell(notice: Notice, at: datetime) -> int:
    """Returns how many buyers were told."""
    told = set(
        NoticeRecipient.rows.filter(notice=notice, told_at__isnull=False).values_list("buyer", flat=True)
    )
    owed = _owed(notice) - told
    people = _entitled_people(notice.factory_id, owed)
    missing = {buyer: [] if people.get(buyer) else _missing(notice.factory_id, buyer) for buyer in owed}
    _judge(notice, missing, at)
    now_told = [buyer for buyer in owed if people.get(buyer)]
    _meet(notice, now_told, at)
    outbox.enqueue_all(
        outbox.message(
            key=f"notice:{notice.pk}:{person.pk}",
            kind="notice_to_buyer",
            to=person,
            at=at,
            factory=notice.factory,
            subject_id=notice.pk,
            facts={"language": outbox.language_of(person)},
        )
        for buyer in now_told
        for person in people[buyer]
    )
    return len(now_told)


def _owed(notice: Notice) -> set[UUID]:
    """Buyers to whom this is owed: nobody told them yet, or only an earlier notice of ours did."""
    kind = Notice.MEETS[Notice.Kind(notice.kind)]
    theirs = Duty.rows.filter(incident=notice.incident_id, kind=kind, waived_at=None)
    ours = theirs.filter(Q(done_at=None) | Q(met_by=Duty.MetBy.NOTICE))
    return {buyer for buyer in ours.values_list("buyer", flat=True) if buyer}


def _entitled_people(factory: UUID, buyers: Collection[UUID]) -> Mapping[UUID, list[User]]:
    """Active people of those buyers who hold all three conditions now, for the factory's cycle of today.

    A buyer's systems (webhooks) are told beside them; where there are systems alone, nobody would read it.
    """
    cycle = Cycle.rows.filter(factory=factory).order_by("-number").values_list("pk", flat=True)[:1]
    access = BuyerAccess.objects.filter(factory_id=factory, buyer_id__in=buyers, cycle_id__in=list(cycle))
    pairs = list(access.values_list("buyer_id", "user_id").distinct())
    active = User.objects.filter(is_active=True).in_bulk([user for _buyer, user in pairs])
    found: dict[UUID, list[User]] = {}
    for buyer, user in sorted(pairs):
        if user in active:
            found.setdefault(buyer, []).append(active[user])
    return {buyer: users for buyer, users in found.items() if not all(user.is_machine for user in users)}


def _missing(factory: UUID, buyer: UUID) -> list[str]:
    """In the words of `NoticeRecipient.Missing`; if nothing of the papers is missing, its people are."""
    pair = {"factory": factory, "buyer": buyer}
    cycle = Cycle.rows.filter(factory=factory).order_by("-number").first()
    found = {
        M.RELATIONSHIP: BuyerLink.rows.standing().filter(**pair).exists(),
        M.FORM: AccessForm.rows.standing().filter(**pair).exists(),
        M.PAYMENT: PaidRegistration.rows.paid().filter(cycle=cycle, **pair).exists(),
    }
    return [name.value for name, met in found.items() if not met] or [M.PEOPLE.value]


def _judge(notice: Notice, missing: Mapping[UUID, list[str]], at: datetime) -> None:
    """A line for each buyer; one that is judged anew keeps its line, and what did not change is not written."""
    known = dict(NoticeRecipient.rows.filter(notice=notice).values_list("buyer", "missing"))
    for buyer, lacks in missing.items():
        if buyer in known and known[buyer] == lacks:
            continue
        NoticeRecipient.rows.update_or_create(
            notice=notice,
            buyer_id=buyer,
            defaults={
                "factory_id": notice.factory_id,
                "judged_at": at,
                "told_at": None if lacks else at,
                "missing": lacks,
            },
        )


def _meet(notice: Notice, buyers: Iterable[UUID], at: datetime) -> None:
    kind = Notice.MEETS[Notice.Kind(notice.kind)]
    met = Duty.rows.open().filter(incident=notice.incident_id, kind=kind, buyer__in=list(buyers))
    met.filter(due_at__lt=at, lapsed_at=None).update(lapsed_at=F("due_at"))
    met.update(done_at=at, met_by=Duty.MetBy.NOTICE, next_at=None)


# -- By the clock -------------------------------------------------------------------------


def _minimal_at_their_mark(at: datetime) -> None:
    """For general incidents alone; never for strikes, nor where the country's rule is off."""
    soon = Duty.rows.open().filter(kind=Duty.Kind.INFORM_BUYER, due_at__lte=at + LONGEST_MARK)
    unsent = ~Exists(Notice.rows.filter(incident=OuterRef("incident"), status=S.SENT))
    ordinary = soon.exclude(incident__kind__in=[Incident.Kind.STRIKE, Incident.Kind.NON_COOPERATION])
    for duty in ordinary.filter(unsent).select_related("incident__factory__programme").order_by("due_at"):
        _minimal(duty, at)


def _minimal(duty: Duty, at: datetime) -> None:
    programme = duty.incident.factory.programme
    rules = list(CalendarRule.objects.for_programme(programme))
    on = duty.incident.known_at.astimezone(programme.tz).date()
    rule: Any = calendar.in_force(rules, Kind.MINIMAL_NOTICE, on)
    if rule is None or rule.amount is None or duty.due_at is None:
        return
    if at < duty.due_at - timedelta(hours=rule.amount):
        return
    with transaction.atomic(), acting("reporting.minimal_notice", by=None, at=at):
        incident = Incident.rows.select_for_update().get(pk=duty.incident_id)
        if Notice.rows.filter(incident=incident, kind=K.MINIMAL).exists():
            return
        Notice.rows.create(
            factory_id=duty.factory_id,
            incident=incident,
            kind=K.MINIMAL,
            status=S.APPROVED,
            approved_at=at,
            facts=asdict(notices.facts_of(incident, programme.tz)),
            drafted_at=at,
        )
