"""Sheets of what was done: plan, committee, training, visits, stoppages."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from reporting.payload import Committee, FactoryPart, Plan, ProgressReport2, Training, Visit
from reporting.rendering import words
from reporting.rendering.tables.common import Cell, Table, Writer, both_sides, fact, on, pair, people, yes


def plan(plan: Plan, writer: Writer) -> Table:
    """One row for each action, so that they can be sorted by owner and date."""
    return Table(
        _("Improvement plan"),
        [
            *(_("Ref"), _("Compliance point"), _("Non-compliance"), _("Origin"), _("Publicly reported")),
            *(_("Status"), _("Verified on"), _("Root cause"), _("Progress")),
            *(_("Action"), _("Owner"), _("Due"), _("Done on")),
        ],
        [
            (
                *(item.reference, writer.say(item.point), writer.say(item.issue), words.label(item.origin)),
                *(yes(item.publicly_reported), words.label(item.status), on(item.verified_on)),
                *(writer.say(item.root_cause), writer.say(item.progress)),
                *((writer.say(action.what), writer.say(action.owner)) if action else ("", "")),
                *((on(action.due), on(action.done_on)) if action else (None, None)),
            )
            for item in plan.items
            for action in item.actions or (None,)
        ],
    )


def committee(committee: Committee | None, writer: Writer) -> Iterable[Table]:
    if committee is None:
        return
    sides = ((_("Management"), committee.management), (_("Workers"), committee.workers))
    yield Table(
        _("PICC"),
        [_("Side"), _("Women"), _("Men"), _("All"), _("How chosen")],
        [(name, *people(side.members), writer.say(side.chosen)) for name, side in sides],
    )
    working = _("Functional") if committee.functional else _("Not functional")
    yield Table(
        _("PICC, whether functional"),
        [_("State"), _("In words")],
        [
            (working, writer.say(committee.name)),
            *([(_("Not equal"), writer.say(committee.imbalance))] if committee.imbalance else []),
            *(fact(one, writer) for one in committee.facts),
            (_("Meetings held"), words.rate(committee.meetings_held)),
        ],
    )
    yield Table(
        _("PICC meetings"),
        [_("Date"), _("Topics"), *both_sides(), _("Decisions")],
        [
            (one.day.on, writer.say(one.topics), *pair(one.management), *pair(one.workers), one.decisions)
            for one in committee.meetings
        ],
    )
    yield Table(
        _("Grievances"),
        [
            _("Channel"),
            *(_("Opened, women"), _("Opened, men"), _("Settled, women"), _("Settled, men")),
        ],
        [(writer.say(one.name), *pair(one.opened), *pair(one.settled)) for one in committee.grievances],
    )


def training(training: tuple[Training, ...], writer: Writer) -> Table:
    return Table(
        _("Training"),
        [_("Course"), _("First day"), _("Last day"), _("How"), _("For"), _("Women"), _("Men"), _("All")],
        [
            (
                *(writer.say(one.course), one.first_day.on, one.last_day.on),
                *(words.label(one.modality), words.label(one.audience), *people(one.people)),
            )
            for one in training
        ],
    )


def visits(visits: tuple[Visit, ...], writer: Writer) -> Table:
    return Table(
        _("Advisory visits"),
        [_("Date"), _("How"), _("Topics"), _("PICC meeting facilitated"), *both_sides()],
        [
            (
                *(one.day.on, words.label(one.modality), writer.say(one.topics), yes(one.picc_facilitated)),
                *(*pair(one.management), *pair(one.workers)),
            )
            for one in visits
        ],
    )


def events(report: ProgressReport2, writer: Writer) -> Iterable[Table]:
    yield Table(
        _("Work stoppages"),
        [
            *(_("First day"), _("Last day"), _("Category"), _("Workers"), _("Violence")),
            *(_("What happened"), _("How buyers were told")),
        ],
        [
            (
                *(one.first_day.on, one.last_day.on, words.label(one.category), one.workers),
                *(yes(one.violence), writer.say(one.what), writer.say(one.told)),
            )
            for one in report.stoppages
        ],
    )
    yield Table(
        _("Incidents"),
        [_("Date"), _("What happened"), _("How buyers were told")],
        [(one.day.on, writer.say(one.what), writer.say(one.told)) for one in report.incidents],
    )


def judged(report: ProgressReport2, writer: Writer) -> Table:
    rows: list[Sequence[Cell]] = [(_("Summary"), "", writer.say(report.summary))]
    for name, judged in ((_("Cooperation"), report.cooperation), (_("Social dialogue"), report.dialogue)):
        rows.append((name, words.label(judged.level), writer.say(judged.sentence)))
        rows += [(name, *fact(one, writer)) for one in judged.facts]
    return Table(_("Cooperation and dialogue"), [_("About"), _("Level"), _("In words")], rows)


def own(own: FactoryPart, writer: Writer) -> Table:
    parts = (
        (_("Overview"), own.overview),
        (_("Social dialogue"), own.dialogue),
        (_("Management systems"), own.systems),
        (_("Continuous learning"), own.learning),
    )
    return Table(
        _("In the factory's own words"),
        [_("About"), _("Written by the factory. Not verified by Better Work")],
        [(name, writer.say(text)) for name, text in parts if text],
    )


def progress(plan: Plan, writer: Writer) -> Table:
    return Table(
        _("Progress by cluster"),
        [_("Cluster"), _("Non-compliances"), _("Verified as closed")],
        [(writer.say(row.cluster), row.verified.base, row.verified.part) for row in plan.clusters],
    )
