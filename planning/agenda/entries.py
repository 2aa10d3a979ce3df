"""One line of an agenda, how rows become one, and how lines stand in days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.incidents.openclocks import OpenClock
from advisory.models import Meeting, PlanItem, SelfDiagnosis, Visit
from advisory.whys import why_then
from assessments.models import Assessment
from factories.models import Factory
from reporting.models import Report
from reporting.promises import why
from reporting.reportlist import title

AHEAD = timedelta(days=61)


@dataclass(frozen=True)
class Entry:
    """`day` is local where it happens. `due` is “promise” or “aim”, or empty for an appointment."""

    uid: str  # the same for the same row, so that a calendar knows it again
    day: date
    today: date  # of the same place
    title: str
    url: str
    icon: str
    why: tuple[str, ...]
    zone: str = "UTC"
    text: str = ""
    mode: str = ""
    due: str = ""
    secret: bool = False
    starts: datetime | None = None
    ends: datetime | None = None
    due_at: datetime | None = None  # of a clock that counts hours
    lapsed: bool = False  # such a clock ended already

    @property
    def late(self) -> bool:
        return self.lapsed or self.day < self.today

    @property
    def until(self) -> datetime | date:
        return self.due_at or self.day


@dataclass(frozen=True)
class Day:
    head: str
    late: bool
    entries: Sequence[Entry]


def by_day(entries: Iterable[Entry]) -> list[Day]:
    """Past due first, the longest over at the top; then day after day."""
    ordered = sorted(entries, key=lambda each: (not each.late, each.day, _hour(each), each.title))
    return [
        Day(head, late, list(found))
        for (late, head), found in groupby(ordered, key=lambda each: (each.late, _head(each)))
    ]


def _hour(entry: Entry) -> str:
    hour = entry.starts or entry.due_at
    return f"{hour:%H:%M}" if hour else ""


def _head(entry: Entry) -> str:
    if entry.late:
        return _("Past due")
    if entry.day == entry.today:
        return _("Today")
    return date_format(entry.day, "l j F Y")


def today_at(factory: Factory, at: datetime) -> date:
    return at.astimezone(factory.programme.tz).date()


# -- From rows -------------------------------------------------------------------------------
# Each wants `factory__programme` loaded.


def of_visit(visit: Visit, at: datetime, *, to_log: bool) -> Entry:
    """Wants `rule`, `share` and `cycle` too."""
    factory, today = visit.factory, today_at(visit.factory, at)
    over = to_log and visit.on < today
    said = _("Log the visit: %(factory)s") if over else _("Advisory visit: %(factory)s")
    waits = [_("It waits until a form of it is possible again.")] if visit.suspended else []
    changed = [visit.changed_why] if visit.changed_why else []
    return Entry(
        uid=f"visit-{visit.pk}",
        day=visit.on,
        today=today,
        title=said % {"factory": factory.name},
        url=reverse("visit", args=[visit.pk]),
        icon="pencil" if over else "calendar",
        why=(*why_then(visit), *waits, *changed),
        zone=factory.programme.zone,
        text=visit.agenda[:90],
        mode="" if visit.suspended else visit.modality,
        starts=_moment(visit, visit.starts),
        ends=_moment(visit, visit.ends),
    )


def _moment(visit: Visit, hour: time | None) -> datetime | None:
    return datetime.combine(visit.on, hour, visit.factory.programme.tz) if hour else None


def of_meeting(meeting: Meeting, at: datetime) -> Entry:
    factory = meeting.factory
    local = meeting.planned_for.astimezone(factory.programme.tz)
    return Entry(
        uid=f"meeting-{meeting.pk}",
        day=local.date(),
        today=today_at(factory, at),
        title=_("PICC meeting: %(factory)s") % {"factory": factory.name},
        url=reverse("meeting", args=[meeting.pk]),
        icon="people",
        why=(_("The committee chose the day; its minutes are not recorded yet."),),
        zone=factory.programme.zone,
        starts=local,
    )


def of_clock(clock: OpenClock, at: datetime) -> Entry:
    """What happened stays on the incident's page: an agenda is opened in front of others, and leaves as a file."""
    factory = clock.factory
    local, began = (
        clock.due_at.astimezone(factory.programme.tz),
        clock.began_at.astimezone(factory.programme.tz),
    )
    waits = ngettext("%(count)s buyer waits", "%(count)s buyers wait", clock.buyers)
    hours = _("Elapsed hours: the clock began on %(began)s, local time.")
    return Entry(
        uid=f"clock-{clock.incident.pk}-{clock.kind}-{clock.due_at:%Y%m%d%H%M}",
        day=local.date(),
        today=today_at(factory, at),
        title=_("%(what)s: %(factory)s") % {"what": clock.title, "factory": factory.name},
        url=reverse("incident", args=[clock.incident.pk]),
        icon="clock",
        why=(hours % {"began": date_format(began, "j M Y, H:i")},),
        zone=factory.programme.zone,
        text=waits % {"count": clock.buyers},
        due="promise",
        due_at=local,
        lapsed=clock.due_at < at,
    )


