"""What is found: the tool, the assessments that use it, and their findings."""

from assessments.models.assessment import Answer, Assessment, Finding, InterviewEvidence, TeamMember
from assessments.models.comment import FactoryComment
from assessments.models.company import Accompanied, Companion
from assessments.models.days import TeamDay
from assessments.models.tool import Question, QuestionText, Tool, ToolVersion

__all__ = [
    "Accompanied",
    "Answer",
    "Assessment",
    "Companion",
    "FactoryComment",
    "Finding",
    "InterviewEvidence",
    "Question",
    "QuestionText",
    "TeamDay",
    "TeamMember",
    "Tool",
    "ToolVersion",
]
