"""Sheets of what an assessment found."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from reporting.payload import Cluster, Compared, Earlier, Figure, Finding, PublicIssue, System, Text
from reporting.rendering import words
from reporting.rendering.tables.common import Cell, Table, Writer, on, yes


def clusters(clusters: tuple[Cluster, ...], writer: Writer) -> Table:
    return Table(
        _("Clusters"),
        [
            _("Cluster"),
            _("Standard"),
            _("Points not compliant"),
            _("Points counted"),
            _("Questions not compliant"),
            _("Questions counted"),
        ],
        [
            (
                writer.say(one.name),
                words.label(one.standard),
                *(one.points.part, one.points.base),
                *(one.questions.part, one.questions.base),
            )
            for one in clusters
        ],
    )


def points(clusters: tuple[Cluster, ...], writer: Writer) -> Table:
    return Table(
        _("Compliance points"),
        [
            _("Cluster"),
            _("Compliance point"),
            _("Result"),
            _("Questions not compliant"),
            _("Questions counted"),
        ],
        [
            (
                writer.say(cluster.name),
                writer.say(point.name),
                words.label(point.result),
                *(point.questions.part, point.questions.base),
            )
            for cluster in clusters
            for point in cluster.results
        ],
    )


def findings(clusters: tuple[Cluster, ...], writer: Writer) -> Table:
    return Table(
        _("Findings"),
        [
            _("Cluster"),
            _("Compliance point"),
            _("Finding"),
            _("Reference"),
            _("Publicly reported"),
            _("In the plan"),
            _("The factory's reply. Not verified by Better Work"),
            _("Reply given"),
        ],
        [
            (writer.say(cluster.name), writer.say(point.name), *_finding(finding, writer))
            for cluster in clusters
            for point in cluster.results
            for finding in point.findings
        ],
    )


def _finding(finding: Finding, writer: Writer) -> Sequence[Cell]:
    reply = finding.reply
    return (
        writer.say(finding.sentence),
        writer.say(finding.legal_reference),
        yes(finding.publicly_reported),
        finding.plan_item,
        writer.say(reply.words if reply else None),
        writer.moment(reply.given if reply else None),
    )


def issues(issues: tuple[PublicIssue, ...], writer: Writer) -> Table:
    return Table(
        _("Publicly reported issues"),
        [
            *(_("No."), _("Issue"), _("At the assessment"), _("Factory says: fully rectified")),
            *(_("Better Work's check"), _("Checked on")),
        ],
        [
            (
                *(issue.number, writer.say(issue.name), words.label(issue.result), yes(issue.claimed)),
                *(words.label(issue.check) if issue.check else "", on(issue.checked_on)),
            )
            for issue in issues
        ],
    )


def figures(figures: tuple[Figure, ...], writer: Writer) -> Table:
    return Table(
        _("Facts about the factory"),
        [_("Fact"), _("Value")],
        [(writer.say(one.label), writer.say(one.value)) for one in figures],
    )


def strengths(said: tuple[Text, ...], writer: Writer) -> Table:
    return Table(_("Key strengths"), [_("In words")], [(writer.say(text),) for text in said])


def comparison(compared: tuple[Compared, ...], writer: Writer) -> Table:
    return Table(
        _("Self-diagnosis"),
        [_("Cluster"), _("Compliance point"), _("Found by")],
        [(writer.say(row.cluster), writer.say(row.point), words.label(row.found_by)) for row in compared],
    )


def systems(seen: tuple[System, ...], writer: Writer) -> Table:
    return Table(
        _("Management systems"),
        [_("Element"), _("State"), _("What was seen")],
        [(writer.say(row.name), words.label(row.in_place), writer.say(row.sentence)) for row in seen],
    )


def history(series: tuple[Earlier, ...]) -> Table:
    """The scope stands in each row: short and full assessments are not compared."""
    return Table(
        _("Over time"),
        [
            *(_("Assessment"), _("Tool"), _("Questions not compliant"), _("Questions counted")),
            _("Mean of the country, percent"),
        ],
        [
            (one.label, words.label(one.scope), one.questions.part, one.questions.base, one.country_percent)
            for one in series
        ],
    )
