"""From the team's findings to final ones: shared by an act, commented on, made final (ASM-7)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.lifecycle import advance
from accounts.models import Membership, Role, User
from accounts.verbs import verb
from assessments.actions.guards import local_day, locked, require_open_entry, require_team
from assessments.asked import noncompliant
from assessments.entering import enter_findings
from assessments.models import Answer, Assessment, FactoryComment, Finding, QuestionText
from factories import outbox
from factories.access import require_role
from factories.models import AdvisorAssignment, Factory
from programmes import calendar
from programmes.models import CalendarRule
from programmes.rules import Kind


@verb
def share_findings(*, assessment: Assessment, by: User, at: datetime) -> Assessment:
    """The factory reads its findings from now on, and may comment until the window closes.

    Only now do they enter the improvement plan. A finding whose answer was put right before is
    left behind in the trail.
    """
    require_team(assessment, by)
    row = locked(assessment)
    require_open_entry(row)
    if row.last_day is None:
        raise WrongState(_("Name the last day of data collection first."))
    _drop_what_no_longer_holds(row)
    advance(
        assessment,
        Assessment.Status.SHARED,
        shared_at=at,
        comments_until=_window(row.factory, at),
    )
    enter_findings(assessment, by, at)
    _tell(assessment, at)
    return assessment


@verb
def comment(*, assessment: Assessment, words: str = "", last: bool = False, by: User, at: datetime) -> None:
    """The factory's managers say what they have to say to the findings; `last` ends the waiting."""
    factory = Factory.rows.get(pk=assessment.factory_id)
    require_role(by, Role.FACTORY_MANAGER, factory=factory)
    if assessment.status != Assessment.Status.SHARED:
        raise WrongState(_("Comments are taken between the sharing of the findings and their being final."))
    if not words.strip() and not last:
        raise Invalid(_("Write your comment, or say that you have none."), "words")
    FactoryComment.rows.create(
        factory=factory, assessment=assessment, words=words.strip(), last=last, said_by=by, said_at=at
    )


@verb
def finalise(*, assessment: Assessment, by: User, at: datetime) -> Assessment:
    """The findings are final: after the comment window, or once the factory has said its last word."""
    require_team(assessment, by)
    row = locked(assessment)
    said_all = FactoryComment.rows.filter(assessment=row, last=True).exists()
    if row.comments_until and at <= row.comments_until and not said_all:
        raise WrongState(
            _("The factory may still comment. Wait for the end of the window, or for its last word.")
        )
    return advance(assessment, Assessment.Status.FINALISED, finalised_at=at)


def _drop_what_no_longer_holds(assessment: Assessment) -> None:
    """Every non-compliant answer has its finding, and only these; raises Invalid with the numbers."""
    answers = {row.question_id: row for row in Answer.rows.of(assessment)}
    asked = QuestionText.objects.filter(pk__in=answers)
    found = {question.pk: question for question in asked if noncompliant(question, answers[question.pk])}
    written = set(Finding.rows.filter(assessment=assessment).values_list("question_id", flat=True))
    lacking = [question.number for pk, question in found.items() if pk not in written]
    if lacking:
        numbers = ", ".join(lacking)
        raise Invalid(_("Write the findings of these questions first: %(numbers)s.") % {"numbers": numbers})
    Finding.rows.filter(assessment=assessment).exclude(question__in=found).delete()


def _window(factory: Factory, at: datetime) -> datetime:
    """Until when the factory may comment; where the rule is off, the window closes at once."""
    rule = CalendarRule.objects.in_force(Kind.COMMENT_WINDOW, factory.programme, local_day(factory, at))
    if rule is None or rule.amount is None:
        return at
    return calendar.due(Kind.COMMENT_WINDOW, rule.amount, at, factory.programme.tz).at


def _tell(assessment: Assessment, at: datetime) -> None:
    """The factory's managers and its advisor learn that there is something to read."""
    factory = Factory.rows.get(pk=assessment.factory_id)
    managers = Membership.objects.current().filter(
        organisation=factory.organisation_id, role=Role.FACTORY_MANAGER
    )
    advisor = AdvisorAssignment.rows.current().filter(factory=factory)
    people = User.objects.filter(pk__in=managers.values("user")) | User.objects.filter(
        pk__in=advisor.values("advisor")
    )
    outbox.enqueue_all(
        outbox.message(
            key=f"findings_shared:{assessment.pk}:{user.pk}",
            kind="findings_shared",
            to=user,
            at=at,
            factory=factory,
            subject_id=assessment.pk,
        )
        for user in people
    )
