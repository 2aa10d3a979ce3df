"""A report as plain tables, one for each sheet of its spreadsheet: figures stay figures."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from reporting.payload import (
    Assessment,
    AssessmentReport,
    Author,
    Head,
    Payload,
    ProgressReport1,
    ProgressReport2,
)
from reporting.rendering import words
from reporting.rendering.tables import done, found
from reporting.rendering.tables.common import Cell, Table, Writer

__all__ = ["Cell", "Table", "cover", "tables"]


def tables(payload: Payload, language: str) -> list[Table]:
    """Those that have rows. Call it with the reader's language active."""
    writer = Writer(language, payload.head.factory.country_code)
    if isinstance(payload, AssessmentReport):
        sheets = [*_of_assessment(payload, writer)]
    else:
        sheets = [*_of_progress(payload, writer)]
    return [table for table in sheets if table.rows]


def _of_assessment(report: AssessmentReport, writer: Writer) -> Iterable[Table]:
    yield found.strengths(report.strengths, writer)
    yield found.clusters(report.clusters, writer)
    yield found.points(report.clusters, writer)
    yield found.findings(report.clusters, writer)
    yield found.history(report.history)
    yield found.issues(report.public_issues, writer)
    yield found.comparison(report.comparison, writer)
    yield found.systems(report.systems, writer)
    yield from done.committee(report.committee, writer)
    yield found.figures(report.figures, writer)


def _of_progress(report: ProgressReport1 | ProgressReport2, writer: Writer) -> Iterable[Table]:
    if report.own is not None:
        yield done.own(report.own, writer)
    if isinstance(report, ProgressReport2):
        yield done.judged(report, writer)
        yield found.history(report.history)
    yield done.progress(report.plan, writer)
    yield done.plan(report.plan, writer)
    yield found.issues(report.public_issues, writer)
    yield from done.committee(report.committee, writer)
    yield done.training(report.training, writer)
    yield done.visits(report.visits, writer)
    if isinstance(report, ProgressReport2):
        yield from done.events(report, writer)
    yield found.figures(report.figures, writer)


def cover(payload: Payload, language: str, seal: Sequence[tuple[str, str]]) -> Table:
    """The first sheet: whose report it is, which version, and how to confirm it."""
    writer = Writer(language, payload.head.factory.country_code)
    rows = [
        (_("Report"), words.title(payload)),
        *_head(payload.head, writer),
        *_assessment(payload.assessment, writer),
        *_correction(payload.head, writer),
        *seal,
    ]
    return Table(_("Report"), [_("About"), _("Value")], rows)


def _head(head: Head, writer: Writer) -> Iterable[Sequence[Cell]]:
    factory = head.factory
    yield (_("Factory"), factory.name)
    yield (_("Number"), factory.code)
    yield (_("Place"), f"{factory.place}, {factory.country}")
    yield (_("Workers"), factory.workers.total)
    yield (_("Women"), factory.workers.women)
    yield (_("Products"), writer.say(factory.products))
    yield (_("Manufacturing group"), ", ".join(factory.groups))
    yield (_("Programme"), head.programme)
    yield (_("Author"), words.label(head.author))
    if head.author is Author.FACTORY:
        yield (_("Mark"), _("Not verified by Better Work"))
    yield (_("Period, first day"), head.first_day.on)
    yield (_("Period, last day"), head.last_day.on)
    yield (_("Date of release"), writer.moment(head.release))
    yield (_("Zone of the dates"), head.zone)
    yield (_("Version"), head.version)


def _assessment(one: Assessment, writer: Writer) -> Iterable[Sequence[Cell]]:
    yield (_("Assessment, last day"), one.days[-1].day.on)
    yield (_("How"), words.label(one.modality))
    yield (_("Announcement"), _("announced") if one.announced else _("unannounced"))
    yield (_("Tool"), f"{words.label(one.tool.scope)}; {one.tool.name}, {one.tool.version}")
    yield (_("Team"), ", ".join(one.team))
    yield (_("Access"), writer.say(one.access))
    yield (_("Documents"), writer.say(one.documents))
    yield (_("Integrity of the process"), writer.say(one.integrity))


def _correction(head: Head, writer: Writer) -> Iterable[Sequence[Cell]]:
    if head.correction is None:
        return
    yield (_("Reason for the correction"), writer.say(head.correction.reason))
    yield (_("Replaces version"), head.correction.former_version)
    yield (_("Former version released"), writer.moment(head.correction.former_release))
    yield (_("Former version's code"), head.correction.former_code)
