"""What staff see of a notice before and after it is sent: the letter, and each buyer with what it lacks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from advisory.models import Duty
from factories.models import (
    AccessForm,
    AdvisorAssignment,
    Buyer,
    BuyerLink,
    Cycle,
    PaidRegistration,
)
from programmes.models import Contact
from reporting import entitlement, notices
from reporting.models import Notice, NoticeRecipient


@dataclass(frozen=True)
class Row:
    """`lacks`: in words, what keeps this buyer from being told at this moment."""

    buyer: Buyer
    told_at: datetime | None
    lacks: list[str]


def recipients(notice: Notice, user: User) -> list[Row]:
    """Whom it reached, and whom it would reach if it were sent now."""
    lines: Any = NoticeRecipient.objects.visible_to(user).filter(notice=notice)
    told = dict(lines.filter(told_at__isnull=False).values_list("buyer", "told_at"))
    papers = _papers(notice, user)
    cycle = Cycle.objects.visible_to(user).filter(factory=notice.factory_id).order_by("-number").first()
    return [
        Row(buyer, told.get(buyer.pk), [] if buyer.pk in told else _lacks(papers.get(buyer.pk), cycle))
        for buyer in _owed(notice, user, told)
    ]


def _owed(notice: Notice, user: User, told: dict[UUID, datetime]) -> Any:
    duties: Any = Duty.objects.visible_to(user).filter(
        incident=notice.incident_id, kind=Notice.MEETS[Notice.Kind(notice.kind)], waived_at=None
    )
    theirs = {each.buyer_id for each in duties if each.done_at is None or each.met_by == Duty.MetBy.NOTICE}
    return Buyer.objects.visible_to(user).filter(pk__in=theirs | set(told)).order_by("name")


def _papers(notice: Notice, user: User) -> dict[UUID, entitlement.Papers]:
    at = {"factory": notice.factory_id}
    return entitlement.by_buyer(
        BuyerLink.objects.visible_to(user).filter(**at),
        AccessForm.objects.visible_to(user).filter(**at),
        PaidRegistration.objects.visible_to(user).filter(**at),
    )


def _lacks(papers: entitlement.Papers | None, cycle: Any) -> list[str]:
    found = entitlement.conditions(papers or entitlement.Papers(), cycle.pk if cycle else None)
    return [each.note or each.fact for each in found if not each.met]


def letter(notice: Notice, user: User, at: datetime) -> notices.Letter:
    """The frozen one, or how it would read now."""
    if notice.status == Notice.Status.SENT:
        return notices.unseal(notice.payload)
    factory, programme = notice.factory, notice.factory.programme
    advising: Any = AdvisorAssignment.objects.visible_to(user)
    advisor = advising.current().filter(factory=factory).select_related("advisor").first()
    named = Contact.objects.visible_to(user).filter(programme=programme, public=True)
    return notices.letter_of(
        notice, advisor.advisor.name if advisor else "", list(named.values_list("name", flat=True)), at
    )
