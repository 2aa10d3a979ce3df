"""What the policy asks of single factories: priority for assessment, pilots, egregious issues (PHS-2, ENG-7)."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.models import PLANNERS, User
from accounts.verbs import unless_taken, verb
from factories.access import require_role
from factories.models import Designation, Factory


@verb
def designate(
    *,
    factory: Factory,
    kind: str,
    value: str = "",
    valid_from: date,
    valid_until: date | None = None,
    reason: str,
    by: User,
    at: datetime,
) -> Designation:
    """From a local day on. A planner decides; the next question of what is possible is answered by it."""
    require_role(by, *PLANNERS, factory=factory)
    if kind == Designation.Kind.STRIKE:
        raise Invalid(_("Report the strike as an incident. Visits wait from then on by themselves."), "kind")
    if valid_until is not None and valid_until <= valid_from:
        raise Invalid(_("It would end before it begins. Choose a later end, or none."), "valid_until")
    if not reason.strip():
        raise Invalid(_("Write why."), "reason")
    row = Designation(
        factory=factory,
        kind=kind,
        value=value,
        valid_from=valid_from,
        valid_until=valid_until,
        reason=reason.strip(),
        named_by=by,
        named_at=at,
    )
    said = _("Such a designation holds in these days already. End that one first.")
    with unless_taken(Invalid(said, "valid_from")):
        row.save(force_insert=True)
    return row


@verb
def end_designation(*, designation: Designation, by: User, at: datetime) -> Designation:
    """It no longer holds from today on; one that would only begin is taken back."""
    factory = Factory.rows.select_related("programme").get(pk=designation.factory_id)
    require_role(by, *PLANNERS, factory=factory)
    today = at.astimezone(factory.programme.tz).date()
    if designation.valid_until is not None and designation.valid_until <= today:
        raise WrongState(_("It has ended already."))
    if designation.valid_from >= today:
        designation.delete()
        return designation
    designation.valid_until = today
    designation.save(update_fields=["valid_until"])
    return designation
