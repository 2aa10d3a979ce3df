"""What the factory says itself: Progress Report 1, its part of a joined report, its replies.

Nobody in the programme edits, holds or approves this (WHO-15).
"""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.lifecycle import advance
from accounts.models import Role, User
from accounts.verbs import verb
from assessments.models import Finding
from factories.access import require_role
from reporting import roles
from reporting.actions.approving import UNRENDERED
from reporting.models import FactoryReply, Report, ReportPart
from reporting.versions import freeze_now, locked, reopened, withdraw

Status = Report.Status
REPLY_LENGTH = 2000


@verb
def submit_progress_report_1(*, report: Report, by: User, at: datetime) -> Report:
    """Sent is approved: the factory alone answers for it. A late one goes out at once."""
    report = locked(report, Status.APPROVED, Status.DUE, Status.NOT_SUBMITTED, Status.RECALLED)
    if report.kind != Report.Kind.PROGRESS_1:
        raise WrongState(_("The programme writes this report."))
    roles.insist(roles.may_not_speak_for_factory(report, by))
    version = freeze_now(report, by=by, at=at)
    return advance(
        report,
        Status.APPROVED,
        current=version,
        own_submitted_at=at,
        approved_by=by,
        approved_at=at,
        status_reason="",
        **UNRENDERED,
    )


@verb
def send_own_part(*, report: Report, by: User, at: datetime) -> Report:
    """The factory's part of a joined report: it stands first, the programme writes after it."""
    report = _own_part_open(report, by)
    if report.own_submitted_at is not None:
        raise WrongState(_("The factory's part was sent already."))
    if not ReportPart.rows.filter(report=report, section="own_overview").exclude(words="").exists():
        raise Invalid(_("Write the overview before you send your part."), field="own_overview")
    Report.rows.filter(pk=report.pk).update(own_submitted_at=at)
    report.own_submitted_at = at
    return report


@verb
def take_back(*, report: Report, by: User, at: datetime) -> Report:
    """Sent by mistake, or too early: until its release the factory writes on."""
    if report.kind != Report.Kind.PROGRESS_1:
        report = _own_part_open(report, by)
        Report.rows.filter(pk=report.pk).update(own_submitted_at=None)
        report.own_submitted_at = None
        return report
    report = locked(report, to := reopened(report), Status.APPROVED)
    roles.insist(roles.may_not_speak_for_factory(report, by))
    withdraw(report.current, at=at, reason=_("Taken back by the factory before its release."))
    return advance(
        report, to, current=None, own_submitted_at=None, approved_by=None, approved_at=None, rendered_at=None
    )


def _own_part_open(report: Report, by: User) -> Report:
    """A joined report of which the programme has not sent its draft; locked."""
    report = locked(report, Status.DRAFTED)
    roles.insist(roles.may_not_speak_for_factory(report, by))
    if not report.joined:
        raise NotAllowed(_("This report has no part of the factory's own."))
    return report


@verb
def reply_to_finding(*, finding: Finding, words: str, by: User, at: datetime) -> FactoryReply | None:
    """The factory's words beside a finding, marked as not verified; empty words take them away.

    Possible from the sharing of the findings until the report was sent for approval.
    """
    require_role(by, Role.FACTORY_MANAGER, factory=finding.factory)
    _still_open(finding)
    said = words.strip()
    if len(said) > REPLY_LENGTH:
        raise Invalid(_("Write at most %(count)s characters.") % {"count": REPLY_LENGTH}, field="words")
    if not said:
        FactoryReply.rows.filter(finding=finding).delete()
        return None
    reply, _created = FactoryReply.rows.update_or_create(
        finding=finding,
        defaults={"factory_id": finding.factory_id, "words": said, "written_by": by, "written_at": at},
    )
    return reply


def _still_open(finding: Finding) -> None:
    if finding.assessment.shared_at is None:
        raise WrongState(_("This finding has not been shared with the factory yet."))
    report = Report.rows.filter(assessment=finding.assessment_id, kind=Report.Kind.ASSESSMENT)
    for row in report.select_for_update():
        if row.status not in (Status.DUE, Status.RECALLED):
            raise WrongState(_("The report was closed for replies when it was sent for approval."))
