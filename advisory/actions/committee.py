"""The committee: formed or adopted, its seats, its elections (PICC-1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.models import Role, User
from accounts.verbs import verb
from advisory.access import advises, local_today, require_advising
from advisory.models import Committee, CommitteeMember, Election
from advisory.models.committee import Side
from advisory.telling import tell_advisor
from factories.access import require_role
from factories.models import Factory
from programmes import calendar
from programmes.models import CalendarRule
from programmes.rules import Kind


@dataclass(frozen=True)
class NewSeat:
    """Somebody who joins the committee."""

    side: str
    name: str
    sex: str
    function: str = ""
    union: str = ""


@verb
def form_committee(
    *,
    factory: Factory,
    formed_on: date,
    seats: Sequence[NewSeat],
    name: str = "",
    adopted: bool = False,
    unbalanced_reason: str = "",
    by: User,
    at: datetime,
) -> Committee:
    """Records the factory's committee with its members; an existing one can be adopted.

    Sides that are not equal are taken with the reason alone, and shown as such.
    """
    _require_recorder(by, factory)
    check_past(factory, formed_on, at, "formed_on")
    _check_seats(seats)
    _check_balance([seat.side for seat in seats], unbalanced_reason)
    if Committee.rows.filter(factory=factory).exists():
        raise WrongState(_("This factory has its committee already. Change its members instead."))
    committee = Committee.rows.create(
        factory=factory,
        name=name.strip(),
        adopted=adopted,
        formed_on=formed_on,
        unbalanced_reason=_kept_reason([seat.side for seat in seats], unbalanced_reason),
    )
    _join(committee, seats, formed_on)
    return committee


@verb
def change_members(
    *,
    committee: Committee,
    on: date,
    leaving: Sequence[CommitteeMember] = (),
    joining: Sequence[NewSeat] = (),
    unbalanced_reason: str = "",
    by: User,
    at: datetime,
) -> Committee:
    """Members leave and join on one day; their earlier time on the committee stays recorded."""
    _require_recorder(by, committee.factory)
    check_past(committee.factory, on, at, "on")
    _check_seats(joining, some=bool(leaving))
    committee = Committee.rows.select_for_update().get(pk=committee.pk)
    gone = {member.pk for member in leaving}
    staying = CommitteeMember.rows.sitting().filter(committee=committee).exclude(pk__in=gone)
    sides = [*staying.values_list("side", flat=True), *(seat.side for seat in joining)]
    _check_balance(sides, unbalanced_reason)
    CommitteeMember.rows.sitting().filter(committee=committee, pk__in=gone).update(until=on)
    _join(committee, joining, on)
    committee.unbalanced_reason = _kept_reason(sides, unbalanced_reason)
    committee.save(update_fields=["unbalanced_reason"])
    return committee


@verb
def record_election(
    *,
    committee: Committee,
    held_on: date,
    method: str,
    candidates: int,
    entitled: int,
    voters: int,
    elected: Sequence[CommitteeMember],
    by: User,
    at: datetime,
) -> Election:
    """Records how worker members came to their seats; recorded by the advisor, it is confirmed.

    The term runs from the election by the calendar rule in force on its day.
    """
    factory = committee.factory
    _require_recorder(by, factory)
    check_past(factory, held_on, at, "held_on")
    _check_election(committee, held_on, candidates, entitled, voters, elected)
    confirmed = advises(by, factory)
    election = Election.rows.create(
        factory=factory,
        committee=committee,
        held_on=held_on,
        method=method,
        candidates=candidates,
        entitled=entitled,
        voters=voters,
        in_term_until=term_ends(factory, held_on),
        confirmed_by=by if confirmed else None,
        confirmed_at=at if confirmed else None,
    )
    chosen = [member.pk for member in elected]
    CommitteeMember.rows.filter(committee=committee, side=Side.WORKERS, pk__in=chosen).update(
        election=election
    )
    if not confirmed:
        facts = {"on": held_on.isoformat()}
        tell_advisor("election_recorded", factory=factory, subject=election.pk, by=by, at=at, facts=facts)
    return election


@verb
def confirm_election(*, election: Election, by: User, at: datetime) -> Election:
    """The advisor confirms that the workers chose freely; a second time changes nothing."""
    require_advising(by, election.factory)
    if election.confirmed_at is None:
        election.confirmed_by, election.confirmed_at = by, at
        election.save(update_fields=["confirmed_by", "confirmed_at"])
    return election


def term_ends(factory: Factory, held_on: date) -> date | None:
    """The last day of a term that began by an election on that day; None where no term is set."""
    programme = factory.programme
    rule = CalendarRule.objects.in_force(Kind.COMMITTEE_TERM, programme, held_on)
    if rule is None or rule.amount is None:
        return None
    begins = calendar.start_of_day(held_on, programme.tz)
    return calendar.due(Kind.COMMITTEE_TERM, rule.amount, begins, programme.tz).on


def check_past(factory: Factory, on: date, at: datetime, field: str) -> None:
    if on > local_today(factory, at):
        raise Invalid(_("This day is still to come. Write the day on which it was."), field=field)


def _require_recorder(by: User, factory: Factory) -> None:
    if not advises(by, factory):
        require_role(by, Role.FACTORY_MANAGER, factory=factory)


def _check_seats(seats: Sequence[NewSeat], some: bool = False) -> None:
    if not seats and not some:
        raise Invalid(_("Write the members of both sides."))
    if any(not seat.name.strip() for seat in seats):
        raise Invalid(_("Each member needs a name."))


def _check_balance(sides: Sequence[str], reason: str) -> None:
    management, workers = sides.count(Side.MANAGEMENT), sides.count(Side.WORKERS)
    if management == workers or reason.strip():
        return
    said: Mapping[str, int] = {"management": management, "workers": workers}
    raise Invalid(
        _(
            "The sides are not equal: %(management)s of management, %(workers)s of the workers."
            " Write why, or make them equal."
        )
        % said,
        field="unbalanced_reason",
    )


def _kept_reason(sides: Sequence[str], reason: str) -> str:
    """A reason holds while the sides differ; what was said before stays in the history."""
    return "" if sides.count(Side.MANAGEMENT) == sides.count(Side.WORKERS) else reason.strip()


def _join(committee: Committee, seats: Sequence[NewSeat], since: date) -> None:
    for seat in seats:
        CommitteeMember.rows.create(
            factory_id=committee.factory_id,
            committee=committee,
            side=Side(seat.side),
            name=seat.name.strip(),
            sex=seat.sex,
            function=seat.function.strip(),
            union=seat.union.strip() if seat.side == Side.WORKERS else "",
            since=since,
        )


def _check_election(
    committee: Committee,
    held_on: date,
    candidates: int,
    entitled: int,
    voters: int,
    elected: Sequence[CommitteeMember],
) -> None:
    if not elected:
        raise Invalid(_("Choose who was elected. Add the members first if they are missing."), "elected")
    if voters > entitled:
        raise Invalid(_("More workers voted than were entitled to. Check both numbers."), "voters")
    if candidates < len(elected):
        raise Invalid(_("There were fewer candidates than people elected. Check the number."), "candidates")
    if any(member.side != Side.WORKERS for member in elected):
        raise Invalid(_("Only members of the workers' side are elected."), "elected")
    if Election.rows.filter(committee=committee, held_on=held_on).exists():
        raise Invalid(_("An election of this day is recorded already."), "held_on")
