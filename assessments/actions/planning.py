"""Planning an assessment: known to its team and its planners alone (ASM-2).

Nothing is derived from a planned date. The team, and who accompanies it, gets a notice that names neither
factory nor day.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.lifecycle import advance
from accounts.models import PLANNERS, User
from accounts.verbs import verb
from advisory.models.visit import Modality
from assessments import accompanying, assessors
from assessments.actions.guards import local_day
from assessments.models import Assessment, Companion, TeamMember
from assessments.team import Candidate, days_of, missing, team
from factories import outbox
from factories.access import require_role
from factories.actions import current_cycle
from factories.models import Factory
from factories.possible import possibilities
from programmes.policy import Speaker, Verdict
from programmes.services import Modality as Form
from programmes.services import Service

MOST_DAYS = 2
NOTICE = "new_in_your_assessments"


@verb
def plan_assessment(
    *,
    factory: Factory,
    planned_on: date,
    days: int,
    modality: str,
    scope: str,
    team: Collection[User],
    company: Collection[User] = (),
    by: User,
    at: datetime,
) -> Assessment:
    """Names a day, a tool, a team, and who accompanies it. A virtual check is by appointment: announced."""
    require_role(by, *PLANNERS, factory=factory)
    if factory.status != Factory.Status.ACTIVE:
        raise WrongState(_("Only an active factory is assessed. Its first visit makes it active."))
    Factory.rows.select_for_update().get(pk=factory.pk)
    if Assessment.rows.planned().filter(factory=factory).exists():
        raise WrongState(_("An assessment of this factory is planned already. Change that one."))
    _check_day(factory, planned_on, days, modality, at)
    chosen = _check_team(factory, planned_on, days, team)
    beside = _check_company(factory, planned_on, days, {user.pk for user in company}, at)
    made = Assessment.rows.create(
        factory=factory,
        planned_on=planned_on,
        days=days,
        modality=Modality(modality),
        scope=Assessment.Scope(scope),
        announced=modality == Modality.VIRTUAL,
        planned_by=by,
    )
    _notify(made, _name(made, chosen, at) | _accompany(made, beside, at), at)
    return made


@verb
def change_plan(
    *,
    assessment: Assessment,
    planned_on: date,
    days: int,
    modality: str,
    scope: str,
    team: Collection[User],
    company: Collection[User] | None = None,
    by: User,
    at: datetime,
) -> Assessment:
    """Another day, tool, team or company, as long as it has not begun. What was planned earlier stays in
    the trail, for planners. Without `company` the same people accompany it."""
    factory = _planned(assessment, by)
    _check_day(factory, planned_on, days, modality, at)
    chosen = _check_team(factory, planned_on, days, team, assessment.pk)
    wanted = _company(assessment) if company is None else {user.pk for user in company}
    beside = _check_company(factory, planned_on, days, wanted, at, assessment.pk)
    assessment.planned_on, assessment.days = planned_on, days
    assessment.modality, assessment.scope = Modality(modality), Assessment.Scope(scope)
    assessment.announced = modality == Modality.VIRTUAL
    assessment.save(update_fields=["planned_on", "days", "modality", "scope", "announced"])
    _notify(assessment, _name(assessment, chosen, at) | _accompany(assessment, beside, at), at)
    return assessment


@verb
def cancel_assessment(*, assessment: Assessment, reason: str, by: User, at: datetime) -> Assessment:
    """It will not take place; nobody outside learns that it was planned."""
    _planned(assessment, by)
    if not reason.strip():
        raise Invalid(_("Write why it is cancelled; planners read it later."), "reason")
    _notify(assessment, _members(assessment) | _company(assessment), at)
    return advance(assessment, Assessment.Status.CANCELLED, cancelled_reason=reason.strip())


def withdraw(assessment: Assessment, reason: str, at: datetime) -> None:
    """The worker's: its factory takes part no longer. Planners read the reason; who was named, that something changed."""
    _notify(assessment, _members(assessment) | _company(assessment), at)
    advance(assessment, Assessment.Status.CANCELLED, cancelled_reason=reason)


def _planned(assessment: Assessment, by: User) -> Factory:
    """The factory of a planned assessment, whose row is now locked."""
    factory = Factory.rows.select_related("programme").get(pk=assessment.factory_id)
    require_role(by, *PLANNERS, factory=factory)
    locked = Assessment.rows.select_for_update().get(pk=assessment.pk)
    if locked.status != Assessment.Status.PLANNED:
        raise WrongState(_("This assessment is no longer planned: it began, or was cancelled."))
    return factory


def _check_day(factory: Factory, on: date, days: int, modality: str, at: datetime) -> None:
    if on < at.astimezone(factory.programme.tz).date():
        raise Invalid(_("Choose today or a later day."), "planned_on")
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(_("An assessment takes one or two days."), "days")
    if modality == Modality.HYBRID and days != MOST_DAYS:
        raise Invalid(_("A hybrid assessment has two days: one on site, then one virtual."), "days")
    _check_possible(factory, on, modality)


