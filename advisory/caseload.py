"""Whose factories they are: an advisor's caseload, and what in it needs attention."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import STAFF, Membership, Role, User
from advisory.access import local_today
from advisory.committee import Judgement
from advisory.models import PlanItem
from advisory.planlist import is_overdue
from advisory.standing import judgements
from factories.models import AdvisorAssignment, Factory, Level
from factories.models.visibility import seen_by


def advised_by(user: User) -> list[Factory]:
    """The factories whose advisor the person is today, and those given for a time, by name."""
    assigned = AdvisorAssignment.rows.current().filter(advisor=user).values("factory")
    given = seen_by(user, Level.GRANT)
    rows = Factory.objects.visible_to(user).filter(Q(pk__in=assigned) | Q(pk__in=given))
    return list(rows.select_related("programme").order_by("name"))


@dataclass(frozen=True)
class ToCheck:
    """The items of one factory that it says are done, and since when the oldest waits."""

    factory: Factory
    items: Sequence[PlanItem]

    @property
    def since(self) -> date:
        days = [item.done_at for item in self.items if item.done_at]
        return local_today(self.factory, min(days)) if days else date.max


@dataclass(frozen=True)
class Attention:
    """A factory and the reasons why it needs its advisor, gravest first."""

    factory: Factory
    reasons: Sequence[str]

    @property
    def said(self) -> str:
        return "; ".join(self.reasons)


@dataclass(frozen=True)
class Caseload:
    factories: Sequence[Factory]
    to_check: Sequence[ToCheck]
    attention: Sequence[Attention]


def caseload(user: User, at: datetime) -> Caseload:
    """The person's factories, read in five queries however many they are."""
    factories = advised_by(user)
    items = _open_items(user, factories)
    judged = judgements(factories, at)
    waiting = [ToCheck(factory, _done(items[factory.pk])) for factory in factories]
    found = [Attention(each, list(_reasons(each, items[each.pk], judged, at))) for each in factories]
    return Caseload(
        factories=factories,
        to_check=sorted((each for each in waiting if each.items), key=lambda each: each.since),
        attention=sorted((each for each in found if each.reasons), key=lambda each: -len(each.reasons)),
    )


def _open_items(user: User, factories: Iterable[Factory]) -> Mapping[UUID, list[PlanItem]]:
    rows: Any = PlanItem.objects.visible_to(user)
    found: dict[UUID, list[PlanItem]] = defaultdict(list)
    for item in rows.open().filter(factory__in=[factory.pk for factory in factories]):
        found[item.factory_id].append(item)
    return found


def _done(items: Iterable[PlanItem]) -> list[PlanItem]:
    return [item for item in items if item.status == PlanItem.Status.DONE]


def _reasons(
    factory: Factory, items: Iterable[PlanItem], judged: Mapping[UUID, Judgement], at: datetime
) -> Iterator[str]:
    today = local_today(factory, at)
    late = sum(is_overdue(item, today) for item in items)
    if late:
        yield ngettext("%(count)s item overdue", "%(count)s items overdue", late) % {"count": late}
    if factory.status == Factory.Status.REGISTERED:
        yield _("first visit not held yet")
    elif factory.pk not in judged:
        yield _("no PICC is recorded")
    else:
        yield from _of_the_committee(judged[factory.pk])


def _of_the_committee(judgement: Judgement) -> Iterator[str]:
    said = {"management": judgement.management, "workers": judgement.workers}
    words = {
        "balance": _("PICC out of balance (%(management)s to %(workers)s)") % said,
        "elected": _("PICC elections not in term"),
        "confirmed": _("an election waits to be confirmed"),
        "meets": _("PICC meets too rarely"),
    }
    for verdict in judgement.verdicts:
        if verdict.met is False:
            yield words[verdict.key]


def minded_by(user: User) -> Any:
    """The ids of the factories that the person advises, or is the deputy of."""
    mine = AdvisorAssignment.rows.current().filter(Q(advisor=user) | Q(deputy=user))
    return mine.values("factory")


def offices_of(user: User) -> list[UUID]:
    """The country offices in which the person works; head office is none."""
    roles = {role for role in STAFF if role is not Role.HEAD_OFFICE}
    return [held.organisation_id for held in user.roles if held.role in roles]


def minded_by_team_of(user: User) -> Any:
    """The ids of the factories that somebody of the person's own office advises: who leads whom says no row,
    so the advisors of an office are its team. What nobody advises is in the country alone."""
    offices = offices_of(user)
    advisors = Membership.objects.current().filter(organisation__in=offices, role=Role.ADVISOR)
    held = AdvisorAssignment.rows.current().filter(
        advisor__in=advisors.values("user"), factory__programme__organisation__in=offices
    )
    return held.values("factory")
