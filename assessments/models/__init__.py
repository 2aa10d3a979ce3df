"""What is found: the tool, the assessments that use it, and their findings."""

from assessments.models.assessment import Answer, Assessment, Finding, InterviewEvidence, TeamMember
from assessments.models.tool import Question, QuestionText, Tool, ToolVersion

__all__ = [
    "Answer",
    "Assessment",
    "Finding",
    "InterviewEvidence",
    "Question",
    "QuestionText",
    "TeamMember",
    "Tool",
    "ToolVersion",
]
