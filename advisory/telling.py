"""Whom the advisory floor tells, of what; the words stand in `templates/mail/`.

Both are addressees that the actor may see: a factory its advisor, an advisor the factory's managers.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format

from accounts.models import Membership, Role, User
from advisory.models import Duty, Incident
from factories import outbox
from factories.models import AdvisorAssignment, Factory, Family, Message

OF_A_DUTY = ("duty_opened", "duty_responsible", "duty_deputy", "duty_leader", "duty_manager", "duty_lapsed")
OF_AN_INCIDENT = ("incident_tell_buyers", "strike_tell_buyers")
OF_A_DAY = {
    "visit_planned": Family.VISITS,
    "visit_moved": Family.VISITS,
    "visit_cancelled": Family.VISITS,
    "election_recorded": Family.PLAN,
}


def register() -> None:
    """Called once all apps are loaded."""
    incidents = Family.INCIDENTS
    for kind in OF_A_DUTY:
        outbox.register(kind, words=clock_in_words, family=incidents, statutory=True)
    for kind in OF_AN_INCIDENT:
        outbox.register(kind, family=incidents, statutory=True)
    for kind, family in OF_A_DAY.items():
        outbox.register(kind, words=day_in_words, family=family)
    for kind in ("item_done", "item_sent_back", "item_verified"):
        outbox.register(kind, family=Family.PLAN)
    outbox.register("protocol_alone", family=Family.RULES)


def day_in_words(message: Message) -> Mapping[str, object]:
    """The day as the reader's language writes it, not the actor's."""
    return {"day": date_format(date.fromisoformat(message.facts["on"]), "j M Y")}


def clock_in_words(message: Message) -> Mapping[str, object]:
    """The due moment as it reads at the factory; what happened stands behind sign-in."""
    zone = message.factory.programme.tz if message.factory else UTC
    due = datetime.fromisoformat(message.facts["due_at"]).astimezone(zone)
    return {"due": date_format(due, "j M Y, H:i"), "what": Duty.Kind(message.facts["duty"]).label}


def ask_factory_to_tell(incident: Incident, is_b: bool, at: datetime) -> None:
    """The factory's managers are asked to tell their buyers: once, and once more when a strike becomes B."""
    if incident.kind == Incident.Kind.NON_COOPERATION or (incident.is_strike and not is_b):
        return
    kind = "strike_tell_buyers" if incident.is_strike else "incident_tell_buyers"
    held = Membership.objects.current().filter(
        organisation=incident.factory.organisation_id, role=Role.FACTORY_MANAGER, user__is_active=True
    )
    outbox.enqueue_all(
        outbox.message(
            key=f"{kind}:{incident.pk}:{each.user_id}",
            kind=kind,
            to=each.user,
            at=at,
            factory=incident.factory,
            subject_id=incident.pk,
        )
        for each in held.select_related("user")
    )


def tell_advisor(
    kind: str, *, factory: Factory, subject: UUID, by: User, at: datetime, facts: Mapping[str, Any]
) -> None:
    """The factory's advisor of today, if there is one and it is not the actor."""
    assignment = AdvisorAssignment.rows.current().filter(factory=factory).select_related("advisor").first()
    if assignment:
        _tell(kind, [assignment.advisor], factory, subject, by, at, facts)


def tell_managers(
    kind: str, *, factory: Factory, subject: UUID, by: User, at: datetime, facts: Mapping[str, Any]
) -> None:
    """The factory's managers of today."""
    held = Membership.objects.current().filter(
        organisation=factory.organisation_id, role=Role.FACTORY_MANAGER, user__is_active=True
    )
    people = [membership.user for membership in held.select_related("user")]
    _tell(kind, people, factory, subject, by, at, facts)


def _tell(
    kind: str,
    people: list[User],
    factory: Factory,
    subject: UUID,
    by: User,
    at: datetime,
    facts: Mapping[str, Any],
) -> None:
    outbox.enqueue_all(
        outbox.message(
            key=f"{kind}:{subject}:{at.isoformat()}:{person.pk}",
            kind=kind,
            to=person,
            at=at,
            factory=factory,
            subject_id=subject,
            facts=facts,
        )
        for person in people
        if person != by
    )
