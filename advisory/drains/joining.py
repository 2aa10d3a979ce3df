"""What the worker does with buyers' requests: finds their factory, follows their visit, tells both sides."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from accounts.lifecycle import advance
from accounts.verbs import verb
from advisory.buyers.joining import state_of
from advisory.drains.telling import advisors_and_managers, buyers_people
from advisory.models import Visit, VisitRequest
from factories import outbox
from factories.conditions import all_met, conditions
from factories.models import AccessForm, BuyerLink, Message, PaidRegistration

Status = VisitRequest.Status
BATCH = 100

Pair = tuple[UUID, UUID | None]


def settle_requests(at: datetime) -> int:
    """One round; returns how many requests it told of."""
    _place(at)
    _follow_visits(at)
    _warn_of_fallen(at)
    with transaction.atomic():
        rows = VisitRequest.rows.untold().select_for_update(skip_locked=True, of=("self",))
        found = list(rows.select_related("factory", "buyer", "link").order_by("asked_at")[:BATCH])
        outbox.enqueue_all(message for request in found for message in _tellings(request, at))
        VisitRequest.rows.filter(pk__in=[each.pk for each in found]).update(untold=False)
    return len(found)


def _place(at: datetime) -> None:
    """A request on a claim whose factory was found meanwhile: now its people and staff see it."""
    waiting = VisitRequest.rows.filter(factory=None, link__factory__isnull=False).select_related("link")
    for request in waiting[:BATCH]:
        place_request(request=request, by=None, at=at)


@verb
def place_request(*, request: VisitRequest, by: None, at: datetime) -> None:
    rows = VisitRequest.rows.filter(pk=request.pk, factory=None)
    rows.update(factory=request.link.factory_id, untold=True)


# -- The visit that was agreed ------------------------------------------------------------


def _follow_visits(at: datetime) -> None:
    moved = (
        ~Q(visit__on=F("agreed_on"))
        | ~Q(visit__modality=F("agreed_how"))
        | Q(visit__suspended=True)
        | Q(visit__status=Visit.Status.CANCELLED)
    )
    agreed = VisitRequest.rows.agreed()
    for request in agreed.filter(visit__status=Visit.Status.HELD)[:BATCH]:
        keep_held(request=request, by=None, at=at)
    for request in agreed.exclude(visit__status=Visit.Status.HELD).filter(moved)[:BATCH]:
        put_back(request=request, by=None, at=at)


@verb
def keep_held(*, request: VisitRequest, by: None, at: datetime) -> None:
    advance(request, Status.HELD)


@verb
def put_back(*, request: VisitRequest, by: None, at: datetime) -> None:
    """The visit is not the one that was agreed any more: the request waits anew."""
    nothing: dict[str, object] = {"visit": None, "agreed_on": None, "agreed_how": "", "answer": ""}
    advance(request, Status.WAITING, put_back_at=at, untold=True, **nothing)


# -- Telling -----------------------------------------------------------------------------


def _tellings(request: VisitRequest, at: datetime) -> Iterator[Message]:
    """Both sides hear each turn; to the buyer the message bears no factory but its own words."""
    turn = _turn(request)
    facts = {"turn": turn}
    if request.factory:
        for person in advisors_and_managers(request.factory):
            yield outbox.message(
                key=f"visit_request:{request.pk}:{turn}:{_when(request)}:{person.pk}",
                kind="visit_request",
                to=person,
                at=at,
                factory=request.factory,
                subject_id=request.pk,
                facts=facts,
            )
    if turn in ("agreed", "declined", "put_back"):
        yield from _to_the_buyer(request, turn, at)


def _turn(request: VisitRequest) -> str:
    if request.status == Status.WAITING:
        return "put_back" if request.put_back_at else "asked"
    return str(request.status)


def _when(request: VisitRequest) -> str:
    moment = request.withdrawn_at or request.put_back_at or request.answered_at or request.asked_at
    return f"{moment:%Y%m%dT%H%M%S}"


def _to_the_buyer(request: VisitRequest, turn: str, at: datetime) -> Iterator[Message]:
    for person in buyers_people(request.buyer):
        yield outbox.message(
            key=f"visit_answer:{request.pk}:{turn}:{_when(request)}:{person.pk}",
            kind="visit_answer",
            to=person,
            at=at,
            subject_id=request.pk,
            facts={"turn": turn, "name": request.link.claimed_name},
        )


# -- What fell away ----------------------------------------------------------------------


def _warn_of_fallen(at: datetime) -> None:
    """An agreed request that a condition left: the advisor hears of it before going, the buyer too."""
    coming = VisitRequest.rows.agreed().filter(agreed_on__gte=at.date(), factory__isnull=False)
    requests = list(coming.select_related("factory", "buyer", "link").order_by("agreed_on"))
    whole = _pairs_with_all(requests)
    for request in requests:
        if state_of(request.status, (request.buyer_id, request.factory_id) in whole) == "fallen":
            outbox.enqueue_all(_warnings(request, at))


def _pairs_with_all(requests: Sequence[VisitRequest]) -> set[Pair]:
    """Buyer and factory of those between whom all three conditions hold, in three queries."""
    asked = {(each.buyer_id, each.factory_id) for each in requests}
    pairs = {"buyer__in": {buyer for buyer, _ in asked}, "factory__in": {factory for _, factory in asked}}
    links = {_pair(each): each for each in BuyerLink.rows.standing().filter(**pairs)}
    forms = {_pair(each): each for each in AccessForm.rows.standing().filter(**pairs)}
    paid = defaultdict(list)
    for registration in PaidRegistration.rows.filter(ended_at=None, **pairs):
        paid[_pair(registration)].append(registration)
    return {pair for pair in asked if all_met(conditions(links.get(pair), forms.get(pair), paid[pair]))}


def _pair(row: BuyerLink | AccessForm | PaidRegistration) -> Pair:
    return row.buyer_id, row.factory_id


def _warnings(request: VisitRequest, at: datetime) -> Iterable[Message]:
    """Once for each agreement: the key holds the moment at which it was agreed."""
    assert request.factory
    for person in advisors_and_managers(request.factory):
        key = f"visit_request:{request.pk}:fallen:{_when(request)}:{person.pk}"
        told = {"factory": request.factory, "subject_id": request.pk, "facts": {"turn": "fallen"}}
        yield outbox.message(key=key, kind="visit_request", to=person, at=at, **told)  # type: ignore[arg-type]
    yield from _to_the_buyer(request, "fallen", at)
