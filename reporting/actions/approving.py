"""A leader approves, sends back, holds, lets go on, recalls and waives (WHO-15, RPT-4).

The clock releases what is approved; nobody here does.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.errors import Invalid
from accounts.lifecycle import advance
from accounts.models import User
from accounts.verbs import verb
from factories import outbox
from reporting import roles
from reporting.models import Report
from reporting.versions import freeze_again, locked, reopened, withdraw

Status = Report.Status
UNRENDERED = {"rendered_at": None, "render_attempts": 0, "render_error": ""}


@verb
def approve(*, report: Report, by: User, at: datetime) -> Report:
    """What was read is what goes out; only its release is set anew where the moment has passed."""
    report = locked(report, Status.APPROVED, Status.DRAFTED)
    roles.insist(roles.may_not_approve(report, by))
    version = freeze_again(report, by=by, at=at)
    return advance(
        report,
        Status.APPROVED,
        current=version,
        approved_by=by,
        approved_at=at,
        status_reason="",
        **UNRENDERED,
    )


@verb
def send_back(*, report: Report, reason: str, by: User, at: datetime) -> Report:
    """The author writes on; the frozen draft is withdrawn, and the author is told."""
    report = locked(report, to := reopened(report), Status.DRAFTED, Status.APPROVED, Status.HELD)
    roles.insist(roles.may_not_steer(report, by))
    said = _reason(reason)
    draft, author = report.current, report.drafted_by
    withdraw(draft, at=at, reason=said)
    advance(report, to, status_reason=said, current=None, approved_by=None, approved_at=None)
    if author is not None and draft is not None:
        outbox.enqueue(
            key=f"report:{report.pk}:sent_back:{draft.pk}",
            kind="report_sent_back",
            to=author,
            at=at,
            factory=report.factory,
            subject_id=report.pk,
            facts={"report_kind": report.kind},
        )
    return report


@verb
def hold(*, report: Report, reason: str, by: User, at: datetime) -> Report:
    """An approved report does not go out until somebody lets it go on."""
    report = locked(report, Status.HELD)
    roles.insist(roles.may_not_steer(report, by))
    return advance(report, Status.HELD, status_reason=_reason(reason))


@verb
def resume(*, report: Report, by: User, at: datetime) -> Report:
    """A held report goes out at its moment, or at once where that has passed."""
    report = locked(report, Status.APPROVED, Status.HELD)
    roles.insist(roles.may_not_approve(report, by))
    version = freeze_again(report, by=by, at=at)
    return advance(report, Status.APPROVED, current=version, status_reason="", **UNRENDERED)


@verb
def recall(*, report: Report, reason: str, by: User, at: datetime) -> Report:
    """Closed to all readers from the next request on; the worker tells those who read it."""
    report = locked(report, Status.RECALLED)
    roles.insist(roles.may_not_recall(report, by))
    said = _reason(reason)
    withdraw(report.current, at=at, reason=said)
    return advance(report, Status.RECALLED, status_reason=said)


@verb
def waive(*, report: Report, reason: str, by: User, at: datetime) -> Report:
    """The programme owes this report no more, and says why (a factory that left, say)."""
    report = locked(report, Status.WAIVED)
    roles.insist(roles.may_not_steer(report, by))
    said = _reason(reason)
    withdraw(report.current, at=at, reason=said)
    return advance(report, Status.WAIVED, waived_at=at, waived_reason=said, current=None)


def _reason(reason: str) -> str:
    said = reason.strip()
    if not said:
        raise Invalid(_("Say why, in a sentence."), field="reason")
    return said