def _check_possible(factory: Factory, on: date, modality: str) -> None:
    """Nobody is sent where nobody may go; and not every factory may be assessed from afar (ENG-7, PHS-2)."""
    if modality == Modality.VIRTUAL:
        return
    rows = possibilities(factory.programme, Factory.rows.filter(pk=factory.pk))
    answer = rows.answer(Service.ASSESSMENT, Form(modality), on, factory.pk)
    if modality == Modality.HYBRID and answer.speaker is Speaker.ORDINARY and answer.verdict is Verdict.NOT:
        said = _(
            "Hybrid assessments are possible from the third cycle on, where no egregious issue is known."
        )
        raise Invalid(said, "modality")
    if rows.phase(factory.pk, on).visits_suspended and answer.verdict not in (
        Verdict.POSSIBLE,
        Verdict.CONDITIONAL,
    ):
        raise Invalid(
            _("On this day nobody visits this factory: visits or production are suspended."), "planned_on"
        )


def _check_team(
    factory: Factory, on: date, days: int, chosen: Iterable[User], moving: UUID | None = None
) -> list[Candidate]:
    """The chosen people as candidates, the leader first; raises Invalid with every rule not met."""
    wanted = {user.pk for user in chosen}
    taken = days_of(on, days, factory.programme.weekend)
    every = assessors.candidates(factory, taken, current_cycle(factory), moving)
    people = [candidate for candidate in every if candidate.id in wanted]
    if len(people) != len(wanted):
        raise Invalid(_("Choose among the assessors of this country programme."), "team")
    refused = missing(team(people, assessors.last_team(factory, moving)))
    if refused:
        raise Invalid(" ".join(refused), "team")
    return sorted(people, key=lambda candidate: not candidate.experienced)


def _check_company(
    factory: Factory, on: date, days: int, wanted: Collection[UUID], at: datetime, moving: UUID | None = None
) -> list[accompanying.Candidate]:
    """Who accompanies, as candidates; raises Invalid with every rule not met."""
    if not wanted:
        return []
    taken = days_of(on, days, factory.programme.weekend)
    every = accompanying.candidates(factory, taken, local_day(factory, at), moving)
    people = [candidate for candidate in every if candidate.id in wanted]
    if len(people) != len(wanted):
        raise Invalid(_("Choose among the people whom an agreement lets accompany an assessment."), "company")
    refused = missing(accompanying.rules(people))
    if refused:
        raise Invalid(" ".join(refused), "company")
    return people


def _name(assessment: Assessment, chosen: list[Candidate], at: datetime) -> set[UUID]:
    """Makes these people the team: the first leads, others leave. Gives all who are concerned."""
    before = {member.user_id: member for member in TeamMember.rows.named().filter(assessment=assessment)}
    wanted = {candidate.id for candidate in chosen}
    gone = [member.pk for user, member in before.items() if user not in wanted]
    TeamMember.rows.filter(pk__in=gone).update(left_at=at, leads=False)
    TeamMember.rows.bulk_create(
        TeamMember(assessment=assessment, factory_id=assessment.factory_id, user_id=candidate.id)
        for candidate in chosen
        if candidate.id not in before
    )
    named = TeamMember.rows.named().filter(assessment=assessment)
    named.filter(leads=True).exclude(user=chosen[0].id).update(leads=False)
    named.filter(user=chosen[0].id).update(leads=True)
    return wanted | set(before)


def _accompany(assessment: Assessment, chosen: list[accompanying.Candidate], at: datetime) -> set[UUID]:
    """Lets these people accompany it, each for the own organisation; others leave. Gives all who are concerned."""
    named = list(Companion.rows.named().filter(assessment=assessment))
    wanted = {(candidate.id, candidate.organisation.pk) for candidate in chosen}
    before = {(each.user_id, each.organisation_id): each.pk for each in named}
    gone = [pk for pair, pk in before.items() if pair not in wanted]
    Companion.rows.filter(pk__in=gone).update(left_at=at)
    Companion.rows.bulk_create(
        Companion(assessment=assessment, factory_id=assessment.factory_id, user_id=user, organisation_id=of)
        for user, of in sorted(wanted - set(before))
    )
    return {user for user, _of in wanted | set(before)}


def _members(assessment: Assessment) -> set[UUID]:
    return set(TeamMember.rows.named().filter(assessment=assessment).values_list("user_id", flat=True))


def _company(assessment: Assessment) -> set[UUID]:
    return set(Companion.rows.named().filter(assessment=assessment).values_list("user_id", flat=True))


def _notify(assessment: Assessment, people: Collection[UUID], at: datetime) -> None:
    """“There is something new in your assessments”: no factory, no day, no word more."""
    stamp = int(at.timestamp())
    outbox.enqueue_all(
        outbox.message(
            key=f"{NOTICE}:{assessment.pk}:{user.pk}:{stamp}",
            kind=NOTICE,
            to=user,
            at=at,
            subject_id=assessment.pk,
        )
        for user in User.objects.filter(pk__in=people)
    )
