"""Who hands over and to whom, as a planner of the country sees it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.models import PLANNERS, Membership, Role, User
from assessments.models import Assessment, TeamMember
from factories.actions.advisors import ADVISED
from factories.models import AdvisorAssignment, Barred, Factory
from programmes.models import CountryProgramme

UNDER_WAY = (Assessment.Status.PLANNED, Assessment.Status.BEGUN, Assessment.Status.SHARED)


def programmes_of(planner: User) -> Any:
    return CountryProgramme.objects.of_staff(planner, *PLANNERS).select_related("organisation")


def advisors_in(programme: CountryProgramme) -> "Any":
    """Today's advisors of the country, by name."""
    held = Membership.objects.current().filter(role=Role.ADVISOR, organisation=programme.organisation_id)
    people = User.objects.filter(pk__in=held.values("user"), is_active=True, is_machine=False)
    return people.order_by("name")


def assigned_in(planner: User, programme: CountryProgramme) -> Any:
    """Today's assignments in the country."""
    rows: Any = AdvisorAssignment.objects.visible_to(planner)
    return rows.current().filter(factory__programme=programme, factory__status__in=ADVISED)


@dataclass(frozen=True)
class Advising:
    """One advisor and the number of factories; `left` when that person advises in this country no more."""

    person: User
    factories: int
    left: bool


@dataclass(frozen=True)
class Office:
    """The caseloads of one country."""

    planner: User
    programme: CountryProgramme

    @cached_property
    def advising(self) -> list[Advising]:
        """Every advisor of today, and everybody who left with factories; three statements."""
        counted = assigned_in(self.planner, self.programme).order_by().values("advisor")
        numbers = {row["advisor"]: row["n"] for row in counted.annotate(n=Count("pk"))}
        here = list(advisors_in(self.programme))
        gone = User.objects.filter(pk__in=set(numbers) - {user.pk for user in here}).order_by("name")
        found = [Advising(user, numbers.get(user.pk, 0), left=False) for user in here]
        return [Advising(user, numbers[user.pk], left=True) for user in gone] + found

    @property
    def gone(self) -> list[Advising]:
        return [each for each in self.advising if each.left]

    @property
    def here(self) -> list[Advising]:
        return [each for each in self.advising if not each.left]

    @cached_property
    def without_advisor(self) -> list[Factory]:
        rows: Any = Factory.objects.visible_to(self.planner).filter(
            programme=self.programme, status__in=ADVISED
        )
        assigned = assigned_in(self.planner, self.programme).values("factory")
        return list(rows.exclude(pk__in=assigned).order_by("name")[:50])


def left_behind(planner: User) -> int:
    """How many factories have an advisor who advises in their country no more; for the planner's first page."""
    offices = [held.organisation_id for held in planner.roles if held.role in PLANNERS]
    here = Membership.objects.current().filter(
        role=Role.ADVISOR, organisation__in=offices, user__is_active=True
    )
    rows: Any = AdvisorAssignment.objects.visible_to(planner)
    current = rows.current().filter(factory__programme__organisation__in=offices, factory__status__in=ADVISED)
    count: int = current.exclude(advisor__in=here.values("user")).count()
    return count


# -- Who may succeed where -----------------------------------------------------------------


@dataclass(frozen=True)
class Successors:
    """The other advisors of the country, and where each of them cannot succeed; three statements.

    Of a conflict of interest nothing is said but that the person is not free. Of a team only planners read,
    who know it: nobody advises a factory that the person is about to assess (WHO-2).
    """

    people: Mapping[UUID, User]
    barred: frozenset[tuple[UUID, UUID]]
    on_team: frozenset[tuple[UUID, UUID]]

    def refusal(self, person: User, factory: Factory) -> str:
        """Why this person does not get this factory, in a sentence; empty if nothing speaks against it."""
        said = {"name": person.name, "factory": factory.name}
        if person.pk not in self.people:
            return _("%(name)s is no Enterprise Advisor of this country programme today.") % said
        if (person.pk, factory.pk) in self.barred:
            return _("%(name)s is not free for %(factory)s. Choose somebody else.") % said
        if (person.pk, factory.pk) in self.on_team:
            sentence = _("%(name)s is on the team that assesses %(factory)s. Choose somebody else.")
            return sentence % said
        return ""

    def free_for(self, factory: Factory) -> list[User]:
        return [user for user in self.people.values() if not self.refusal(user, factory)]


def successors(
    planner: User, programme: CountryProgramme, advisor: User, factories: Collection[UUID], today: date
) -> Successors:
    people = {user.pk: user for user in advisors_in(programme).exclude(pk=advisor.pk)}
    holding = Barred.objects.filter(
        Q(until=None) | Q(until__gt=today), factory_id__in=factories, user_id__in=people, since__lte=today
    )
    teams: Any = TeamMember.objects.visible_to(planner)
    named = teams.filter(left_at=None, user__in=people, factory__in=factories)
    under_way = named.filter(assessment__status__in=UNDER_WAY)
    return Successors(
        people=people,
        barred=frozenset(holding.values_list("user_id", "factory_id")),
        on_team=frozenset(under_way.values_list("user_id", "factory_id")),
    )
