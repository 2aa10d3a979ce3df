"""What the assessment's page says to each of its readers."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from advisory.models import SelfDiagnosisAnswer
from assessments import comparison, hooks
from assessments.asked import questions_of
from assessments.hooks import Reply
from assessments.models import Assessment, FactoryComment, Finding, InterviewEvidence
from programmes.models import Cluster, CompliancePoint


@dataclass(frozen=True)
class Told:
    """One finding as this person may read it."""

    finding: Finding
    interviews: str
    reply: Reply | None

    @property
    def cluster(self) -> Cluster:
        return self.finding.point.cluster


def findings(user: User, assessment: Assessment) -> list[tuple[Cluster, list[Told]]]:
    """The findings by cluster, in the tool's order: three queries at most."""
    rows: Any = Finding.objects.visible_to(user)
    found = rows.filter(assessment=assessment).select_related(
        "question__question", "point__cluster", "plan_item", "written_by"
    )
    told = _told(user, assessment, list(found.order_by("question__order")))
    return [(cluster, list(of)) for cluster, of in groupby(told, key=lambda each: each.cluster)]


def _told(user: User, assessment: Assessment, found: list[Finding]) -> list[Told]:
    heard: Any = InterviewEvidence.objects.visible_to(user)
    said = dict(heard.filter(assessment=assessment).values_list("finding_id", "words"))
    hook = hooks.replies()
    replies = hook.read(user, assessment) if hook else {}
    return [
        Told(
            finding,
            said.get(finding.pk, ""),
            replies.get(finding.pk),
        )
        for finding in found
    ]


def replies_page(assessment: Assessment) -> str:
    """Where the factory replies to each finding; nothing while no floor offers it."""
    hook = hooks.replies()
    return reverse(hook.url_name, args=[assessment.pk]) if hook else ""


def comments(user: User, assessment: Assessment) -> list[Any]:
    rows: Any = FactoryComment.objects.visible_to(user)
    return list(rows.filter(assessment=assessment).select_related("said_by"))


@dataclass(frozen=True)
class Side:
    """One part of the comparison: a title, why it matters, and its compliance points."""

    title: str
    text: str
    tone: str
    lines: list["Compared"]


@dataclass(frozen=True)
class Compared:
    point: CompliancePoint
    findings: list[Finding]
    own_words: str


def compared(user: User, assessment: Assessment) -> list[Side]:
    """The findings beside the factory's self-diagnosis of the same cycle (ASM-7): four queries."""
    rows: Any = Finding.objects.visible_to(user)
    found: dict[UUID, list[Finding]] = {}
    for finding in rows.filter(assessment=assessment).order_by("question__order"):
        found.setdefault(finding.point_id, []).append(finding)
    own: Any = SelfDiagnosisAnswer.objects.visible_to(user)
    diagnosed = {answer.point_id: answer for answer in own.filter(self_diagnosis__cycle=assessment.cycle_id)}
    points = {point.pk: point for point in CompliancePoint.objects.select_related("cluster")}
    result = comparison.compare(
        list(points),
        found=found,
        diagnosed={key: answer.stance for key, answer in diagnosed.items()},
        asked=set(questions_of(assessment).values_list("point_id", flat=True)),
    )

    def lines(keys: Iterable[Any]) -> list[Compared]:
        return [
            Compared(points[key], found.get(key, []), diagnosed[key].words if key in diagnosed else "")
            for key in keys
        ]

    return [
        Side(_("Found by both"), _("The factory saw it itself."), "ok", lines(result.both)),
        Side(
            _("Found by the factory alone"),
            _("No finding there; what the factory sees itself stays in its plan."),
            "info",
            lines(result.factory),
        ),
        Side(
            _("Found by the assessors alone"),
            _("Where the factory does not see it yet."),
            "warn",
            lines(result.assessors),
        ),
    ]
