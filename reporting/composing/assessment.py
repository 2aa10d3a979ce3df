"""The assessment report: rates, findings with the factory's replies, and the comparison."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from accounts.errors import Invalid
from advisory.models import SelfDiagnosisAnswer
from advisory.models.diagnosis import SelfDiagnosisAnswerRows
from assessments.comparison import FoundBy, compare
from assessments.models import Answer, Assessment, Finding, QuestionText
from assessments.rates import Answered, ClusterRate, Outcome, PointRate, Share, outcome, rates
from programmes.models import CompliancePoint
from reporting import payload as p
from reporting.composing import words
from reporting.composing.committee import committee
from reporting.composing.source import Source, assessment, first_and_last, head
from reporting.models import FactoryReply, Report, ReportVersion
from reporting.reading import read

EARLIER = 4  # assessments in the trend, this one among them


def assessment_report(source: Source) -> p.AssessmentReport:
    """Raises Invalid while the findings may still change."""
    if source.assessment.status != Assessment.Status.FINALISED:
        raise Invalid(_("The assessment is not finalised yet. Its findings may still change."))
    results = Results(source)
    first, last = first_and_last(source)
    return p.AssessmentReport(
        head=head(source, p.Author.PROGRAMME, first, last),
        assessment=assessment(source),
        points=rate(results.rates.points),
        questions=rate(results.rates.questions),
        clusters=results.clusters(),
        strengths=_strengths(source),
        history=history(source, rate(results.rates.questions)),
        public_issues=results.public_issues(),
        comparison=results.compared(),
        committee=committee(source),
    )


def _strengths(source: Source) -> tuple[p.Text, ...]:
    typed = source.part("strengths")
    return words.lines(typed.words, typed.language) if typed else ()


def rate(share: Share) -> p.Rate:
    return p.Rate(part=share.non_compliant, base=share.of)


@dataclass(frozen=True)
class Asked:
    """A compliance question of the assessment's tool version, and what came of it."""

    question: QuestionText
    outcome: Outcome
    stance: str  # of the factory's self-diagnosis, on the compliance point


class Results:
    """What one assessment found, question by question."""

    def __init__(self, source: Source) -> None:
        self.zone = source.zone
        self.language = source.languages[0]
        self.asked = _asked(source)
        self.rates = rates(
            Answered(
                one.question.point.cluster_id, one.question.point_id, one.outcome, source.assessment.scope
            )
            for one in self.asked
        )
        self.points = {one.question.point_id: one.question.point for one in self.asked}
        self.findings = _by_point(findings_of(source.assessment))

    def clusters(self) -> tuple[p.Cluster, ...]:
        return tuple(self._cluster(cluster) for cluster in self.rates.clusters)

    def _cluster(self, found: ClusterRate) -> p.Cluster:
        cluster = self._of(found.results[0]).cluster
        return p.Cluster(
            code=cluster.key,
            name=words.said(cluster.name),
            standard=p.Standard.INTERNATIONAL if cluster.international else p.Standard.NATIONAL,
            points=rate(found.points),
            questions=rate(found.questions),
            results=tuple(self._point(point) for point in found.results),
        )

    def _point(self, found: PointRate) -> p.Point:
        point = self._of(found)
        return p.Point(
            code=point.key,
            name=words.said(point.name),
            result=p.Result(found.outcome.value),
            questions=rate(found.questions),
            findings=tuple(self._finding(one) for one in self.findings.get(point.pk, [])),
        )

    def _of(self, found: PointRate) -> CompliancePoint:
        return self.points[UUID(str(found.point))]

    def _finding(self, row: "Finding") -> p.Finding:
        return p.Finding(
            question=row.question.question.key,
            sentence=words.said(row.sentence, row.written_by.language),
            legal_reference=words.text(row.legal_reference, self.language),
            publicly_reported=row.public,
            reply=self._reply(row),
            plan_item=row.plan_item.code if row.plan_item else "",
        )

    def _reply(self, row: "Finding") -> p.Reply | None:
        said: str | None = getattr(row, "reply_words", None)
        given: datetime | None = getattr(row, "reply_at", None)
        if not said or given is None:
            return None
        language = str(getattr(row, "reply_language", "en"))
        return p.Reply(words=words.said(said, language), given=words.moment(given, self.zone))

    def public_issues(self) -> tuple[p.PublicIssue, ...]:
        return tuple(
            p.PublicIssue(
                number=one.question.number,
                name=words.said(one.question.text, self.language),
                result=p.Result(one.outcome.value),
            )
            for one in self.asked
            if one.question.public
        )

    def compared(self) -> tuple[p.Compared, ...]:
        """By compliance point: found by both, by the factory alone, by the assessors alone."""
        diagnosed: dict[Hashable, str] = {
            one.question.point_id: one.stance for one in self.asked if one.stance
        }
        if not diagnosed:
            return ()
        asked = {one.question.point_id for one in self.asked if one.outcome is not Outcome.NOT_ASKED}
        found = compare(list(self.points), found=set(self.findings), diagnosed=diagnosed, asked=asked)
        return tuple(
            p.Compared(
                point=words.said(self.points[key].name),
                cluster=words.said(self.points[key].cluster.name),
                found_by=p.FoundBy(found_by.value),
            )
            for found_by in FoundBy
            for key in map(UUID, map(str, found.of(found_by)))
        )


