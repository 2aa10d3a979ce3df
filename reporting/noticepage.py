"""What staff see of a notice before and after it is sent: the letter, and each buyer with what it lacks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import Membership, Role, User
from advisory.models import Duty
from factories.models import (
    AccessForm,
    AdvisorAssignment,
    Buyer,
    BuyerLink,
    Cycle,
    PaidRegistration,
)
from factories.outbox import language_of
from programmes.models import Contact
from reporting import entitlement, notices
from reporting.models import Notice, NoticeRecipient


@dataclass(frozen=True)
class Row:
    """`lacks`: in words, what keeps this buyer from being told at this moment. `languages`: its people's own."""

    buyer: Buyer
    told_at: datetime | None
    lacks: list[str]
    languages: list[str]


def recipients(notice: Notice, user: User) -> list[Row]:
    """Whom it reached, and whom it would reach if it were sent now."""
    lines: Any = NoticeRecipient.objects.visible_to(user).filter(notice=notice)
    told = dict(lines.filter(told_at__isnull=False).values_list("buyer", "told_at"))
    papers = _papers(notice, user)
    cycle = Cycle.objects.visible_to(user).filter(factory=notice.factory_id).order_by("-number").first()
    owed = list(_owed(notice, user, told))
    read_in = _languages(owed)
    return [
        Row(
            buyer,
            told.get(buyer.pk),
            [] if buyer.pk in told else _lacks(papers.get(buyer.pk), cycle),
            read_in[buyer.organisation_id],
        )
        for buyer in owed
    ]


def _owed(notice: Notice, user: User, told: dict[UUID, datetime]) -> Any:
    duties: Any = Duty.objects.visible_to(user).filter(
        incident=notice.incident_id, kind=Notice.MEETS[Notice.Kind(notice.kind)], waived_at=None
    )
    theirs = {each.buyer_id for each in duties if each.done_at is None or each.met_by == Duty.MetBy.NOTICE}
    return Buyer.objects.visible_to(user).filter(pk__in=theirs | set(told)).order_by("name")


def _languages(buyers: Iterable[Buyer]) -> Mapping[UUID, list[str]]:
    """By organisation, in which of our languages its people read."""
    held = Membership.objects.current().filter(
        organisation__in=[buyer.organisation_id for buyer in buyers],
        role=Role.BUYER_USER,
        user__is_active=True,
        user__is_machine=False,
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for each in held.select_related("user").order_by("since"):
        language = language_of(each.user)
        if language not in found[each.organisation_id]:
            found[each.organisation_id].append(language)
    return found


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


def letter(notice: Notice, user: User, at: datetime, language: str) -> notices.Letter:
    """The frozen one, or how it would read now, for readers of that language."""
    if notice.status == Notice.Status.SENT:
        return notices.unseal(notice.payload, language)
    factory, programme = notice.factory, notice.factory.programme
    advising: Any = AdvisorAssignment.objects.visible_to(user)
    advisor = advising.current().filter(factory=factory).select_related("advisor").first()
    named = Contact.objects.visible_to(user).filter(programme=programme, public=True)
    people = list(named.values_list("name", flat=True))
    content = notices.compose(notice, advisor.advisor.name if advisor else "", people, at)
    return notices.letter(content, language)
