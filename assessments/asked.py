"""What an assessment asks, and what an answer means."""

from django.db.models import QuerySet

from assessments.models import Answer, Assessment, QuestionText


def questions_of(assessment: Assessment) -> "QuerySet[QuestionText]":
    """What this assessment asks: its tool version, or the focused part of it (ASM-4)."""
    asked = QuestionText.objects.filter(version=assessment.tool_version_id)
    return asked.filter(focused=True) if assessment.scope == Assessment.Scope.FOCUSED else asked


def noncompliant(question: QuestionText, answer: Answer | None) -> bool:
    return answer is not None and not question.is_fact and answer.value == question.noncompliant_answer
