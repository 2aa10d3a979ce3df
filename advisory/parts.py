"""What this floor puts on the factory's page: tabs, key figures, timeline, staff notes."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import STAFF, Role, User
from accounts.visibility import Protected
from advisory.models import Committee, Election, PlanItem, StaffNote, Visit
from factories import page
from factories.models import Cycle, Factory
from factories.models.visibility import Level
from factories.page import Entry, Frame

VISITS_IN_THE_TIMELINE = 8
VISITS_OF_A_YEAR = 20  # more than a cycle holds


def add() -> None:
    page.add(page.Section("plan", _("Improvement plan"), "factory_plan", order=10, counts=unverified))
    page.add(page.Section("visits", _("Visits"), "factory_visits", order=20, counts=held))
    page.add(page.Section("picc", _("PICC"), "factory_picc", order=30))
    page.add(page.Section("diagnosis", _("Self-diagnosis"), "factory_diagnosis", order=40))
    page.add(page.Section("wishes", _("Buyers' wishes"), "factory_wishes", order=50))
    page.add(
        page.Section(
            "supplier", _("You and this factory"), "factory_supplier", order=50, levels=(Level.REPORTS,)
        )
    )
    page.add(page.Figure(_("Open plan items"), unverified, order=10))
    page.add(page.Figure(_("Overdue"), overdue, order=20, bad=True))
    page.add(page.Figure(_("Waiting for check"), to_check, order=30))
    page.add(page.Figure(_("Visits held"), held, order=40))
    page.add(page.Timeline(visits_of))
    page.add(page.StepNote("advisory", visits_in_words))
    page.add(page.Timeline(committee_of))
    page.add(page.Card("visits/notes_card.html", staff_notes, order=30, levels=(Level.STAFF, Level.GRANT)))
    page.add(page.Act(_("Report a suspicion"), "zero_tolerance_report_at", "shield", STAFF, order=90))
    page.add(
        page.Act(
            _("Log a visit"), "factory_log_visit", "pencil", (Role.ADVISOR,), primary=True, advising=True
        )
    )


def unverified(user: User, at: datetime) -> "QuerySet[Any]":
    rows: Any = PlanItem.objects.visible_to(user)
    return rows.open()  # type: ignore[no-any-return]


def overdue(user: User, at: datetime) -> "QuerySet[Any]":
    """By the date in UTC: a figure for the eye; the plan itself counts by the factory's day."""
    rows: Any = PlanItem.objects.visible_to(user)
    return rows.overdue(at.date())  # type: ignore[no-any-return]


def to_check(user: User, at: datetime) -> "QuerySet[Any]":
    rows: Any = PlanItem.objects.visible_to(user)
    return rows.to_check()  # type: ignore[no-any-return]


def held(user: User, at: datetime) -> "QuerySet[Any]":
    rows: Any = Visit.objects.visible_to(user)
    return rows.held()  # type: ignore[no-any-return]


def visits_of(frame: Frame) -> Iterable[Entry]:
    return [_visit(visit) for visit in _visits(frame)[:VISITS_IN_THE_TIMELINE]]


def _visits(frame: Frame) -> list[Visit]:
    """The newest, planned ones first; asked once a page."""
    if "visits" not in vars(frame):
        rows = Visit.objects.visible_to(frame.user).filter(factory=frame.factory)
        shown = rows.exclude(status=Visit.Status.CANCELLED).select_related("cycle").order_by("-on")
        vars(frame)["visits"] = list(shown[:VISITS_OF_A_YEAR])
    found: list[Visit] = vars(frame)["visits"]
    return found


def visits_in_words(frame: Frame, cycle: Cycle) -> Mapping[str, Any] | None:
    """What the step “initial advisory” says once visits are planned or held."""
    ours = [visit for visit in _visits(frame) if visit.cycle_id == cycle.pk]
    held = sum(visit.status == Visit.Status.HELD for visit in ours)
    if not ours:
        return None
    said = {"held": held, "planned": len(ours) - held}
    return {"text": gettext("Visits: %(held)s held, %(planned)s planned.") % said}


def _visit(visit: Visit) -> Entry:
    to = {"url": reverse("visit", args=[visit.pk]), "mode": visit.modality}
    if visit.status == Visit.Status.PLANNED:
        return Entry(gettext("Advisory visit"), visit.on, visit.agenda[:160], icon="pin", due="aim", **to)
    said = gettext("Met %(people)s people, %(women)s of them women.")
    text = said % {"people": visit.people, "women": visit.women}
    first = visit.cycle.day_zero == visit.on
    title = gettext("Advisory visit: it began the cycle") if first else gettext("Advisory visit")
    return Entry(title, visit.on, text, **to)


def committee_of(frame: Frame) -> Iterable[Entry]:
    known, url = _known(frame), reverse("factory_picc", args=[frame.factory.pk])
    for found in known.committees:
        title = gettext("PICC adopted") if found["adopted"] else gettext("PICC formed")
        yield Entry(title, date.fromisoformat(found["formed_on"]), url=url)
    for each in known.elections:
        method = Election.Method(each["method"]).label
        held_on = date.fromisoformat(each["held_on"])
        yield Entry(gettext("Worker representatives elected"), held_on, method, url=url)


def staff_notes(frame: Frame) -> Mapping[str, object] | None:
    notes = [
        {**note, "written_at": datetime.fromisoformat(note["written_at"])} for note in _known(frame).notes
    ]
    return {"notes": notes} if notes else None


def _known(frame: Frame) -> Any:
    """Committee, elections and notes in one query, asked once a page."""
    if "advisory" not in vars(frame):
        rows = Factory.objects.visible_to(frame.user).filter(pk=frame.factory.pk)
        vars(frame)["advisory"] = rows.annotate(
            committees=_few(Committee, frame, "formed_on", "adopted", "formed_on"),
            elections=_few(Election, frame, "-held_on", "held_on", "method"),
            notes=_few(StaffNote, frame, "-written_at", "words", "written_at", name="written_by__name"),
        ).get()
    return vars(frame)["advisory"]


def _few(model: type[Protected], frame: Frame, order: str, *names: str, **others: str) -> ArraySubquery:
    """The first few rows of a factory that the person sees, as they are shown."""
    rows = model.objects.visible_to(frame.user).filter(factory=OuterRef("pk")).order_by(order)
    shown = JSONObject(**{name: name for name in names}, **others)
    return ArraySubquery(rows.values_list(shown)[:3])
