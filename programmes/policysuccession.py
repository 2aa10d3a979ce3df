"""What a new policy does to those around it, and whether each of its rows says something that can be: pure.

Policies of one country, and the common ones, follow each other without overlap: a new one ends the one
it begins in. It may end without another only where no day is left without the policy that
it replaced. Raises `Invalid` with the field that has to change.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.errors import Invalid
from programmes.calendar import holds
from programmes.models import Policy, ServicePolicy
from programmes.services import FORMS, PRIORITIES, Modality, Service

PHASES = (1, 2, 3)


@dataclass(frozen=True)
class RowOfPolicy:
    """A row of a policy before it is written. Dates are local days, written as YYYY-MM-DD; empty: none."""

    code: str
    service: str
    phases: tuple[int, ...] = PHASES
    modalities: tuple[str, ...] = ()
    audience: str = ""
    starts_on: str = ""
    starts_by: str = ""
    when: str = ""
    confirmed: bool = True
    pilot: bool = False
    targets: str = ""
    partner: str = ""
    condition: str = ""
    allowed: bool = True
    note: str = ""
    source: str = ""
    certain: bool = True

    def written(self, policy: Policy) -> ServicePolicy:
        given = vars(self) | {
            "phases": list(self.phases),
            "modalities": list(self.modalities),
            "starts_on": day(self.starts_on),
            "starts_by": day(self.starts_by),
        }
        return ServicePolicy(policy=policy, country=policy.country, **given)


def day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def copied(row: ServicePolicy, valid_from: date) -> RowOfPolicy:
    """A row of a policy in force as a row of the next one: what has begun by then begins with it."""
    given = {name: getattr(row, name) for name in RowOfPolicy.__dataclass_fields__}
    found = RowOfPolicy(
        **given
        | {
            "phases": tuple(row.phases),
            "modalities": tuple(row.modalities),
            "starts_on": row.starts_on.isoformat() if row.starts_on else "",
            "starts_by": row.starts_by.isoformat() if row.starts_by else "",
        }
    )
    return begun(found, valid_from)


def begun(row: RowOfPolicy, valid_from: date) -> RowOfPolicy:
    """No row begins before its policy: the past is not changed by it."""
    first, by = day(row.starts_on), day(row.starts_by)
    if not row.confirmed or first is None or first >= valid_from:
        return row
    if by and by > valid_from:
        return replace(row, starts_on=valid_from.isoformat())
    return replace(row, starts_on="", starts_by="", when="")


def settle(policy: Policy, others: Iterable[Policy]) -> Policy | None:
    """The policy that the new one ends, if it ends one; `others` are all there are. None is changed."""
    if policy.valid_until is not None and policy.valid_until <= policy.valid_from:
        raise Invalid(_("The policy would end before it begins. Choose a later end, or none."), "valid_until")
    every = list(others)
    same = [other for other in every if other.country == policy.country]
    if any(other.valid_from == policy.valid_from for other in same):
        raise Invalid(_("There is a policy from that day already."), "valid_from")
    _check_following(policy, same)
    before = next((other for other in same if holds(other, policy.valid_from)), None)
    if before is not None:
        _check_covered(policy, before, every)
    return before


def _check_following(policy: Policy, same: Iterable[Policy]) -> None:
    following = min(
        (other.valid_from for other in same if other.valid_from > policy.valid_from), default=None
    )
    if following is not None and (policy.valid_until is None or policy.valid_until > following):
        said = _("Another policy begins on %(day)s. End this one by then.")
        raise Invalid(said % {"day": date_format(following)}, "valid_until")


def _check_covered(policy: Policy, before: Policy, every: Iterable[Policy]) -> None:
    """The one before would have gone on: no day is left without a policy."""
    until = policy.valid_until
    if until is None or (before.valid_until is not None and before.valid_until <= until):
        return
    others = [each for each in every if each is not before and each.country in ("", policy.country)]
    if not any(holds(each, until) for each in others):
        said = _(
            "From %(day)s on no policy would hold, because this one ends “%(name)s”. Leave the end open."
        )
        raise Invalid(said % {"day": date_format(until), "name": before.name}, "valid_until")


def check_row(row: RowOfPolicy) -> None:
    """Whether the row says something that can be."""
    if not row.code.strip():
        raise Invalid(_("Give the row a short name of its own."), "code")
    if row.service not in set(Service):
        raise Invalid(_("There is no such service."), "service")
    possible = FORMS[Service(row.service)]
    if any(Modality(form) not in possible for form in row.modalities):
        raise Invalid(
            _("This service never takes this form. Choose among its own forms, or none."), "modalities"
        )
    if not row.phases or not set(row.phases) <= set(PHASES):
        raise Invalid(_("Choose at least one phase."), "phases")
    if row.targets and row.targets not in PRIORITIES:
        raise Invalid(_("There is no such priority."), "targets")
    _check_start(row)
    if not row.source.strip():
        raise Invalid(_("Write which decision or paper says so."), "source")


def _check_start(row: RowOfPolicy) -> None:
    first, by = day(row.starts_on), day(row.starts_by)
    if by and (first is None or by <= first):
        raise Invalid(_("The day from which it is sure lies after the first possible day."), "starts_by")


def rows_in_force(rows: Iterable[Any], country: str, on: date) -> list[Any]:
    """Rows that speak to the country on that day: of its own policy, else of the common one."""
    held = [row for row in rows if row.policy.country in ("", country) and holds(row.policy, on)]
    own = [row for row in held if row.policy.country]
    return [row for row in own or held if row.country in ("", country)]
