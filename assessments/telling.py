"""Who may still know at the moment of sending what this floor tells (WHO-2, ASM-2)."""

from accounts.models import Membership, Role
from assessments.actions.planning import NOTICE
from assessments.models import Assessment
from factories import outbox
from factories.models import Agreed, Family, Message, Opens


def is_concerned(message: Message) -> bool:
    """The neutral notice goes to people who are assessors today, or whose agreement opens assessments of that
    country today; it names nothing to withhold."""
    assessor = Membership.objects.current().filter(user=message.to_id, role=Role.ASSESSOR)
    return assessor.exists() or _accompanies(message)


def _accompanies(message: Message) -> bool:
    if message.subject_id is None:
        return False
    programme = Assessment.rows.filter(pk=message.subject_id).values("factory__programme")
    opened = Agreed.objects.filter(opens__contains=[Opens.ASSESSMENTS.value], programme_id__in=programme)
    return opened.filter(user_id=message.to_id).exists()


def register() -> None:
    outbox.register(NOTICE, may_know=is_concerned, family=Family.ASSESSMENTS)
    outbox.register("findings_shared", family=Family.ASSESSMENTS)
