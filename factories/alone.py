"""Whoever approves what they drafted themselves says why nobody else can, and head office hears of it.

Source: WHO-15.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.errors import Invalid
from accounts.models import Membership, Role, User
from factories import outbox


def reason_kept(drafted_by: UUID | None, by: User, typed: str, field: str = "alone_because") -> str:
    """What is kept of the reason: nothing where two people acted. Raises Invalid where one did, without it."""
    if drafted_by != by.pk:
        return ""
    if not typed.strip():
        raise Invalid(_("You drafted this yourself. Write why nobody else can approve it."), field)
    return typed.strip()


def tell_head_office(kind: str, subject_id: UUID, facts: dict[str, Any], at: datetime) -> None:
    """One message to each; `kind` is the one of this draft's approval, `facts` what its words need."""
    held = Membership.objects.current().filter(
        role=Role.HEAD_OFFICE, user__is_active=True, user__is_machine=False
    )
    outbox.enqueue_all(
        outbox.message(
            key=f"{kind}:{subject_id}:{each.user_id}",
            kind=kind,
            to=each.user,
            at=at,
            subject_id=subject_id,
            facts=facts,
        )
        for each in held.select_related("user")
    )