def _asked(source: Source) -> list[Asked]:
    """The compliance questions of the scope with their answers, in the tool's order."""
    row = source.assessment
    questions = (
        QuestionText.objects.filter(version=row.tool_version_id)
        .exclude(noncompliant_answer="")
        .select_related("point__cluster")
        .annotate(
            value=Subquery(Answer.rows.filter(assessment=row, question=OuterRef("pk")).values("value")[:1]),
            stance=Subquery(_stances(source).filter(point=OuterRef("point")).values("stance")[:1]),
        )
        .order_by("point__cluster__order", "point__order", "order")
    )
    if row.scope == Assessment.Scope.FOCUSED:
        questions = questions.filter(focused=True)
    return [Asked(one, outcome(one.noncompliant_answer, one.value), one.stance or "") for one in questions]


def _stances(source: Source) -> SelfDiagnosisAnswerRows:
    return SelfDiagnosisAnswer.rows.filter(
        self_diagnosis__cycle=source.report.cycle_id, self_diagnosis__factory=source.report.factory_id
    )


def findings_of(row: Assessment) -> list[Finding]:
    """The findings with the factory's reply beside each, in the tool's order."""
    replies = FactoryReply.rows.filter(finding=OuterRef("pk"))
    return list(
        Finding.rows.filter(assessment=row)
        .select_related("question__question", "plan_item", "point__cluster", "written_by")
        .annotate(
            reply_words=Subquery(replies.values("words")[:1]),
            reply_at=Subquery(replies.values("written_at")[:1]),
            reply_language=Subquery(replies.values("written_by__language")[:1]),
        )
        .order_by("question__order")
    )


def _by_point(rows: Iterable[Finding]) -> Mapping[UUID, list[Finding]]:
    found: dict[UUID, list[Finding]] = defaultdict(list)
    for row in rows:
        found[row.point_id].append(row)
    return found


def history(source: Source, this: p.Rate | None = None) -> tuple[p.Earlier, ...]:
    """The trend, from what was released: earlier assessment reports of this factory, and `this`."""
    versions = (
        ReportVersion.rows.out()
        .filter(factory=source.report.factory_id, report__kind=Report.Kind.ASSESSMENT)
        .exclude(report__assessment=source.assessment if this else None)
        .filter(report__assessment__last_day__lte=source.assessment.last_day)
        .order_by("-report__assessment__last_day")[: EARLIER - (1 if this else 0)]
    )
    told = [(one.assessment, one.head.last_day, one.questions) for one in _reports(reversed(versions))]
    if this:
        told.append((assessment(source), first_and_last(source)[1], this))
    labels = _labels([last.on.isoformat() for _row, last, _rate in told])
    return tuple(
        p.Earlier(label=label, scope=row.tool.scope, questions=found)
        for label, (row, _last, found) in zip(labels, told, strict=True)
    )


def _reports(versions: Iterable[ReportVersion]) -> list[p.AssessmentReport]:
    return [one for one in map(read, versions) if isinstance(one, p.AssessmentReport)]


def _labels(days: Sequence[str]) -> list[str]:
    """The year; year and month where a year has two assessments (Haiti)."""
    years = [on[:4] for on in days]
    return years if len(set(years)) == len(years) else [on[:7] for on in days]
