"""What people do to factories; each verb is one transaction, named in the trail."""

from factories.actions.advisors import assign_advisor
from factories.actions.cycles import current_cycle, open_next_cycle, start_cycle
from factories.actions.people import end_membership, invite, mark_experience, send_new_link
from factories.actions.registration import (
    correct_facts,
    hold_opening_meeting,
    register_factory,
    sign_anti_bribery,
)

__all__ = [
    "assign_advisor",
    "correct_facts",
    "current_cycle",
    "end_membership",
    "hold_opening_meeting",
    "invite",
    "mark_experience",
    "open_next_cycle",
    "register_factory",
    "send_new_link",
    "sign_anti_bribery",
    "start_cycle",
]
