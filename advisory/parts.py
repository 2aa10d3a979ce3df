"""What this floor puts on the factory's page: tabs, key figures, timeline, staff notes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from advisory.models import Committee, Election, PlanItem, StaffNote, Visit
from factories import page
from factories.models.visibility import Level
from factories.page import Entry, Frame

VISITS_IN_THE_TIMELINE = 8


def add() -> None:
    page.add(page.Section("plan", _("Improvement plan"), "factory_plan", order=10, counts=unverified))
    page.add(page.Section("visits", _("Visits"), "factory_visits", order=20, counts=held))
    page.add(page.Section("picc", _("PICC"), "factory_picc", order=30))
    page.add(page.Section("diagnosis", _("Self-diagnosis"), "factory_diagnosis", order=40))
    page.add(page.Figure(_("Open plan items"), unverified, order=10))
    page.add(page.Figure(_("Overdue"), overdue, order=20, bad=True))
    page.add(page.Figure(_("Waiting for check"), to_check, order=30))
    page.add(page.Figure(_("Visits held"), held, order=40))
    page.add(page.Timeline(visits_of))
    page.add(page.Timeline(committee_of))
    page.add(page.Card("visits/notes_card.html", staff_notes, order=30, levels=(Level.STAFF, Level.GRANT)))
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
    rows = Visit.objects.visible_to(frame.user).filter(factory=frame.factory)
    shown = rows.exclude(status=Visit.Status.CANCELLED).select_related("cycle").order_by("-on")
    return [_visit(visit) for visit in shown[:VISITS_IN_THE_TIMELINE]]


def _visit(visit: Visit) -> Entry:
    to = {"url": reverse("visit", args=[visit.pk]), "mode": visit.modality}
    if visit.status == Visit.Status.PLANNED:
        return Entry(_now("Advisory visit"), visit.on, visit.agenda[:160], icon="pin", due="aim", **to)
    said = _now("Met %(people)s people, %(women)s of them women.")
    text = said % {"people": visit.people, "women": visit.women}
    first = visit.cycle.day_zero == visit.on
    title = _now("Advisory visit: it began the cycle") if first else _now("Advisory visit")
    return Entry(title, visit.on, text, **to)


def committee_of(frame: Frame) -> Iterable[Entry]:
    rows: Any = Committee.objects.visible_to(frame.user).filter(factory=frame.factory)
    found = rows.first()
    if found is None:
        return []
    url = reverse("factory_picc", args=[frame.factory.pk])
    title = _now("PICC adopted") if found.adopted else _now("PICC formed")
    elections = Election.objects.visible_to(frame.user).filter(committee=found).order_by("-held_on")[:3]
    chosen = [
        Entry(_now("Worker representatives elected"), each.held_on, each.get_method_display(), url=url)
        for each in elections
    ]
    return [Entry(title, found.formed_on, url=url), *chosen]


def staff_notes(frame: Frame) -> Mapping[str, object] | None:
    notes = StaffNote.objects.visible_to(frame.user).filter(factory=frame.factory)
    shown = list(notes.select_related("written_by")[:3])
    return {"notes": shown} if shown else None
