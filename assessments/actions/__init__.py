"""What changes on the assessments floor, and under which conditions: one module per noun."""

from assessments.actions.conducting import begin, end_collection
from assessments.actions.entry import Given, TwoAnswers, answer, save_answers
from assessments.actions.findings import withdraw_finding, write_finding
from assessments.actions.planning import cancel_assessment, change_plan, plan_assessment
from assessments.actions.sharing import comment, finalise, share_findings
from assessments.actions.tools import publish_version

__all__ = [
    "Given",
    "TwoAnswers",
    "answer",
    "begin",
    "cancel_assessment",
    "change_plan",
    "comment",
    "end_collection",
    "finalise",
    "plan_assessment",
    "publish_version",
    "save_answers",
    "share_findings",
    "withdraw_finding",
    "write_finding",
]
