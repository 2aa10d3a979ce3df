"""What people do with reports; each verb is one transaction, named in the trail."""

from reporting.actions.approving import approve, hold, recall, resume, send_back, waive
from reporting.actions.factory import (
    reply_to_finding,
    send_own_part,
    submit_progress_report_1,
    take_back,
)
from reporting.actions.notices import (
    approve_notice,
    ask_for_approval,
    begin_notice,
    send_back_notice,
    write_notice,
)
from reporting.actions.reading import record_reading
from reporting.actions.writing import submit_for_approval, write_parts

__all__ = [
    "approve",
    "approve_notice",
    "ask_for_approval",
    "begin_notice",
    "hold",
    "recall",
    "record_reading",
    "reply_to_finding",
    "resume",
    "send_back",
    "send_back_notice",
    "send_own_part",
    "submit_for_approval",
    "submit_progress_report_1",
    "take_back",
    "waive",
    "write_notice",
    "write_parts",
]
