"""A suspicion of zero tolerance: reported, decided, investigated, closed. Source: NTF-3, WHO-15."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.lifecycle import advance
from accounts.models import STAFF, User
from accounts.verbs import verb
from advisory.access import local_today
from advisory.actions.protocolsteps import finish, lay_steps, open_steps, said_of
from advisory.integrity.readers import require_office
from advisory.models import FileStep, Incident, PlannedAction, ZeroToleranceFile
from factories.access import require_role
from factories.models import Factory
from programmes.models import Protocol
from programmes.zerotolerance import DECIDE, Issue

Status = ZeroToleranceFile.Status


@verb
def report_suspicion(
    *,
    factory: Factory,
    issue: str,
    words: str,
    known_at: datetime,
    issue_words: str = "",
    head_office_alone: bool = False,
    incident: Incident | None = None,
    by: User,
    at: datetime,
) -> ZeroToleranceFile:
    """Any of the country's staff, on suspicion. Who is told is worked out by the clock's worker, because the
    person who reports may not see it. No RETURNING: keys are made here."""
    require_role(by, *STAFF, factory=factory)
    _check(issue, issue_words, words, known_at, at)
    if incident is not None and incident.factory_id != factory.pk:
        raise Invalid(_("This incident belongs to another factory."))
    protocol = Protocol.objects.in_force(factory.programme.code, issue, local_today(factory, at))
    if protocol is None:
        raise WrongState(
            _("No zero tolerance protocol holds in this country. Call the country manager at once.")
        )
    file = ZeroToleranceFile(
        factory=factory,
        protocol=protocol,
        incident=incident,
        issue=issue,
        issue_words=issue_words.strip(),
        words=words.strip(),
        known_at=known_at,
        head_office_alone=head_office_alone,
        opened_by=by,
        opened_at=at,
    )
    file.save(force_insert=True)
    lay_steps(file, at)
    return file


def _check(issue: str, issue_words: str, words: str, known_at: datetime, at: datetime) -> None:
    if not words.strip():
        raise Invalid(_("Write in a sentence or two what is suspected, without names."), "words")
    if issue == Issue.OTHER and not issue_words.strip():
        raise Invalid(_("Say which issue of the country's protocol it is."), "issue_words")
    if known_at > at:
        raise Invalid(_("This moment has not come yet. Write when it became known."), "known_at")


@verb
def decide_on_protocol(
    *, file: ZeroToleranceFile, activate: bool, reason: str, by: User, at: datetime
) -> ZeroToleranceFile:
    """The country manager decides, or head office in that place. What was not activated can be activated later."""
    require_office(by, file)
    if not reason.strip():
        raise Invalid(_("Write the reason; it stays with the decision."), "reason")
    file = locked(file)
    to = Status.ACTIVE if activate else Status.NOT_ACTIVATED
    advance(file, to, decided_by=by, decided_at=at, decision_reason=reason.strip())
    asked = FileStep.rows.open().filter(file=file, step__key=DECIDE).select_related("step", "file").first()
    if asked is not None:
        finish(asked, reason.strip(), at, by)
    open_steps(file, at)
    return file


@verb
def decide_special(
    *, file: ZeroToleranceFile, special: bool, reason: str, by: User, at: datetime
) -> ZeroToleranceFile:
    """Whether there is a special investigation, and who decided so."""
    require_office(by, file)
    if not reason.strip():
        raise Invalid(_("Write the reason; it stays with the decision."), "reason")
    file = active(file)
    file.special, file.special_reason, file.special_by, file.special_at = special, reason.strip(), by, at
    file.save(update_fields=["special", "special_reason", "special_by", "special_at"])
    return file


@verb
def record_findings(*, file: ZeroToleranceFile, findings: str, by: User, at: datetime) -> ZeroToleranceFile:
    """What the special investigation found."""
    require_office(by, file)
    file = active(file)
    if not file.special:
        raise WrongState(_("No special investigation was decided on."))
    if not findings.strip():
        raise Invalid(_("Write what was found, without names."), "findings")
    file.special_findings = findings.strip()
    file.save(update_fields=["special_findings"])
    return file


@verb
def close_file(*, file: ZeroToleranceFile, outcome: str, by: User, at: datetime) -> ZeroToleranceFile:
    """When every step is done or left out with its reason, and nothing of the plan is open."""
    require_office(by, file)
    if not outcome.strip():
        raise Invalid(_("Write the outcome, without names."), "outcome")
    file = active(file)
    if left := _left(file):
        raise WrongState(_("Before it is closed: %(what)s.") % {"what": "; ".join(left)})
    return advance(file, Status.CLOSED, outcome=outcome.strip(), closed_by=by, closed_at=at)


def _left(file: ZeroToleranceFile) -> list[str]:
    steps = FileStep.rows.open().filter(file=file).select_related("step")
    planned = PlannedAction.rows.filter(file=file, done_on=None)
    left = [said_of(step) for step in steps] + [each.words for each in planned]
    if file.special and not file.special_findings:
        left.append(_("what the special investigation found"))
    return left


def locked(file: ZeroToleranceFile) -> ZeroToleranceFile:
    """The file as it is now, held until the end of the transaction."""
    rows = ZeroToleranceFile.rows.select_for_update(of=("self",))
    return rows.select_related("factory__programme", "protocol").get(pk=file.pk)


def active(file: ZeroToleranceFile) -> ZeroToleranceFile:
    found = locked(file)
    if found.status != Status.ACTIVE:
        raise WrongState(_("The protocol is not active in this file."))
    return found
