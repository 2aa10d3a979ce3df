"""A policy of services of the country's own: a new version, or the first beside the common one (PHS-2, PHS-3)."""

from copy import copy
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from accounts.errors import Invalid
from accounts.verbs import unless_taken
from factories.possible import Possibilities, possibilities
from planning import effects
from planning.effects import Effects
from planning.models import Draft
from planning.sight import Sight, in_place, visits
from programmes import policysuccession
from programmes.models import Policy, ServicePolicy


@dataclass(frozen=True)
class Laid:
    policy: Policy
    ended: Policy | None

    @property
    def last(self) -> date | None:
        """The day from which on all is as it would have been without it; None: never."""
        return None if self.ended else self.policy.valid_until


def check(draft: Draft) -> None:
    laid(draft)
    if draft.status != Draft.Status.DRAFT and not draft.proposed.rows:
        raise Invalid(_("A policy without rows offers nothing. Add a row."))


def work_out(draft: Draft, sight: Sight, today: date) -> Effects:
    found = laid(draft)
    now = possibilities(draft.programme, sight.factories.in_programme(draft.programme))
    then = with_policy(now, found, draft)
    first, last = max(draft.valid_from, today), found.last
    return Effects(
        factories=len(now.factories),
        visits=effects.of_visits(visits(sight, draft, first, last), then),
        assessments=effects.of_assessments(
            in_place(sight.planned, draft, "planned_on", first, last), now, then
        ),
        reports=effects.of_reports(now, then, draft.valid_from),
    )


def with_policy(now: Possibilities, found: Laid, draft: Draft) -> Possibilities:
    kept = [_ended(row, found) for row in now.rows]
    return replace(now, rows=[*kept, *(row.written(found.policy) for row in draft.proposed.rows)])


def _ended(row: ServicePolicy, found: Laid) -> ServicePolicy:
    """As it will stand; never saved."""
    if found.ended is None or row.policy_id != found.ended.pk:
        return row
    then = copy(row)
    then.policy = copy(row.policy)
    then.policy.valid_until = found.policy.valid_from
    return then


def record(draft: Draft) -> None:
    """Rows are dated by their policy, and none is deleted: any day stays answered as it was."""
    found = laid(draft)
    with unless_taken(Invalid(_("Somebody changed the policy just now. Look at it, then try again."))):
        if found.ended is not None:
            Policy.objects.filter(pk=found.ended.pk).update(valid_until=found.policy.valid_from)
        found.policy.save(force_insert=True)
        ServicePolicy.objects.bulk_create(row.written(found.policy) for row in draft.proposed.rows)


def laid(draft: Draft) -> Laid:
    made = _policy(draft)
    every = list(Policy.objects.all())
    ended = policysuccession.settle(made, every)
    earlier = [each for each in every if each.country == made.country]
    made.version = max((each.version for each in earlier), default=0) + 1
    if ended is not None and not any(each.replaces_id == ended.pk for each in every):
        made.replaces = ended
    return Laid(made, ended)


def _policy(draft: Draft) -> Policy:
    """As it would stand. Its id is the draft's, so that what is worked out twice names one policy."""
    of = draft.proposed
    country = draft.programme.code
    return Policy(
        id=draft.pk,
        key=f"{country.lower()}-{draft.valid_from:%Y-%m-%d}",
        country=country,
        name=of.name,
        valid_from=draft.valid_from,
        valid_until=draft.valid_until,
        decided_on=policysuccession.day(of.decided_on),
        decided_by=of.decided_by,
        consulted=of.consulted,
        source=of.source,
    )
