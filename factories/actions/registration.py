"""How a factory comes into the programme (ENG-1): registered, policy signed, meeting held."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.lifecycle import advance
from accounts.models import PLANNERS, Organisation, Role, User
from accounts.verbs import unless_taken, verb
from factories.access import require_programme_role, require_role
from factories.codes import next_code
from factories.models import AntiBriberySignature, Cycle, Factory, OpeningMeeting
from programmes.models import CountryProgramme

POLICY_VERSION = "2026-1"  # of templates/factories/anti_bribery_policy.html
MAY_REGISTER = (Role.ADMINISTRATOR, Role.COUNTRY_MANAGER)
MAY_CORRECT = (Role.FACTORY_MANAGER, Role.ADVISOR, Role.ADMINISTRATOR)
FACTS = (
    "name",
    "local_name",
    "address",
    "city",
    "region",
    "latitude",
    "longitude",
    "products",
    "workers",
    "women",
    "unions",
    "os_id",
)


@verb
def register_factory(
    *,
    programme: CountryProgramme,
    facts: Mapping[str, Any],
    by: User,
    at: datetime,
    factory: Factory | None = None,
    code: str = "",
) -> Factory:
    """Registers a new factory, or completes one that was imported; its first cycle opens.

    `facts` are the fields named in `FACTS`. Without `code` the next free one of the country is
    taken. The cycle has no dates until the first advisory visit.
    """
    require_programme_role(by, *MAY_REGISTER, programme=programme)
    check_facts(facts, factory)
    made = factory or _new(programme, facts, code)
    if factory is not None:
        write_facts(factory, facts)
    _only_imported(made)
    advance(made, Factory.Status.REGISTERED, registered_at=at)
    Cycle.rows.create(factory=made, number=1, opened_at=at)
    return made


def _new(programme: CountryProgramme, facts: Mapping[str, Any], code: str) -> Factory:
    if code and Factory.rows.filter(code=code).exists():
        raise Invalid(_("This code is taken. Leave it empty to get the next free one."), "code")
    organisation = Organisation(kind=Organisation.Kind.FACTORY, name=facts["name"])
    organisation.save(force_insert=True)
    made = Factory(programme=programme, organisation=organisation, code=code or next_code(programme))
    for name in FACTS:
        if name in facts:
            setattr(made, name, facts[name])
    with unless_taken(Invalid(_("Somebody registered this code a moment ago. Send the form again."))):
        made.save(force_insert=True)
    return made


def _only_imported(factory: Factory) -> None:
    if factory.status != Factory.Status.IMPORTED:
        raise WrongState(_("This factory is registered already."))


def check_facts(facts: Mapping[str, Any], factory: Factory | None = None) -> None:
    """The sentences for what the database's constraints would refuse; what is not given stays as it is."""
    if "name" in facts and not str(facts["name"]).strip():
        raise Invalid(_("Give the factory's name."), "name")
    workers, women = (
        facts.get(name, getattr(factory, name) if factory else None) for name in ("workers", "women")
    )
    if workers is not None and women is not None and women > workers:
        raise Invalid(_("There cannot be more women than workers. Correct one of the two."), "women")


def write_facts(factory: Factory, facts: Mapping[str, Any]) -> None:
    """Writes the facts that are given; the organisation keeps the factory's name."""
    changed = [name for name in FACTS if name in facts]
    for name in changed:
        setattr(factory, name, facts[name])
    factory.save(update_fields=changed)


@verb
def sign_anti_bribery(*, factory: Factory, signed_name: str, by: User, at: datetime) -> AntiBriberySignature:
    """The factory manager signs the policy as it stands today, by typing the own name."""
    require_role(by, Role.FACTORY_MANAGER, factory=factory)
    if factory.status == Factory.Status.IMPORTED:
        raise WrongState(_("The factory is not registered yet."))
    if len(signed_name.strip()) < 3:
        raise Invalid(_("Type your full name to sign."), "signed_name")
    if AntiBriberySignature.rows.filter(factory=factory, policy_version=POLICY_VERSION).exists():
        raise WrongState(_("The policy is signed already."))
    return AntiBriberySignature.rows.create(
        factory=factory,
        policy_version=POLICY_VERSION,
        signed_by=by,
        signed_name=signed_name.strip(),
        signed_at=at,
    )


@verb
def hold_opening_meeting(
    *,
    factory: Factory,
    held_on: date,
    attended_by: str,
    policy_gone_through: bool,
    by: User,
    at: datetime,
) -> OpeningMeeting:
    """Records the opening meeting, at which the anti-bribery policy is gone through."""
    require_role(by, Role.ADVISOR, Role.ADMINISTRATOR, *PLANNERS, factory=factory)
    if factory.status == Factory.Status.IMPORTED:
        raise WrongState(_("The factory is not registered yet."))
    if OpeningMeeting.rows.filter(factory=factory).exists():
        raise WrongState(_("The opening meeting is recorded already."))
    if held_on > at.astimezone(factory.programme.tz).date():
        raise Invalid(_("The meeting cannot lie in the future. Record it when it was held."), "held_on")
    if not policy_gone_through:
        said = _("The opening meeting goes through the anti-bribery policy. Do that first, then record it.")
        raise Invalid(said, "policy_gone_through")
    return OpeningMeeting.rows.create(
        factory=factory,
        held_on=held_on,
        attended_by=attended_by,
        policy_gone_through=True,
        recorded_by=by,
    )


@verb
def correct_facts(*, factory: Factory, facts: Mapping[str, Any], by: User, at: datetime) -> Factory:
    """Factory manager, advisor or administrator correct what is known of the factory."""
    require_role(by, *MAY_CORRECT, factory=factory)
    check_facts(facts, factory)
    write_facts(factory, facts)
    return factory
