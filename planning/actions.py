"""Drafts of changes: made, asked for, approved, applied at their moment (PHS-4, WHO-15)."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.lifecycle import advance
from accounts.models import Role, User
from accounts.verbs import verb
from factories.access import require_programme_role, require_role
from factories.models import Factory, ServiceException
from planning import applying, preview
from planning.models import Draft
from programmes.models import CountryProgramme, Region
from programmes.policy import VALUES, FactValue, Subject
from programmes.services import Modality, Service

S = Draft.Status


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
    require_programme_role(by, Role.ADMINISTRATOR, Role.COUNTRY_MANAGER, programme=programme)
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
    draft = Draft(
        programme=programme,
        region=region,
        factory=factory,
        subject=subject.value,
        value=value.value,
        valid_from=valid_from,
        valid_until=valid_until,
        decision=decision.strip(),
        made_by=by,
        made_at=at,
    )
    preview.laid(draft, preview.scope(draft))  # refuses what would overwrite a recorded value
    _refuse_collision(draft)
    draft.save(force_insert=True)
    return draft


def _refuse_collision(draft: Draft) -> None:
    """Of two drafts of one place and fact the second is told."""
    others = Draft.rows.under_way().filter(
        programme=draft.programme, region=draft.region, factory=draft.factory, subject=draft.subject
    )
    other = others.select_related("made_by").first()
    if other is not None:
        said = _("%(name)s has a draft of the same fact under way. Change that one, or have it thrown away.")
        raise Invalid(said % {"name": other.made_by.name}, "subject")


@verb
def ask_for_approval(*, draft: Draft, by: User, at: datetime) -> Draft:
    require_programme_role(by, Role.ADMINISTRATOR, Role.COUNTRY_MANAGER, programme=draft.programme)
    return advance(draft, S.ASKED)


@verb
def approve(*, draft: Draft, reason: str = "", by: User, at: datetime) -> Draft:
    """The country manager; who made the draft says why nobody else could approve it (WHO-15)."""
    require_programme_role(by, Role.COUNTRY_MANAGER, programme=draft.programme)
    if draft.made_by_id == by.pk and not reason.strip():
        raise Invalid(_("You made this draft. Write why nobody else can approve it."), "reason")
    preview.laid(draft, preview.scope(draft))
    return advance(draft, S.APPROVED, approved_by=by, approved_at=at, alone_because=reason.strip())


@verb
def give_back(*, draft: Draft, by: User, at: datetime) -> Draft:
    """Not approved as it is."""
    require_programme_role(by, Role.COUNTRY_MANAGER, programme=draft.programme)
    if draft.status != S.ASKED:
        raise WrongState(_("This draft does not wait for an approval."))
    return advance(draft, S.DRAFT)


@verb
def throw_away(*, draft: Draft, by: User, at: datetime) -> Draft:
    require_programme_role(by, Role.ADMINISTRATOR, Role.COUNTRY_MANAGER, programme=draft.programme)
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
