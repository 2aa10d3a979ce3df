"""A country's own zero tolerance protocol: drafted, approved, in force from a day. Source: NTF-3, WHO-15."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.models import Role, User
from accounts.verbs import unless_taken, verb
from factories import alone
from factories.access import require_programme_role
from programmes.models import CountryProgramme, Protocol, ProtocolStep
from programmes.zerotolerance import BEHAVED, Issue, Owner, missing

MAY_DRAFT = (Role.ADMINISTRATOR, Role.COUNTRY_MANAGER)
WRITTEN = ("words", "owner", "rule", "counted_from", "needs")


@verb
def draft_protocol(
    *, programme: CountryProgramme, issue: str, valid_from: date, source: str, by: User, at: datetime
) -> Protocol:
    """A version that would hold from that local day, as a copy of the steps that hold there now."""
    require_programme_role(by, *MAY_DRAFT, programme=programme)
    _require_coming(programme, valid_from, at)
    if not source.strip():
        raise Invalid(_("Say where this version comes from: which agreement, of which day."), "source")
    scope = Protocol.objects.filter(country=programme.code, issue=issue)
    if scope.filter(approved_at=None).exists():
        raise Invalid(_("A version for this is being drafted already. Change that one."), "issue")
    base = Protocol.objects.in_force(programme.code, issue, valid_from)
    made = Protocol.objects.create(
        country=programme.code,
        issue=Issue(issue).value if issue else "",
        version=(scope.aggregate(last=Max("version"))["last"] or 0) + 1,
        valid_from=valid_from,
        source=source.strip(),
        further_issues=base.further_issues if base else [],
        drafted_by=by,
        drafted_at=at,
    )
    _copy(base.steps.all() if base else [], made)
    return made


def _copy(steps: Iterable[ProtocolStep], to: Protocol) -> None:
    for step in steps:
        written = {name: getattr(step, name) for name in ("key", "order", *WRITTEN)}
        ProtocolStep.objects.create(protocol=to, **written)


def _require_coming(programme: CountryProgramme, valid_from: date, at: datetime) -> None:
    if valid_from < at.astimezone(programme.tz).date():
        raise Invalid(_("This day is over. Choose today or a later day."), "valid_from")


def _drafted(protocol: Protocol, by: User, *roles: Role) -> CountryProgramme:
    """The programme of a draft, which is held now."""
    programme = CountryProgramme.objects.get(code=protocol.country)
    require_programme_role(by, *roles, programme=programme)
    held = Protocol.objects.select_for_update().filter(pk=protocol.pk, approved_at=None)
    if not held.exists():
        raise WrongState(_("This version is approved: its steps stay as they are. Draft a new one."))
    return programme


@verb
def write_step(
    *,
    protocol: Protocol,
    key: str,
    words: Mapping[str, str],
    owner: str,
    rule: str,
    counted_from: str,
    needs: Sequence[str],
    step: ProtocolStep | None = None,
    by: User,
    at: datetime,
) -> ProtocolStep:
    """Adds a step at the end, or changes one of the draft. Its key stays."""
    _drafted(protocol, by, *MAY_DRAFT)
    said = {language: text.strip() for language, text in words.items() if text.strip()}
    if not said:
        raise Invalid(_("Write the step in at least one language."))
    if step is None and protocol.steps.filter(key=key).exists():
        raise Invalid(_("There is a step of this key. Choose another key."), "key")
    made = step or ProtocolStep(protocol=protocol, key=key, order=_last(protocol) + 1)
    made.words, made.owner, made.rule = said, Owner(owner), rule
    made.counted_from, made.needs = counted_from, list(needs)
    made.save()
    return made


def _last(protocol: Protocol) -> int:
    return protocol.steps.aggregate(last=Max("order"))["last"] or 0


@verb
def move_step_up(*, step: ProtocolStep, by: User, at: datetime) -> ProtocolStep:
    """Changes places with the step before it."""
    _drafted(step.protocol, by, *MAY_DRAFT)
    before = step.protocol.steps.filter(order__lt=step.order).last()
    if before is None:
        raise WrongState(_("This is the first step."))
    before.order, step.order = step.order, before.order
    ProtocolStep.objects.bulk_update([before, step], ["order"])
    return step


@verb
def remove_step(*, step: ProtocolStep, by: User, at: datetime) -> None:
    _drafted(step.protocol, by, *MAY_DRAFT)
    if step.key in BEHAVED:
        raise WrongState(_("Every protocol has this step: it cannot be removed."))
    step.delete()


@verb
def throw_protocol_away(*, protocol: Protocol, by: User, at: datetime) -> None:
    _drafted(protocol, by, *MAY_DRAFT)
    protocol.delete()


@verb
def approve_protocol(*, protocol: Protocol, alone_because: str = "", by: User, at: datetime) -> Protocol:
    """The country manager approves, an own draft only with a reason, of which head office hears. The version
    before it ends on its first day; files keep the version under which they were opened."""
    programme = _drafted(protocol, by, Role.COUNTRY_MANAGER)
    _require_coming(programme, protocol.valid_from, at)
    if wrong := missing(list(protocol.steps.all())):
        raise Invalid(" ".join(wrong))
    protocol.alone_because = alone.reason_kept(protocol.drafted_by_id, by, alone_because)
    protocol.approved_by, protocol.approved_at = by, at
    _settle(protocol)
    if protocol.alone_because:
        facts = {"programme": programme.name, "approver": by.name, "reason": protocol.alone_because}
        alone.tell_head_office("protocol_alone", protocol.pk, facts, at)
    return protocol


def _settle(protocol: Protocol) -> None:
    approved = Protocol.objects.filter(
        approved_at__isnull=False, country=protocol.country, issue=protocol.issue
    )
    said = _("Another version of this protocol begins on that day or later. Choose a day after it.")
    with unless_taken(Invalid(said)):
        approved.filter(valid_until=None, valid_from__lt=protocol.valid_from).update(
            valid_until=protocol.valid_from
        )
        protocol.save()
