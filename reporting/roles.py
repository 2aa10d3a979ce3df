"""Who writes, approves, holds and recalls which report (WHO-15): sentences, not exceptions.

Each question answers None (yes) or the sentence that says why not and who may, so that a page can
show the reason beside a button that is not there, and an action refuses with the same words.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accounts.errors import NotAllowed
from accounts.models import PLANNERS, Role, User
from assessments.models import TeamMember
from factories.access import holds_role
from factories.models import AdvisorAssignment
from reporting.models import Report

Kind = Report.Kind


def insist(refusal: str | None) -> None:
    """Raises NotAllowed with the sentence, if there is one."""
    if refusal:
        raise NotAllowed(refusal)


def may_not_write(report: Report, user: User) -> str | None:
    """The author: the team (assessment report), the factory (Progress Report 1), the factory's
    advisor (Progress Report 2); of the programme's reports also whoever plans for the country."""
    if report.kind == Kind.PROGRESS_1:
        return may_not_speak_for_factory(report, user)
    if _is_author(report, user) or holds_role(user, *PLANNERS, factory=report.factory):
        return None
    if report.kind == Kind.ASSESSMENT:
        return _("You may not write this report. The assessment's team and the team leaders may.")
    return _("You may not write this report. The factory's advisor and the team leaders may.")


def may_not_speak_for_factory(report: Report, user: User) -> str | None:
    if holds_role(user, Role.FACTORY_MANAGER, factory=report.factory):
        return None
    return _("This is the factory's own. Only the factory manager may write, send or recall it.")


def may_not_approve(report: Report, user: User) -> str | None:
    """A team leader (or country manager) who neither wrote it, nor was on the team, nor advises."""
    if report.kind == Kind.PROGRESS_1:
        return _(
            "Progress Report 1 is the factory's own. Nobody in the programme edits, holds or approves it."
        )
    if not holds_role(user, *PLANNERS, factory=report.factory):
        return _("You may not approve this report. Another team leader or the country manager may.")
    if report.drafted_by_id == user.pk:
        return _("You wrote this report. Another team leader or the country manager approves it.")
    if report.kind == Kind.ASSESSMENT and _of(report, user, "on_team"):
        return _("You were on the team of this assessment. Another team leader approves its report.")
    if _of(report, user, "advised"):
        return _("You advise this factory. Another team leader approves its report.")
    return None


def may_not_steer(report: Report, user: User) -> str | None:
    """Hold, send back, recall, waive: who plans for the country; of Progress Report 1 nobody."""
    if report.kind == Kind.PROGRESS_1:
        return _(
            "Progress Report 1 is the factory's own. Nobody in the programme edits, holds or approves it."
        )
    if holds_role(user, *PLANNERS, factory=report.factory):
        return None
    return _("You may not do this. A team leader or the country manager may.")


def may_not_recall(report: Report, user: User) -> str | None:
    own = report.kind == Kind.PROGRESS_1
    return may_not_speak_for_factory(report, user) if own else may_not_steer(report, user)


def _is_author(report: Report, user: User) -> bool:
    return _of(report, user, "on_team" if report.kind == Kind.ASSESSMENT else "advises_now")


def known(user: User) -> dict[str, Exists]:
    """What of the person the questions above ask; a page fetches it with the report.

    On the team: when it began or later, because who left before has seen nothing. Advised: today,
    or at any time since the report's cycle was opened.
    """
    still = Q(left_at=None) | Q(left_at__gt=OuterRef("assessment__begun_at"))
    team = TeamMember.rows.filter(still, assessment=OuterRef("assessment"), user=user)
    assigned = AdvisorAssignment.rows.filter(factory=OuterRef("factory"), advisor=user)
    lately = Q(ended_at=None) | Q(ended_at__gt=OuterRef("cycle__opened_at"))
    return {
        "on_team": Exists(team),
        "advises_now": Exists(assigned.filter(ended_at=None)),
        "advised": Exists(assigned.filter(lately)),
    }


def _of(report: Report, user: User, fact: str) -> bool:
    if not hasattr(report, fact):
        report = Report.rows.annotate(**known(user)).get(pk=report.pk)
    return bool(getattr(report, fact))
