"""Incidents and strikes: reported, corrected, ended; whom we asked; what the factory did (NTF-1, NTF-2).

An action writes facts. What is owed because of them, and who is told, the worker derives.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.lifecycle import advance
from accounts.models import FACTORY_PEOPLE, PLANNERS, STAFF, Role, User
from accounts.verbs import verb
from advisory.access import advises
from advisory.actions.visits import note_for_staff
from advisory.models import Consultation, Duty, Incident
from advisory.models.incident import Party
from factories.access import holds_role, require_role
from factories.models import Buyer, Factory

MOST_PEOPLE = 100_000  # of one incident; more is a slip of the finger
S = Incident.Status


@dataclass(frozen=True)
class Facts:
    """What is known of an incident, as a person says it; moments are instants."""

    began_at: datetime
    what: str
    ended_at: datetime | None = None
    steps: str = ""
    workers: int | None = None
    women: int | None = None
    hurt: int | None = None
    dead: int | None = None
    violence_at: datetime | None = None
    threatened: bool = False
    cause: str = ""


@verb
def report_incident(
    *,
    factory: Factory,
    kind: str,
    facts: Facts,
    known_at: datetime | None = None,
    staff_notes: str = "",
    by: User,
    at: datetime,
) -> Incident:
    """By the factory's people, who tell us at this moment; or by staff, who type when any of us learned of it."""
    by_factory = not _is_staff(by, factory)
    if by_factory:
        require_role(by, *FACTORY_PEOPLE, factory=factory)
        if kind == Incident.Kind.NON_COOPERATION:
            raise NotAllowed(_("Programme staff alone record that a factory does not cooperate."))
    known_at = at if by_factory or known_at is None else known_at
    _check(kind, facts, known_at, at)
    made = Incident.rows.create(
        factory=factory,
        kind=kind,
        known_at=known_at,
        recorded_at=at,
        recorded_by=by,
        by_factory=by_factory,
        settle_at=at,
        status=S.OVER if facts.ended_at else S.RUNNING,
        **_written(facts),
    )
    if staff_notes.strip() and not by_factory:
        note_for_staff(factory=factory, incident=made, words=staff_notes, by=by, at=at)
    return made


@verb
def correct_incident(
    *, incident: Incident, facts: Facts, known_at: datetime | None = None, by: User, at: datetime
) -> Incident:
    """What is known changes, or was wrong; every earlier version stays in the trail.

    `known_at` is corrected by staff alone. The end of it is a fact like the others.
    """
    staff = _require_reporter(incident, by)
    if incident.status == S.MISTAKEN:
        raise WrongState(_("This was recorded by mistake. Report what happened anew."))
    known_at = known_at if staff and known_at else incident.known_at
    _check(incident.kind, facts, known_at, incident.recorded_at, at)
    written = {"known_at": known_at, "settle_at": at, **_written(facts)}
    status = S.OVER if facts.ended_at else S.RUNNING
    if incident.status != status:
        return advance(incident, status, **written)
    Incident.rows.filter(pk=incident.pk).update(**written)
    incident.refresh_from_db()
    return incident


@verb
def dismiss_incident(*, incident: Incident, reason: str, by: User, at: datetime) -> Incident:
    """It was recorded by mistake: nothing is owed because of it; it stays readable, with the reason."""
    require_role(by, *PLANNERS, factory=incident.factory)
    if not reason.strip():
        raise Invalid(_("Write why this was recorded by mistake."), field="reason")
    return advance(incident, S.MISTAKEN, status_reason=reason.strip(), settle_at=at)


@verb
def join_strikes(*, incident: Incident, first: Incident, by: User, at: datetime) -> Incident:
    """This factory's strike and that one are one strike over several factories, so of category B."""
    _require_staff(incident, by)
    _require_staff(first, by)
    if not (incident.is_strike and first.is_strike):
        raise Invalid(_("Only strikes become one strike over several factories."), field="first")
    if incident.factory_id == first.factory_id:
        raise Invalid(
            _("These are strikes of the same factory. Choose one of another factory."), field="first"
        )
    root = first.one_with_id or first.pk
    if root == incident.pk or Incident.rows.filter(one_with=incident).exists():
        raise Invalid(_("Other factories joined this strike already. Join from their page."), field="first")
    Incident.rows.filter(pk=incident.pk).update(one_with=root, settle_at=at)
    incident.one_with_id = root
    return incident


@verb
def record_consultation(
    *,
    incident: Incident,
    party: str,
    outcome: str,
    consulted_at: datetime,
    union: str = "",
    words: str = "",
    by: User,
    at: datetime,
) -> Consultation:
    """Whom we asked before we say how the strike stands; who refused or was not reachable is said too."""
    _require_staff(incident, by)
    if not incident.is_strike:
        raise WrongState(_("Parties are consulted about strikes."))
    if party == Party.UNION and not union.strip():
        raise Invalid(_("Name the union."), field="union")
    if consulted_at > at:
        raise Invalid(_("This moment is still to come."), field="consulted_at")
    if outcome == Consultation.Outcome.CONSULTED and not words.strip():
        raise Invalid(_("Write what they said, in a sentence or two."), field="words")
    return Consultation.rows.create(
        factory_id=incident.factory_id,
        incident=incident,
        party=party,
        union=union.strip() if party == Party.UNION else "",
        outcome=outcome,
        consulted_at=consulted_at,
        words=words.strip(),
        recorded_by=by,
        recorded_at=at,
    )


