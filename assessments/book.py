"""An assessment as its team reads it: every question asked, its answer, its finding, in order."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from accounts.models import User
from assessments.asked import questions_of
from assessments.models import Answer, Assessment, Finding, QuestionText
from assessments.rates import Answered, Outcome, Rates, outcome, rates
from programmes.models import Cluster, CompliancePoint


@dataclass(frozen=True)
class Entry:
    """One question with what was said to it."""

    question: QuestionText
    answer: Answer | None
    finding: Finding | None

    @cached_property
    def outcome(self) -> Outcome:
        return outcome(self.question.noncompliant_answer, self.answer.value if self.answer else None)

    @property
    def is_answered(self) -> bool:
        return self.answer is not None

    @property
    def is_nc(self) -> bool:
        return self.outcome is Outcome.NON_COMPLIANT

    @property
    def is_ok(self) -> bool:
        return self.outcome is Outcome.COMPLIANT

    @property
    def lacks_finding(self) -> bool:
        return self.is_nc and self.finding is None


@dataclass(frozen=True)
class Sheet:
    """The questions of one compliance point."""

    point: CompliancePoint
    entries: list[Entry]

    @property
    def answered(self) -> int:
        return sum(entry.is_answered for entry in self.entries)

    @property
    def to_do(self) -> list[Entry]:
        return [entry for entry in self.entries if not entry.is_answered]

    @property
    def non_compliant(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_nc]


@dataclass(frozen=True)
class Chapter:
    """One cluster with its points."""

    cluster: Cluster
    sheets: list[Sheet]

    @property
    def answered(self) -> int:
        return sum(sheet.answered for sheet in self.sheets)

    @property
    def total(self) -> int:
        return sum(len(sheet.entries) for sheet in self.sheets)

    @property
    def share(self) -> int:
        return 100 * self.answered // self.total if self.total else 0

    @property
    def is_done(self) -> bool:
        return self.answered == self.total

    @property
    def first(self) -> CompliancePoint:
        """Where to go on: the first point with something to do, else the first."""
        return next((sheet.point for sheet in self.sheets if sheet.to_do), self.sheets[0].point)


class Book:
    """Every question that the assessment asks, in the order of the tool."""

    def __init__(self, assessment: Assessment, entries: Iterable[Entry]) -> None:
        self.assessment, self.entries = assessment, list(entries)

    @cached_property
    def chapters(self) -> list[Chapter]:
        by_point: dict[UUID, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            by_point[entry.question.point_id].append(entry)
        by_cluster: dict[UUID, list[Sheet]] = defaultdict(list)
        for entries in by_point.values():
            point = entries[0].question.point
            by_cluster[point.cluster_id].append(Sheet(point, entries))
        return [Chapter(sheets[0].point.cluster, sheets) for sheets in by_cluster.values()]

    @cached_property
    def sheets(self) -> list[Sheet]:
        return [sheet for chapter in self.chapters for sheet in chapter.sheets]

    @property
    def answered(self) -> int:
        return sum(entry.is_answered for entry in self.entries)

    @property
    def total(self) -> int:
        return len(self.entries)

    @property
    def lacking(self) -> list[Entry]:
        """Non-compliant answers whose finding is not written yet."""
        return [entry for entry in self.entries if entry.lacks_finding]

    @cached_property
    def rates(self) -> Rates:
        return rates(
            Answered(
                cluster=entry.question.point.cluster,
                point=entry.question.point,
                outcome=entry.outcome,
                scope=self.assessment.scope,
            )
            for entry in self.entries
        )

    def by_person(self) -> dict[UUID, int]:
        """How many of the answers as they stand each person gave."""
        counted: dict[UUID, int] = defaultdict(int)
        for entry in self.entries:
            if entry.answer:
                counted[entry.answer.answered_by_id] += 1
        return counted

    @property
    def first(self) -> CompliancePoint | None:
        return next((chapter.first for chapter in self.chapters if not chapter.is_done), None)


def read(user: User, assessment: Assessment, findings: Iterable[Finding] | None = None) -> Book:
    """The book as this person may see it: three queries, or two where the findings are read already."""
    answers: Any = Answer.objects.visible_to(user)
    given = answers.filter(assessment=assessment).select_related("answered_by")
    by_question = {answer.question_id: answer for answer in given}
    found = {
        finding.question_id: finding
        for finding in (_findings(user, assessment) if findings is None else findings)
    }
    asked = questions_of(assessment).select_related("point__cluster", "question").order_by("order")
    return Book(
        assessment,
        (Entry(question, by_question.get(question.pk), found.get(question.pk)) for question in asked),
    )


def _findings(user: User, assessment: Assessment) -> Iterable[Finding]:
    rows: Any = Finding.objects.visible_to(user)
    found: Iterable[Finding] = rows.filter(assessment=assessment)
    return found