def of_report(report: Report, at: datetime, task: str) -> Entry:
    """`task` says what is to be done with it, such as “Write”."""
    assert report.due_at  # open promises alone are asked for
    factory = report.factory
    reason = why(report)
    return Entry(
        uid=f"report-{report.pk}",
        day=report.due_at.astimezone(factory.programme.tz).date(),
        today=today_at(factory, at),
        title=_("%(task)s: %(report)s, %(factory)s")
        % {"task": task, "report": title(report), "factory": factory.name},
        url=reverse("report", args=[report.pk]),
        icon="document",
        why=(reason.text,) if reason else (),
        zone=factory.programme.zone,
        due="promise",
    )


def of_item(item: PlanItem, at: datetime) -> Entry:
    assert item.due_on  # items without a day stand in the plan alone
    factory = item.factory
    return Entry(
        uid=f"item-{item.pk}",
        day=item.due_on,
        today=today_at(factory, at),
        title=item.title,
        url=reverse("plan_item", args=[item.pk]),
        icon="list",
        why=(_("The factory's own day in its improvement plan."),),
        zone=factory.programme.zone,
        text=item.owner,
        due="aim",
    )


def of_checks(factory: Factory, items: Sequence[PlanItem], at: datetime) -> Entry:
    """Items that one factory says are done: they ask for the advisor now."""
    today, count = today_at(factory, at), len(items)
    since = min(item.done_at for item in items if item.done_at)
    said = ngettext(
        "Check %(count)s plan item: %(factory)s", "Check %(count)s plan items: %(factory)s", count
    )
    waits = _("Marked done by the factory since %(day)s")
    return Entry(
        uid=f"checks-{factory.pk}",
        day=today,
        today=today,
        title=said % {"count": count, "factory": factory.name},
        url=reverse("factory_plan", args=[factory.pk]) + "?status=done",
        icon="check",
        why=(waits % {"day": date_format(since.astimezone(factory.programme.tz), "j M Y")},),
        zone=factory.programme.zone,
    )


def of_diagnosis(diagnosis: SelfDiagnosis, at: datetime) -> Entry:
    assert diagnosis.due_on
    factory = diagnosis.factory
    return Entry(
        uid=f"diagnosis-{diagnosis.pk}",
        day=diagnosis.due_on,
        today=today_at(factory, at),
        title=_("Self-diagnosis: %(factory)s") % {"factory": factory.name},
        url=reverse("factory_diagnosis", args=[factory.pk]),
        icon="check",
        why=(_("In progress; it should be complete before the initial advisory time is over."),),
        zone=factory.programme.zone,
        due="aim",
    )


def of_assessment(assessment: Assessment, at: datetime) -> Entry:
    """Only for whom `visible_to` shows a planned one: its planners and its team."""
    factory = assessment.factory
    return Entry(
        uid=f"assessment-{assessment.pk}",
        day=assessment.planned_on,
        today=today_at(factory, at),
        title=_("Assessment: %(factory)s") % {"factory": factory.name},
        url=reverse("assessment", args=[assessment.pk]),
        icon="search",
        why=(_("Chosen by a planner inside the factory's window. Nobody else knows of it."),),
        zone=factory.programme.zone,
        mode=assessment.modality,
        secret=True,
    )


def until(entries: Iterable[Entry], last: date) -> Iterator[Entry]:
    return (each for each in entries if each.day <= last)