# -- What meets a duty, or ends it --------------------------------------------------------


@verb
def record_told(
    *, incident: Incident, buyer: Buyer, told_at: datetime, proof: str, by: User, at: datetime
) -> int:
    """The factory told this buyer, and says how it can be proven; returns how many duties that met.

    Of a strike it meets the factory's own duty, and while that runs, nothing of ours.
    """
    _require_reporter(incident, by)
    if not proof.strip():
        raise Invalid(_("Say how it can be proven: to whom, by which letter, mail or call."), field="proof")
    if told_at > at:
        raise Invalid(_("This moment is still to come."), field="told_at")
    if told_at < incident.began_at:
        raise Invalid(_("This is before it began."), field="told_at")
    theirs = Duty.rows.open().filter(
        incident=incident, buyer=buyer, kind__in=[Duty.Kind.INFORM_BUYER, Duty.Kind.FACTORY_TELLS]
    )
    late = theirs.filter(due_at__lt=told_at, lapsed_at=None)
    late.update(lapsed_at=F("due_at"))
    return theirs.update(
        done_at=told_at, next_at=None, met_by=Duty.MetBy.FACTORY, proof=proof.strip(), recorded_by=by
    )


@verb
def acknowledge_duties(*, incident: Incident, by: User, at: datetime) -> int:
    """“I have it”: quiet until the country manager is called; returns how many clocks it was."""
    _require_staff(incident, by)
    ringing = Duty.rows.open().filter(incident=incident, due_at__isnull=False)
    return ringing.update(acknowledged_at=at, acknowledged_by=by)


@verb
def waive_duty(*, duty: Duty, reason: str, by: User, at: datetime) -> Duty:
    """A leader says why this is not done; it stays in the record of promises as waived."""
    require_role(by, *PLANNERS, factory=duty.factory)
    if not reason.strip():
        raise Invalid(_("Write why this is not done."), field="reason")
    open_ = Duty.rows.open().filter(pk=duty.pk)
    if open_.update(waived_at=at, waived_reason=reason.strip(), next_at=None) != 1:
        raise WrongState(_("This duty has ended already. Load the page again."))
    duty.refresh_from_db()
    return duty


# -- Guards -------------------------------------------------------------------------------


def _is_staff(by: User, factory: Factory) -> bool:
    return holds_role(by, *STAFF, factory=factory) or advises(by, factory)


def _require_staff(incident: Incident, by: User) -> None:
    if not _is_staff(by, incident.factory):
        require_role(by, *STAFF, factory=incident.factory)


def _require_reporter(incident: Incident, by: User) -> bool:
    """Staff, and of the factory its managers and whoever reported it; returns whether it is staff."""
    if _is_staff(by, incident.factory):
        return True
    if incident.recorded_by_id != by.pk:
        require_role(by, Role.FACTORY_MANAGER, factory=incident.factory)
    return False


def _written(facts: Facts) -> Mapping[str, Any]:
    given = {field.name: getattr(facts, field.name) for field in fields(facts)}
    return {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}


def _check(
    kind: str, facts: Facts, known_at: datetime, recorded_at: datetime, at: datetime | None = None
) -> None:
    if not facts.what.strip():
        raise Invalid(_("Write what is known, in a sentence or two."), field="what")
    _check_moments(facts, known_at, recorded_at, at or recorded_at)
    strike = kind == Incident.Kind.STRIKE
    if facts.violence_at and not strike:
        raise Invalid(
            _("Only a strike asks for the moment of violence. Write it into what is known."),
            field="violence_at",
        )
    _check_people(facts)


def _check_moments(facts: Facts, known_at: datetime, recorded_at: datetime, at: datetime) -> None:
    if facts.began_at > at:
        raise Invalid(_("This moment is still to come."), field="began_at")
    if known_at < facts.began_at:
        raise Invalid(_("We cannot have known of it before it began."), field="known_at")
    if known_at > recorded_at:
        raise Invalid(
            _("This is after it was recorded. Type when the first of us learned of it."), field="known_at"
        )
    if facts.ended_at and facts.ended_at < facts.began_at:
        raise Invalid(_("It cannot have ended before it began."), field="ended_at")
    if facts.ended_at and facts.ended_at > at:
        raise Invalid(_("This moment is still to come. Leave it empty while it goes on."), field="ended_at")
    if facts.violence_at and not facts.began_at <= facts.violence_at <= (facts.ended_at or at):
        raise Invalid(_("This is not while the strike was going on."), field="violence_at")


def _check_people(facts: Facts) -> None:
    for name in ("workers", "women", "hurt", "dead"):
        count = getattr(facts, name)
        if count is not None and not 0 <= count <= MOST_PEOPLE:
            raise Invalid(
                _("Type a number of people from 0 to %(most)s.") % {"most": MOST_PEOPLE}, field=name
            )
    if facts.women is not None and (facts.workers is None or facts.women > facts.workers):
        raise Invalid(_("There cannot be more women than workers affected."), field="women")
