"""An author writes the sections of a report and sends it for approval."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.errors import WrongState
from accounts.lifecycle import advance
from accounts.models import User
from accounts.verbs import verb
from reporting import roles
from reporting.models import Report, ReportPart
from reporting.versions import freeze_now, locked

Status = Report.Status
WRITABLE = (Status.DUE, Status.NOT_SUBMITTED, Status.RECALLED)


@verb
def write_parts(
    *, report: Report, texts: Mapping[str, str], own: bool = False, by: User, at: datetime
) -> Report:
    """Keeps what was typed, section by section; `own` is the factory's part of a joined report.

    Nothing is frozen by this. Raises NotAllowed to others than the author, WrongState once it is sent.
    """
    report = (
        Report.rows.select_related("factory", "assessment").select_for_update(of=("self",)).get(pk=report.pk)
    )
    factory_writes = own or report.kind == Report.Kind.PROGRESS_1
    refusal = roles.may_not_speak_for_factory if factory_writes else roles.may_not_write
    roles.insist(refusal(report, by))
    if report.status not in WRITABLE or (own and report.own_submitted_at):
        raise WrongState(_("This was sent already. Take it back to change it."))
    known = {part.section: part for part in ReportPart.rows.filter(report=report)}
    changed = {name: words for name, words in texts.items() if words != _words(known.get(name))}
    for section, words in changed.items():
        ReportPart.rows.update_or_create(
            report=report,
            section=section,
            defaults={"factory_id": report.factory_id, "words": words, "written_by": by, "written_at": at},
        )
    return report


def _words(part: ReportPart | None) -> str:
    return part.words if part else ""


@verb
def submit_for_approval(*, report: Report, by: User, at: datetime) -> Report:
    """The draft is frozen as the approver will read it. Source: WHO-15.

    Raises Invalid where words are missing or the findings may still change.
    """
    report = locked(report, Status.DRAFTED)
    if report.kind == Report.Kind.PROGRESS_1:
        raise WrongState(_("Progress Report 1 needs no approval: the factory sends it."))
    roles.insist(roles.may_not_write(report, by))
    version = freeze_now(report, by=by, at=at)
    return advance(report, Status.DRAFTED, current=version, drafted_by=by, drafted_at=at, status_reason="")
