"""Everything that every report needs, in few queries, and the head and assessment made of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.errors import WrongState
from assessments.models import Assessment, TeamMember
from factories.models import GroupFactory
from reporting import payload as p
from reporting.composing import words
from reporting.models import Report, ReportPart


@dataclass(frozen=True)
class Source:
    """One report's rows. `parts` are the author's texts by section."""

    report: Report
    assessment: Assessment
    team: tuple[str, ...]
    groups: tuple[str, ...]
    parts: Mapping[str, p.Text]
    zone: ZoneInfo
    at: datetime
    version: int
    correction: p.Correction | None

    @property
    def languages(self) -> tuple[str, ...]:
        """The first is the one the report's own sentences are written in."""
        return tuple(self.report.factory.programme.languages) or (settings.LANGUAGE_CODE,)

    def part(self, section: str) -> p.Text | None:
        return self.parts.get(section)


def gather(report: Report, *, at: datetime, version: int, correction: p.Correction | None) -> Source:
    found = (
        Report.rows.select_related("factory__programme__organisation", "cycle", "assessment__tool_version")
        .annotate(team=_team(), groups=_groups(), typed=_typed())
        .get(pk=report.pk)
    )
    if found.assessment is None or found.assessment.last_day is None:
        raise WrongState(_("This report has no assessment to tell of."))
    return Source(
        report=found,
        assessment=found.assessment,
        team=tuple(getattr(found, "team", ())),
        groups=tuple(getattr(found, "groups", ())),
        parts=_texts(getattr(found, "typed", ())),
        zone=found.factory.programme.tz,
        at=at,
        version=version,
        correction=correction,
    )


def _team() -> ArraySubquery:
    members = TeamMember.rows.filter(assessment=OuterRef("assessment"), left_at=None)
    return ArraySubquery(members.order_by("-leads", "user__name").values(name=F("user__name")))


def _groups() -> ArraySubquery:
    groups = GroupFactory.rows.filter(factory=OuterRef("factory"), until=None)
    return ArraySubquery(groups.order_by("group__name").values(name=F("group__name")))


def _typed() -> ArraySubquery:
    parts = ReportPart.rows.filter(report=OuterRef("pk"))
    return ArraySubquery(
        parts.values(part=JSONObject(section="section", words="words", language="written_by__language"))
    )


def _texts(typed: Iterable[Mapping[str, str]]) -> dict[str, p.Text]:
    """The author's texts by section, each in the language of the person who wrote it."""
    texts = {part["section"]: words.text(part["words"], part["language"]) for part in typed}
    return {section: said for section, said in texts.items() if said is not None}


def part_of(report: Report, section: str) -> p.Text | None:
    """One section's text, of a report that is not gathered whole."""
    found = ReportPart.rows.filter(report=report, section=section).select_related("written_by").first()
    return words.text(found.words, found.written_by.language) if found else None


def head(source: Source, author: p.Author, first_day: p.Day, last_day: p.Day) -> p.Head:
    programme = source.report.factory.programme
    release = max(source.report.release_at or source.at, source.at)
    return p.Head(
        report_id=str(source.report.pk),
        version=source.version,
        languages=source.languages,
        programme=programme.organisation.name,
        factory=_factory(source),
        author=author,
        first_day=first_day,
        last_day=last_day,
        release=words.moment(release, source.zone),
        zone=words.zone_words(release.astimezone(source.zone)),
        verify_at=urljoin(settings.BASE_URL, reverse("verify")),
        correction=source.correction,
    )


def _factory(source: Source) -> p.Factory:
    factory, zone = source.report.factory, source.zone
    registered = factory.registered_at
    return p.Factory(
        name=factory.name,
        code=factory.code,
        place=", ".join(part for part in (factory.city, factory.region) if part) or factory.programme.name,
        country=factory.programme.name,
        country_code=factory.programme.code,
        workers=words.people(factory.workers, factory.women),
        products=words.text(factory.products),
        groups=source.groups,
        registered_on=words.day(words.local_day(registered, zone), zone) if registered else None,
        cycle=source.report.cycle.number,
    )


def first_and_last(source: Source) -> tuple[p.Day, p.Day]:
    """The days on which data was collected."""
    assessment = source.assessment
    assert assessment.begun_at is not None and assessment.last_day is not None
    first = min(words.local_day(assessment.begun_at, source.zone), assessment.last_day)
    return words.day(first, source.zone), words.day(assessment.last_day, source.zone)


def assessment(source: Source) -> p.Assessment:
    """How the assessment was carried out."""
    row, version = source.assessment, source.assessment.tool_version
    country = source.report.factory.programme.name
    assert version is not None
    return p.Assessment(
        days=_days(source),
        modality=p.Modality(row.modality),
        announced=row.announced,
        tool=p.Tool(
            name=f"{country} compliance assessment tool", version=version.name, scope=p.Scope(row.scope)
        ),
        team=source.team,
        access=source.part("access"),
        documents=source.part("documents"),
        integrity=source.part("integrity"),
        shared_on=words.moment(row.shared_at, source.zone) if row.shared_at else None,
    )


def _days(source: Source) -> tuple[p.AssessmentDay, ...]:
    """In a hybrid assessment the on-site day comes first (ASM-3)."""
    hybrid = source.assessment.modality == p.Modality.HYBRID
    first, last = first_and_last(source)
    on_first = p.Modality.ON_SITE if hybrid else p.Modality(source.assessment.modality)
    on_last = p.Modality.VIRTUAL if hybrid else on_first
    if first == last:
        return (p.AssessmentDay(day=first, modality=p.Modality(source.assessment.modality)),)
    return (p.AssessmentDay(day=first, modality=on_first), p.AssessmentDay(day=last, modality=on_last))
