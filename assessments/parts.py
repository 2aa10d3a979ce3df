"""What this floor puts on the factory's page: a tab, lines of its history, a step of the cycle.

All of it from begun assessments alone: for planners and teams too, so that the page is the same
bytes for everybody while one is planned (ASM-2).
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from assessments.models import Assessment
from factories import page
from factories.models import Cycle
from factories.models.visibility import Level
from factories.page import Entry, Frame

READERS = (Level.OWN, Level.STAFF)
SHOWN = 3


def add() -> None:
    page.add(
        page.Section(
            "assessments",
            gettext_lazy("Assessments"),
            "factory_assessments",
            order=40,
            counts=_begun,
            levels=READERS,
        )
    )
    page.add(page.Timeline(_history, levels=READERS))
    page.add(page.StepNote("assessment", _step))


def _begun(user: User, at: datetime) -> Any:
    rows: Any = Assessment.objects.visible_to(user)
    return rows.begun()


def _newest_first(frame: Frame) -> list[Any]:
    return list(_begun(frame.user, frame.at).filter(factory=frame.factory).order_by("-begun_at"))


def _history(frame: Frame) -> Iterator[Entry]:
    for row in frame.once(_newest_first)[:SHOWN]:
        url = reverse("assessment", args=[row.pk])
        yield Entry(_("Assessment began"), row.begun_at, url=url, icon="search", mode=row.modality)
        if row.shared_at:
            yield Entry(
                _("Findings shared with the factory"),
                row.shared_at,
                url=url,
                icon="comment",
                text=_("They stand in the improvement plan."),
            )
        if row.finalised_at:
            yield Entry(_("Findings final"), row.finalised_at, url=url, icon="lock")


def _step(frame: Frame, cycle: Cycle) -> Mapping[str, Any] | None:
    """The step of the cycle, once an assessment of this cycle began."""
    if not frame.levels.intersection(READERS):
        return None
    of_cycle = [row for row in frame.once(_newest_first) if row.cycle_id == cycle.pk]
    if not of_cycle:
        return None
    row = of_cycle[-1]
    began = row.begun_at.astimezone(frame.factory.programme.tz).date()
    said = _("Data collection has ended.") if row.last_day else _("It is under way.")
    return {"state": "done" if row.last_day else "now", "since": began, "when": "", "text": said}
