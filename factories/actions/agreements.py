"""Agreements with national constituents: drafted, approved, ended. Source: WHO-11, WHO-15."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.models import Organisation, Role, User
from accounts.verbs import unless_taken, verb
from factories import alone
from factories.access import require_programme_role
from factories.models import Agreement, Opens
from factories.models.agreement import OF_FACTORIES, OF_REPORTS
from programmes.models import CountryProgramme

MAY_DRAFT = (Role.ADMINISTRATOR, Role.COUNTRY_MANAGER)


@verb
def draft_agreement(
    *,
    programme: CountryProgramme,
    organisation: Organisation | None,
    new_organisation: str = "",
    by: User,
    at: datetime,
    **terms: Any,
) -> Agreement:
    """With a constituent that is known already, or with a new one by its name. `terms` as in `_write`."""
    require_programme_role(by, *MAY_DRAFT, programme=programme)
    made = Agreement(programme=programme, drafted_by=by, drafted_at=at)
    made.organisation = _constituent(organisation, new_organisation.strip())
    return _write(made, **terms)


@verb
def rewrite_agreement(*, agreement: Agreement, by: User, at: datetime, **terms: Any) -> Agreement:
    return _write(_drafted(agreement, by, *MAY_DRAFT), **terms)


@verb
def throw_agreement_away(*, agreement: Agreement, by: User, at: datetime) -> None:
    _drafted(agreement, by, *MAY_DRAFT).delete()


@verb
def approve_agreement(*, agreement: Agreement, alone_because: str = "", by: User, at: datetime) -> Agreement:
    """The country manager approves, an own draft only with a reason, of which head office hears."""
    held = _drafted(agreement, by, Role.COUNTRY_MANAGER)
    if held.valid_until is not None and held.valid_until <= _today(held, at):
        raise Invalid(_("Its last day is over: it would open nothing. Change the draft first."))
    held.alone_because = alone.reason_kept(held.drafted_by_id, by, alone_because)
    held.approved_by, held.approved_at = by, at
    said = _("Another agreement with %(name)s holds on some of these days. End that one first.")
    with unless_taken(Invalid(said % {"name": held.organisation.name})):
        held.save(update_fields=["approved_by", "approved_at", "alone_because"])
    if held.alone_because:
        facts = {
            "programme": held.programme.name,
            "organisation": held.organisation.name,
            "approver": by.name,
            "reason": held.alone_because,
        }
        alone.tell_head_office("agreement_alone", held.pk, facts, at)
    return held


@verb
def end_agreement(*, agreement: Agreement, on: date, reason: str, by: User, at: datetime) -> Agreement:
    """From that local day on it opens nothing any more; today takes effect at once. What was approved stays."""
    require_programme_role(by, Role.COUNTRY_MANAGER, programme=agreement.programme)
    held = _held(agreement)
    today = _today(held, at)
    if held.is_draft:
        raise WrongState(_("This is a draft: throw it away."))
    if held.valid_until is not None and held.valid_until <= today:
        raise WrongState(_("It has ended already."))
    if not reason.strip():
        raise Invalid(_("Write why it ends early. The organisation and the factories read it."), "reason")
    if on < today or (held.valid_until is not None and on > held.valid_until):
        raise Invalid(_("Choose a day from today on, and before its own end."), "on")
    held.valid_until, held.ended_reason = max(on, held.valid_from), reason.strip()
    held.ended_by, held.ended_at = by, at
    held.save(update_fields=["valid_until", "ended_reason", "ended_by", "ended_at"])
    return held


# -- Guards and writing -------------------------------------------------------------------


def _constituent(known: Organisation | None, name: str) -> Organisation:
    if (known is None) == (not name):
        raise Invalid(_("Choose the organisation, or write the name of a new one."), "organisation")
    kind = Organisation.Kind.CONSTITUENT
    if known is not None:
        if known.kind != kind:
            raise Invalid(_("Only a national constituent can be chosen."), "organisation")
        return known
    if Organisation.objects.filter(kind=kind, name__iexact=name).exists():
        raise Invalid(
            _("There is an organisation of this name. Choose it from the list."), "new_organisation"
        )
    made = Organisation(kind=kind, name=name)
    made.save(force_insert=True)
    return made


def _write(
    made: Agreement,
    *,
    speaks_for: str,
    opens: Collection[str],
    source: str,
    signed_on: date,
    valid_from: date,
    last_day: date | None = None,
) -> Agreement:
    """`last_day` is the last local day on which it holds; without one it holds until somebody ends it."""
    if not source.strip():
        raise Invalid(_("Name the document that opens this."), "source")
    if not opens:
        raise Invalid(_("Choose what it opens."), "opens")
    if {*OF_FACTORIES} & {*opens} and Opens.FACTORIES not in opens:
        raise Invalid(_wants_the_list({*OF_REPORTS} & {*opens}), "opens")
    if last_day is not None and last_day < valid_from:
        raise Invalid(_("The last day lies before the first."), "last_day")
    made.speaks_for, made.opens = speaks_for, [kind.value for kind in Opens if kind.value in opens]
    made.source, made.signed_on, made.valid_from = source.strip(), signed_on, valid_from
    made.valid_until = last_day + timedelta(days=1) if last_day else None
    made.save()
    return made


def _wants_the_list(reports: Collection[str]) -> str:
    if reports:
        return _("Reports cannot be read without the list of factories. Choose it too.")
    return _("Nobody accompanies an assessment without the list of factories. Choose it too.")


def _held(agreement: Agreement) -> Agreement:
    """The row as it is now, held until the end of the transaction."""
    rows = Agreement.rows.select_for_update(of=("self",)).select_related("programme", "organisation")
    found: Agreement | None = rows.filter(pk=agreement.pk).first()
    if found is None:
        raise WrongState(_("Somebody changed this while you were looking. Load the page again."))
    return found


def _drafted(agreement: Agreement, by: User, *roles: Role) -> Agreement:
    require_programme_role(by, *roles, programme=agreement.programme)
    held = _held(agreement)
    if not held.is_draft:
        raise WrongState(_("This agreement is approved: its words stay. End it, and draft a new one."))
    return held


def _today(agreement: Agreement, at: datetime) -> date:
    return at.astimezone(agreement.programme.tz).date()
