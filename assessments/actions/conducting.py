"""From the gate to the last day of data collection."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.lifecycle import advance
from accounts.models import User
from accounts.verbs import verb
from assessments import assessors
from assessments.actions.guards import local_day, locked, require_open_entry, require_team
from assessments.asked import questions_of
from assessments.models import Assessment, TeamMember, ToolVersion
from assessments.team import LEAST
from factories.actions import current_cycle
from factories.models import Cycle, Factory


@verb
def begin(*, assessment: Assessment, by: User, at: datetime) -> Assessment:
    """The team stands at the gate. From now on the factory and the country's staff know of it.

    Binds the cycle and the tool version in force on this local day, which becomes the first day:
    whatever day was planned before stays in the trail, for planners. Not before the planned day;
    a planner may move it.
    """
    require_team(assessment, by)
    row = locked(assessment)
    today = local_day(row.factory, at)
    if row.status != Assessment.Status.PLANNED:
        raise WrongState(_("This assessment is no longer planned: it began, or was cancelled."))
    if today < row.planned_on:
        raise Invalid(_("It is planned for a later day. A planner may move it to today."))
    cycle = current_cycle(row.factory)
    _check_team_still_stands(row, cycle)
    version = _tool(row, today)
    advance(
        assessment,
        Assessment.Status.BEGUN,
        begun_at=at,
        planned_on=today,
        cycle=cycle,
        tool_version=version,
    )
    return assessment


@verb
def end_collection(*, assessment: Assessment, last_day: date, by: User, at: datetime) -> Assessment:
    """Names the last local day of data collection: reports are counted from its end."""
    require_team(assessment, by)
    row = locked(assessment)
    require_open_entry(row)
    first, today = local_day(row.factory, _begun(row)), local_day(row.factory, at)
    if not first <= last_day <= today:
        raise Invalid(_("The last day lies between the first day and today."), "last_day")
    assessment.last_day = last_day
    assessment.save(update_fields=["last_day"])
    return assessment


def _begun(assessment: Assessment) -> datetime:
    if assessment.begun_at is None:
        raise WrongState(_("This assessment has not begun. Begin it at the factory’s gate."))
    return assessment.begun_at


def _check_team_still_stands(assessment: Assessment, cycle: Cycle) -> None:
    """Somebody may have left, or have become the factory's advisor, since it was planned."""
    people = set(TeamMember.rows.named().filter(assessment=assessment).values_list("user_id", flat=True))
    if len(people) < LEAST:
        raise WrongState(_("The team has fewer than two people. Ask your team leader for another."))
    if people & assessors.advising(assessment.factory, cycle):
        raise NotAllowed(_("Somebody of the team advises this factory. Ask your team leader for another."))


def _tool(assessment: Assessment, on: date) -> ToolVersion:
    factory: Factory = assessment.factory
    version = ToolVersion.objects.in_force(factory.programme, on)
    if version is None:
        raise WrongState(_("No version of the tool is published for today. Ask an administrator."))
    assessment.tool_version = version
    if not questions_of(assessment).exists():
        raise WrongState(_("This version of the tool has no questions for this kind of assessment."))
    return version
