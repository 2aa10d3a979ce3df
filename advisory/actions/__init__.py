"""What changes on the advisory floor, and under which conditions: one module per noun."""

from advisory.actions.committee import (
    change_members,
    confirm_election,
    form_committee,
    record_election,
)
from advisory.actions.diagnosis import (
    answer_points,
    complete_diagnosis,
    gap_to_plan,
    open_diagnosis,
    planned_points,
    reopen_diagnosis,
)
from advisory.actions.evidence import give_evidence
from advisory.actions.incidents import (
    acknowledge_duties,
    correct_incident,
    dismiss_incident,
    join_strikes,
    record_consultation,
    record_told,
    report_incident,
    waive_duty,
)
from advisory.actions.joining import agree_to_join, ask_to_join, decline_to_join, withdraw_request
from advisory.actions.meetings import (
    correct_minutes,
    draft_for_workers,
    plan_meeting,
    put_on_agenda,
    record_meeting,
    throw_draft_away,
    to_plan,
    write_agenda,
)
from advisory.actions.plan import add_item, open_item
from advisory.actions.progress import (
    add_step,
    comment_on_item,
    drop_item,
    finish_step,
    send_back_item,
    update_item,
    verify_item,
)
from advisory.actions.visits import cancel_visit, log_visit, move_visit, note_for_staff, plan_visit

__all__ = [
    "acknowledge_duties",
    "add_item",
    "add_step",
    "agree_to_join",
    "answer_points",
    "ask_to_join",
    "cancel_visit",
    "change_members",
    "comment_on_item",
    "complete_diagnosis",
    "confirm_election",
    "correct_incident",
    "correct_minutes",
    "decline_to_join",
    "dismiss_incident",
    "draft_for_workers",
    "drop_item",
    "finish_step",
    "form_committee",
    "gap_to_plan",
    "give_evidence",
    "join_strikes",
    "log_visit",
    "move_visit",
    "note_for_staff",
    "open_diagnosis",
    "open_item",
    "plan_meeting",
    "plan_visit",
    "planned_points",
    "put_on_agenda",
    "record_consultation",
    "record_election",
    "record_meeting",
    "record_told",
    "reopen_diagnosis",
    "report_incident",
    "send_back_item",
    "throw_draft_away",
    "to_plan",
    "update_item",
    "verify_item",
    "waive_duty",
    "withdraw_request",
    "write_agenda",
]
