"""What a buyer asked and waits for, all its factories together: visits to join, priorities, corrective plans.

One query. Of priorities and plans only where all three conditions hold: elsewhere that one falls out of the
list would tell what became of it (`advisory/wishes.py`). A request to join hangs on the buyer's own claim.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, CharField, Exists, F, OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Role, User
from advisory.models import BuyerPriority, CorrectivePlan, VisitRequest
from factories.models import BuyerAccess
from factories.models.buyers import buyers_of

SHOWN = 8
COLUMNS = ("what", "subject", "named", "place", "status", "since", "is_open")
REQUEST, PRIORITY, PLAN = "visit_request", "priority", "corrective_plan"  # names of their pages' addresses


@dataclass(frozen=True)
class OpenWish:
    """`state` is the key of its badge; `factory` is the buyer's own name of it while a condition is missing."""

    url: str
    title: str
    factory: str
    since: datetime
    state: str
    waits_for: str


def of(user: User) -> list[OpenWish]:
    """The longest waiting first."""
    if not user.is_(Role.BUYER_USER):
        return []
    found = _requests(user).union(_priorities(user), _plans(user), all=True)
    return [_wish(*row) for row in found.order_by("since", "subject")[:SHOWN]]


def _requests(user: User) -> "QuerySet[Any, Any]":
    rows: Any = VisitRequest.objects.visible_to(user)
    return _columns(rows.waiting(), user, REQUEST, "kind", "link__claimed_name", "asked_at")


def _priorities(user: User) -> "QuerySet[Any, Any]":
    """Those that the buyer raised itself; not the points that the factory put to the PICC."""
    rows: Any = BuyerPriority.objects.visible_to(user)
    own = rows.open().filter(answers=None)
    return _columns(own, user, PRIORITY, "title", "factory__name", "raised_at").filter(is_open=True)


def _plans(user: User) -> "QuerySet[Any, Any]":
    """A draft waits for the buyer itself, one that is taken in for the factory."""
    rows: Any = CorrectivePlan.objects.visible_to(user)
    own = rows.exclude(status=CorrectivePlan.Status.WITHDRAWN).filter(on_behalf=False, answered_at=None)
    return _columns(own, user, PLAN, "name", "factory__name", "uploaded_at").filter(is_open=True)


def _columns(rows: Any, user: User, what: str, named: str, place: str, since: str) -> "QuerySet[Any, Any]":
    """The same columns of every kind, so that they can be read together."""
    access = BuyerAccess.objects.filter(user_id=user.pk, factory_id=OuterRef("factory"))
    mine = rows.filter(buyer__in=buyers_of(user)).order_by()
    found: QuerySet[Any, Any] = mine.annotate(
        what=Value(what, output_field=CharField()),
        subject=F("pk"),
        named=F(named),
        place=F(place),
        since=F(since),
        is_open=Exists(access, output_field=BooleanField()),
    ).values_list(*COLUMNS)
    return found


def _wish(
    what: str, subject: UUID, named: str, place: str, status: str, since: datetime, is_open: bool
) -> OpenWish:
    return OpenWish(
        url=reverse(what, args=[subject]),
        title=_title(what, named),
        factory=place,
        since=since,
        state=_state(status, is_open),
        waits_for=_waits_for(what, status, is_open),
    )


def _state(status: str, is_open: bool) -> str:
    """A plan that is taken in waits for answers."""
    waits = "waiting" if status == CorrectivePlan.Status.TAKEN_IN else status
    return waits if is_open else "lacking"


def _title(what: str, named: str) -> str:
    if what == PRIORITY:
        return _("Priority: %(title)s") % {"title": named}
    if what == PLAN:
        return _("Corrective action plan: %(name)s") % {"name": named}
    return _("Joint visit") if named == VisitRequest.Kind.JOINT else _("Shadow a visit")


def _waits_for(what: str, status: str, is_open: bool) -> str:
    if not is_open:
        return _("waits until all three conditions hold")
    if status == CorrectivePlan.Status.DRAFT:
        return _("waits for you: it is not taken in yet")
    if status == BuyerPriority.Status.ON_AGENDA:
        return _("waits for the PICC's meeting")
    return _("waits for the advisor") if what == REQUEST else _("waits for the factory's management")
