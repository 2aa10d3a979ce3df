"""What people do to factories; each verb is one transaction, named in the trail."""

from factories.actions.advisors import assign_advisor, name_deputy
from factories.actions.buyers import (
    confirm_claim,
    create_buyer,
    decline_claim,
    end_registration,
    end_relationship,
    record_payment,
    register_buyer,
    revoke_access_form,
    sign_access_form,
)
from factories.actions.claims import claim_factory, match_claim, withdraw_claim
from factories.actions.conflicts import end_conflict, record_conflict
from factories.actions.cycles import current_cycle, differentiate, open_next_cycle, start_cycle
from factories.actions.designations import designate, end_designation
from factories.actions.grants import end_grant, give_grant
from factories.actions.groups import create_group, join_group, leave_group
from factories.actions.leave import change_absence, end_absence, record_absence
from factories.actions.people import end_membership, invite, mark_experience, send_new_link
from factories.actions.registration import (
    correct_facts,
    hold_opening_meeting,
    register_factory,
    sign_anti_bribery,
)
from factories.actions.standing import change_standing

__all__ = [
    "assign_advisor",
    "change_absence",
    "change_standing",
    "claim_factory",
    "confirm_claim",
    "correct_facts",
    "create_buyer",
    "create_group",
    "current_cycle",
    "decline_claim",
    "designate",
    "differentiate",
    "end_absence",
    "end_conflict",
    "end_designation",
    "end_grant",
    "end_membership",
    "end_registration",
    "end_relationship",
    "give_grant",
    "hold_opening_meeting",
    "invite",
    "join_group",
    "leave_group",
    "mark_experience",
    "match_claim",
    "name_deputy",
    "open_next_cycle",
    "record_absence",
    "record_conflict",
    "record_payment",
    "register_buyer",
    "register_factory",
    "revoke_access_form",
    "send_new_link",
    "sign_access_form",
    "sign_anti_bribery",
    "start_cycle",
    "withdraw_claim",
]
