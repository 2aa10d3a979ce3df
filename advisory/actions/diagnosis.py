"""Self-diagnosis: in every cycle the factory says where it stands, point by point (IP-2).

It is never a finding: what needs work enters the plan as the factory's own item, and only when
the factory chooses so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.lifecycle import advance
from accounts.models import Role, User
from accounts.verbs import verb
from advisory.access import advises
from advisory.actions.plan import open_item
from advisory.models import PlanItem, SelfDiagnosis, SelfDiagnosisAnswer
from advisory.models.diagnosis import Stance
from factories.access import require_role
from factories.actions import current_cycle
from factories.models import Cycle, Factory
from programmes import calendar
from programmes.models import CalendarRule, CompliancePoint
from programmes.rules import Kind

ANSWERERS = (Role.FACTORY_MANAGER, Role.PICC_MANAGEMENT, Role.PICC_WORKER)


@dataclass(frozen=True)
class Said:
    """Where the factory says it stands on one point."""

    point: CompliancePoint
    stance: str
    words: str = ""


@verb
def open_diagnosis(*, factory: Factory, by: User, at: datetime) -> SelfDiagnosis:
    """Begins this cycle's self-diagnosis, or gives the one that was begun already."""
    _require_answerer(factory, by)
    cycle = current_cycle(factory)
    found, _created = SelfDiagnosis.rows.get_or_create(
        cycle=cycle, defaults={"factory": factory, "started_at": at, "due_on": due_of(cycle, factory)}
    )
    return found


def due_of(cycle: Cycle, factory: Factory) -> date | None:
    """An aim: the end of initial advisory, or as many days into a later cycle."""
    if cycle.initial_advisory_until or cycle.day_zero is None:
        return cycle.initial_advisory_until
    rule = CalendarRule.objects.in_force(Kind.INITIAL_ADVISORY, factory.programme, cycle.day_zero)
    if rule is None or rule.amount is None:
        return None
    begins = calendar.start_of_day(cycle.day_zero, factory.programme.tz)
    return calendar.due(Kind.INITIAL_ADVISORY, rule.amount, begins, factory.programme.tz).on


@verb
def answer_points(*, diagnosis: SelfDiagnosis, said: Sequence[Said], by: User, at: datetime) -> SelfDiagnosis:
    """Keeps what was said about some points; what did not change keeps its writer and moment."""
    _require_answerer(diagnosis.factory, by)
    diagnosis = _open(diagnosis)
    if any(each.stance not in Stance.values for each in said):
        raise Invalid(_("Choose where you stand from the list."))
    known = _known(diagnosis, said)
    changed = [each for each in said if known.get(each.point.pk) != (each.stance, each.words.strip())]
    SelfDiagnosisAnswer.rows.bulk_create(
        [_answer(diagnosis, each, by, at) for each in changed],
        update_conflicts=True,
        unique_fields=["self_diagnosis", "point"],
        update_fields=["stance", "words", "answered_by", "answered_at"],
    )
    return diagnosis


@verb
def complete_diagnosis(
    *, diagnosis: SelfDiagnosis, to_plan: Sequence[CompliancePoint] = (), by: User, at: datetime
) -> SelfDiagnosis:
    """Every point was gone through. The gaps that the factory chooses enter its plan."""
    require_role(by, Role.FACTORY_MANAGER, factory=diagnosis.factory)
    diagnosis = _open(diagnosis)
    left = unanswered(diagnosis)
    if left:
        raise WrongState(_("%(count)s points are still without an answer.") % {"count": left})
    for answer in _gaps(diagnosis, to_plan):
        _plan(answer, by, at)
    return advance(diagnosis, SelfDiagnosis.Status.COMPLETE, completed_at=at)


@verb
def reopen_diagnosis(*, diagnosis: SelfDiagnosis, by: User, at: datetime) -> SelfDiagnosis:
    """The factory goes through some points again; items in the plan stay there."""
    require_role(by, Role.FACTORY_MANAGER, factory=diagnosis.factory)
    if diagnosis.cycle.closed_at is not None:
        raise WrongState(_("This cycle is over. Its self-diagnosis stays as it was."))
    return advance(diagnosis, SelfDiagnosis.Status.OPEN, completed_at=None)


@verb
def gap_to_plan(*, answer: SelfDiagnosisAnswer, by: User, at: datetime) -> PlanItem:
    """One gap enters the plan by the factory's choice, once while its item is open."""
    require_role(by, Role.FACTORY_MANAGER, factory=answer.factory)
    SelfDiagnosisAnswer.rows.select_for_update().get(pk=answer.pk)
    if answer.stance != Stance.GAP:
        raise WrongState(_("Only what needs work enters the plan."))
    if answer.point_id in planned_points(answer.factory_id):
        raise WrongState(_("This point is in the plan already."))
    return _plan(answer, by, at)


def unanswered(diagnosis: SelfDiagnosis) -> int:
    answered = SelfDiagnosisAnswer.rows.filter(self_diagnosis=diagnosis).values("point")
    return CompliancePoint.objects.filter(facts=False).exclude(pk__in=answered).count()


def planned_points(factory_id: UUID) -> set[UUID]:
    """The points on which the factory's own items are open."""
    rows = PlanItem.rows.open().filter(factory=factory_id, origin=PlanItem.Origin.SELF_DIAGNOSIS)
    return {point for point in rows.order_by().values_list("point", flat=True) if point}


def _require_answerer(factory: Factory, by: User) -> None:
    if not advises(by, factory):
        require_role(by, *ANSWERERS, factory=factory)


def _open(diagnosis: SelfDiagnosis) -> SelfDiagnosis:
    rows = SelfDiagnosis.rows.select_for_update(of=("self",)).select_related("factory__programme")
    found = rows.get(pk=diagnosis.pk)
    if found.status != SelfDiagnosis.Status.OPEN:
        raise WrongState(_("This self-diagnosis is complete. Open it again to change it."))
    return found


def _known(diagnosis: SelfDiagnosis, said: Sequence[Said]) -> Mapping[UUID, tuple[str, str]]:
    rows = SelfDiagnosisAnswer.rows.filter(
        self_diagnosis=diagnosis, point__in=[each.point.pk for each in said]
    )
    return {answer.point_id: (answer.stance, answer.words) for answer in rows}


def _answer(diagnosis: SelfDiagnosis, said: Said, by: User, at: datetime) -> SelfDiagnosisAnswer:
    return SelfDiagnosisAnswer(
        factory_id=diagnosis.factory_id,
        self_diagnosis=diagnosis,
        point=said.point,
        stance=said.stance,
        words=said.words.strip(),
        answered_by=by,
        answered_at=at,
    )


def _gaps(diagnosis: SelfDiagnosis, chosen: Sequence[CompliancePoint]) -> list[SelfDiagnosisAnswer]:
    rows = SelfDiagnosisAnswer.rows.gaps().filter(self_diagnosis=diagnosis)
    wanted = {point.pk for point in chosen} - planned_points(diagnosis.factory_id)
    in_order = rows.select_related("point", "factory").order_by("point__cluster__order", "point__order")
    return [answer for answer in in_order if answer.point_id in wanted]


def _plan(answer: SelfDiagnosisAnswer, by: User, at: datetime) -> PlanItem:
    return open_item(
        factory=answer.factory,
        origin=PlanItem.Origin.SELF_DIAGNOSIS,
        point=answer.point,
        title=answer.words or str(answer.point),
        by=by,
        at=at,
    )
