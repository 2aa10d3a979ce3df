"""A policy is drafted from the rows in force, and its rows are changed while it is a draft (PHS-2, PHS-3)."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.models import User
from accounts.verbs import verb
from factories.access import require_programme_role
from planning import proposals
from planning.actions import DRAFTING, new, over, preview_anew, save
from planning.models import Draft
from planning.proposals import PolicyProposal
from programmes.models import CountryProgramme, ServicePolicy
from programmes.policysuccession import RowOfPolicy, begun, check_row, copied, rows_in_force


@verb
def draft_policy(
    *,
    programme: CountryProgramme,
    name: str,
    valid_from: date,
    valid_until: date | None = None,
    decided_by: str,
    decided_on: date | None = None,
    consulted: str = "",
    source: str,
    by: User,
    at: datetime,
) -> Draft:
    """The country's own policy from that local day on, beginning with the rows that hold there then."""
    require_programme_role(by, *DRAFTING, programme=programme)
    if valid_from < at.astimezone(programme.tz).date():
        raise Invalid(over(), "valid_from")
    for field, words in {"name": name, "decided_by": decided_by, "source": source}.items():
        if not words.strip():
            raise Invalid(_("Write it: the policy is shown with its name, decision and source."), field)
    proposal = PolicyProposal(
        name=name.strip(),
        decided_by=decided_by.strip(),
        decided_on=decided_on.isoformat() if decided_on else "",
        consulted=consulted.strip(),
        source=source.strip(),
        rows=tuple(copied(row, valid_from) for row in in_force(programme, valid_from)),
    )
    decision = " ".join(words for words in (decided_by.strip(), consulted.strip()) if words)
    return save(new(Draft.Kind.POLICY, proposal, programme, valid_from, valid_until, decision, by, at))


def in_force(programme: CountryProgramme, on: date) -> list[ServicePolicy]:
    """The rows that speak to the country on that day."""
    return rows_in_force(ServicePolicy.objects.select_related("policy"), programme.code, on)


@verb
def write_row(*, draft: Draft, was: str = "", by: User, at: datetime, **fields: Any) -> Draft:
    """A row of the draft as it is to be; `was` is the name of the row that it replaces, empty: a new one."""
    proposal = _of(draft, by)
    row = begun(RowOfPolicy(**fields), draft.valid_from)
    check_row(row)
    if row.code != was and proposal.row(row.code):
        raise Invalid(_("Another row has this name. Choose another."), "code")
    if was and proposal.row(was) is None:
        raise WrongState(_("This row is not in the draft any more."))
    rows = [row if each.code == was else each for each in proposal.rows]
    return _keep(draft, proposal, rows if was else [*rows, row], by, at)


@verb
def take_row_out(*, draft: Draft, code: str, by: User, at: datetime) -> Draft:
    """What the row offers ends with the policy before."""
    proposal = _of(draft, by)
    if proposal.row(code) is None:
        raise WrongState(_("This row is not in the draft any more."))
    return _keep(draft, proposal, [each for each in proposal.rows if each.code != code], by, at)


def _of(draft: Draft, by: User) -> PolicyProposal:
    require_programme_role(by, *DRAFTING, programme=draft.programme)
    if draft.kind != Draft.Kind.POLICY:
        raise WrongState(_("This draft is of no policy."))
    locked = Draft.rows.select_for_update(of=("self",)).get(pk=draft.pk)
    if locked.status != Draft.Status.DRAFT:
        raise WrongState(_("It was sent for approval. Have it given back, then change it."))
    found: PolicyProposal = locked.proposed
    return found


def _keep(draft: Draft, proposal: PolicyProposal, rows: list[RowOfPolicy], by: User, at: datetime) -> Draft:
    draft.proposal = proposals.write(replace(proposal, rows=tuple(rows)))
    draft.save(update_fields=["proposal"])
    preview_anew(draft, by, at)
    return draft
