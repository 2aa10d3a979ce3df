"""Drafts of changes: made, asked for, approved, applied at their moment (PHS-4, WHO-15)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.lifecycle import advance
from accounts.models import Role, User
from accounts.verbs import verb
from factories import alone
from factories.access import require_programme_role, require_role
from factories.models import Factory, ServiceException
from planning import applying, changes, previewing, proposals
from planning.models import Draft
from planning.proposals import FactProposal, Proposal, RuleProposal
from programmes import succession
from programmes.models import CountryProgramme, Region
from programmes.policy import VALUES, FactValue, Subject
from programmes.rules import Kind
from programmes.services import Modality, Service

S = Draft.Status
DRAFTING = (Role.ADMINISTRATOR, Role.COUNTRY_MANAGER)


@verb
def draft_fact(
    *,
    programme: CountryProgramme,
    subject: Subject,
    value: FactValue,
    valid_from: date,
    valid_until: date | None = None,
    decision: str,
    region: Region | None = None,
    factory: Factory | None = None,
    by: User,
    at: datetime,
) -> Draft:
    """Nothing happens by it; the preview shows what would. Dates are local dates of the programme."""
    require_programme_role(by, *DRAFTING, programme=programme)
    if value not in VALUES[subject]:
        raise Invalid(_("This value does not belong to this fact. Choose another."), "value")
    if valid_from < at.astimezone(programme.tz).date():
        raise Invalid(_("This day is over. A fact is changed from today on, or later."), "valid_from")
    if valid_until and valid_until <= valid_from:
        raise Invalid(
            _("It would end before it begins. Choose a later day, or leave it open."), "valid_until"
        )
    if not decision.strip():
        raise Invalid(_("Write who decided, when, and who was consulted."), "decision")
    proposal = FactProposal(subject.value, value.value)
    draft = new(Draft.Kind.FACT, proposal, programme, valid_from, valid_until, decision, by, at)
    draft.region, draft.factory = region, factory
    return save(draft)


@verb
def draft_rule(
    *,
    programme: CountryProgramme,
    kind: Kind,
    amount: int | None,
    valid_from: date,
    source: str,
    valid_until: date | None = None,
    from_year: int = 0,
    standing: str = "",
    by: User,
    at: datetime,
) -> Draft:
    """A row of the calendar: from `valid_from`, a local date, the rule is `amount` here; without amount it is off.

    It reaches only what is counted from its own date on: what has a due moment keeps it.
    """
    require_programme_role(by, *DRAFTING, programme=programme)
    succession.check_dates(valid_from, valid_until, at.astimezone(programme.tz).date())
    if not source.strip():
        raise Invalid(_("Write which decision or paper says so."), "source")
    proposal = RuleProposal(kind.value, amount, from_year, standing)
    return save(new(Draft.Kind.RULE, proposal, programme, valid_from, valid_until, source, by, at))


def new(
    kind: Draft.Kind,
    proposal: Proposal,
    programme: CountryProgramme,
    valid_from: date,
    valid_until: date | None,
    decision: str,
    by: User,
    at: datetime,
) -> Draft:
    return Draft(
        kind=kind,
        scope=proposal.scope,
        proposal=proposals.write(proposal),
        programme=programme,
        valid_from=valid_from,
        valid_until=valid_until,
        decision=decision.strip(),
        made_by=by,
        made_at=at,
    )


def save(draft: Draft) -> Draft:
    changes.check(draft)  # refuses what cannot be laid among the rows as they are
    _refuse_collision(draft)
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        _refuse_collision(draft)  # who was quicker
        raise
    preview_anew(draft, draft.made_by, draft.made_at)
    return draft


def preview_anew(draft: Draft, by: User, at: datetime) -> None:
    """A small programme is looked at when somebody opens the page."""
    if previewing.is_large(draft):
        previewing.ask(draft=draft, by=by, at=at)


def _refuse_collision(draft: Draft) -> None:
    """Of two drafts of one thing at one place the second is told."""
    others = Draft.rows.under_way().filter(
        programme=draft.programme,
        region=draft.region,
        factory=draft.factory,
        kind=draft.kind,
        scope=draft.scope,
    )
    other = others.select_related("made_by").first()
    if other is not None:
        said = _("%(name)s has a draft of the same under way. Change that one, or have it thrown away.")
        raise Invalid(said % {"name": other.made_by.name})


@verb
def ask_for_approval(*, draft: Draft, by: User, at: datetime) -> Draft:
    require_programme_role(by, *DRAFTING, programme=draft.programme)
    asked = advance(draft, S.ASKED)
    changes.check(asked)
    return asked


@verb
def approve(*, draft: Draft, reason: str = "", by: User, at: datetime) -> Draft:
    """The country manager; who made the draft says why nobody else could, and head office is told (WHO-15)."""
    require_programme_role(by, Role.COUNTRY_MANAGER, programme=draft.programme)
    because = alone.reason_kept(draft.made_by_id, by, reason, "reason")
    _check_day(draft, at.astimezone(draft.programme.tz).date())
    changes.check(draft)
    if because:
        facts = {"programme": draft.programme.name, "approver": by.name, "reason": because}
        alone.tell_head_office("approved_alone", draft.pk, facts, at)
    return advance(draft, S.APPROVED, approved_by=by, approved_at=at, alone_because=because)


def _check_day(draft: Draft, today: date) -> None:
    """A rule or policy does not change the past by an approval that came late; a fact is what it is."""
    if draft.kind == Draft.Kind.RULE:
        succession.check_dates(draft.valid_from, draft.valid_until, today)
    if draft.kind == Draft.Kind.POLICY and draft.valid_from < today:
        raise Invalid(over(), "valid_from")


def over() -> str:
    return _("This day is over. A policy is changed from today on, or later.")


@verb
def give_back(*, draft: Draft, by: User, at: datetime) -> Draft:
    """Not approved as it is."""
    require_programme_role(by, Role.COUNTRY_MANAGER, programme=draft.programme)
    if draft.status != S.ASKED:
        raise WrongState(_("This draft does not wait for an approval."))
    return advance(draft, S.DRAFT)


@verb
def throw_away(*, draft: Draft, by: User, at: datetime) -> Draft:
    require_programme_role(by, *DRAFTING, programme=draft.programme)
    return advance(draft, S.THROWN_AWAY)


@verb
def name_exception(
    *,
    factory: Factory,
    service: Service,
    modality: Modality,
    valid_from: date,
    valid_until: date,
    reason: str,
    clearance: str,
    by: User,
    at: datetime,
) -> ServiceException:
    """A critical issue: the country manager opens one way past the policy, for some days. Source: PHS-2."""
    require_role(by, Role.COUNTRY_MANAGER, factory=factory)
    if valid_until <= valid_from:
        raise Invalid(_("It would end before it begins. Choose a later day."), "valid_until")
    if not reason.strip():
        raise Invalid(_("Write what the critical issue is."), "reason")
    if not clearance.strip():
        raise Invalid(_("Write who cleared the visit: national regulations, and UN/ILO policy."), "clearance")
    named = ServiceException.rows.create(
        factory=factory,
        service=service.value,
        modality=modality.value,
        valid_from=valid_from,
        valid_until=valid_until,
        reason=reason.strip(),
        clearance=clearance.strip(),
        approved_by=by,
        approved_at=at,
    )
    applying.replan(factory, reason.strip(), at)
    return named
