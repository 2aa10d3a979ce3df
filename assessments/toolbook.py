"""A tool version to read, and what changed from one version to the next (ASM-1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Role, User
from assessments.models import QuestionText, ToolVersion
from programmes.models import Cluster, CompliancePoint, CountryProgramme


def programmes_of(user: User) -> "QuerySet[CountryProgramme]":
    """The programmes whose tool a person of the staff reads: the own, or all from head office."""
    if user.is_(Role.HEAD_OFFICE):
        return CountryProgramme.objects.all()
    organisations = [membership.organisation_id for membership in user.roles]
    return CountryProgramme.objects.filter(organisation__in=organisations)


def versions(user: User) -> "QuerySet[Any]":
    """Every version that the person may read, newest first, with its numbers of questions."""
    counted: QuerySet[Any] = ToolVersion.objects.filter(tool__programme__in=programmes_of(user)).annotate(
        asked=Count("questions", filter=~Q(questions__noncompliant_answer="")),
        facts=Count("questions", filter=Q(questions__noncompliant_answer="")),
        public=Count("questions", filter=Q(questions__public=True)),
        focused=Count("questions", filter=Q(questions__focused=True)),
    )
    return counted.select_related("tool__programme").order_by("tool__programme__name", "-number")


@dataclass(frozen=True)
class Part:
    """One cluster of a version: its compliance points with their questions."""

    cluster: Cluster
    points: list[tuple[CompliancePoint, list[QuestionText]]]

    @property
    def total(self) -> int:
        return sum(len(questions) for _point, questions in self.points)


def parts(version: ToolVersion) -> list[Part]:
    """The questions by cluster and point, in the order in which the tool asks them."""
    asked = list(version.questions.select_related("point__cluster").order_by("order"))
    by_cluster = groupby(asked, key=lambda question: question.point.cluster)
    return [Part(cluster, _points(questions)) for cluster, questions in by_cluster]


def _points(questions: Iterable[QuestionText]) -> list[tuple[CompliancePoint, list[QuestionText]]]:
    by_point = groupby(questions, key=lambda question: question.point)
    return [(point, list(of_point)) for point, of_point in by_point]


@dataclass(frozen=True)
class Change:
    """One question in two versions; `before` or `after` is missing where it came or went."""

    before: QuestionText | None
    after: QuestionText | None
    what: list[str]

    @property
    def question(self) -> QuestionText:
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class Changes:
    added: list[Change]
    removed: list[Change]
    changed: list[Change]
    same: int


def changes(older: Iterable[QuestionText], newer: Iterable[QuestionText]) -> Changes:
    """Questions are matched by their identity, which lasts across versions, never by their words."""
    before, after = _by_identity(older), _by_identity(newer)
    both = [(before[key], text) for key, text in after.items() if key in before]
    changed = [Change(old, new, what) for old, new in both if (what := _differences(old, new))]
    return Changes(
        added=[Change(None, text, []) for key, text in after.items() if key not in before],
        removed=[Change(text, None, []) for key, text in before.items() if key not in after],
        changed=changed,
        same=len(both) - len(changed),
    )


def _by_identity(texts: Iterable[QuestionText]) -> dict[UUID, QuestionText]:
    return {text.question_id: text for text in texts}


def _differences(old: QuestionText, new: QuestionText) -> list[str]:
    told = {
        "text": _("wording"),
        "noncompliant_answer": _("which answer is non-compliant"),
        "point_id": _("compliance point"),
        "public": _("publicly reported"),
        "focused": _("in the focused tool"),
        "legal_reference": _("legal reference"),
        "number": _("number"),
    }
    return [words for name, words in told.items() if getattr(old, name) != getattr(new, name)]
