"""Who may still know at the moment of sending what this floor tells (WHO-2, ASM-2)."""

from accounts.models import Membership, Role
from assessments.actions.planning import NOTICE
from factories import outbox
from factories.models import Family, Message


def is_assessor(message: Message) -> bool:
    """The neutral notice goes to people who are assessors today; it names nothing to withhold."""
    return Membership.objects.current().filter(user=message.to_id, role=Role.ASSESSOR).exists()


def register() -> None:
    outbox.register(NOTICE, may_know=is_assessor, family=Family.ASSESSMENTS)
    outbox.register("findings_shared", family=Family.ASSESSMENTS)
