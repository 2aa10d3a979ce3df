"""The list of what a change would do, line by line, and how each line reads."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.deadlines import DueEffect, Move
from planning.effects import AssessmentEffect, Effects, ReportEffect, VisitEffect
from planning.words import FORMS
from programmes.policy import Verdict
from programmes.reasons import MARKS, SERVICES, capital
from programmes.services import Service
from reporting.models import Report

IMPOSSIBLE = "impossible"
KINDS: dict[str, Promise] = {
    "visit": gettext_lazy("Advisory visit"),
    "report": gettext_lazy("Report"),
    "ends_on": gettext_lazy("End of the cycle"),
    "initial_advisory_until": gettext_lazy("End of the initial advisory"),
    "year_planned_at": gettext_lazy("Visits of the year"),
    "comments_until": gettext_lazy("Comment window"),
    "kind": gettext_lazy("Kind of report"),
    "assessment": gettext_lazy("Assessment"),
}


@dataclass(frozen=True)
class Line:
    """`now` and `then` in signs, not in words: a form, a verdict, a local moment; empty: none.

    `detail` is the kind of a report. `secret` is the planned assessment that the line tells of.
    """

    what: str
    detail: str
    factory_id: UUID | None
    name: str
    code: str
    day: date | None
    now: str
    then: str
    secret: UUID | None = None

    @property
    def kind(self) -> str:
        """“Advisory visit”, “Progress Report 1”."""
        if self.what == "kind":
            return capital(SERVICES[Service(self.detail)])
        return str(Report.Kind(self.detail).label if self.detail else KINDS[self.what])

    @property
    def now_words(self) -> str:
        return _words(self, self.now)

    @property
    def then_words(self) -> str:
        return _words(self, self.then)


def lines(found: Effects, zone: ZoneInfo) -> list[Line]:
    """Everything that changes for others first, then what planners alone may read."""
    return [
        *(_of_visit(each) for each in found.visits),
        *(_of_move(each, zone) for each in found.moves),
        *(_of_kind(each) for each in found.reports),
        *(_of_assessment(each) for each in found.assessments),
        *(_of_due(each, zone) for each in found.dues),
    ]


def matching(every: list[Line], what: str, words: str) -> Iterator[Line]:
    """Of one kind, and of factories whose name or code holds the words; empty: all."""
    sought = words.strip().casefold()
    for line in every:
        named = f"{line.name} {line.code}".casefold()
        if what in ("", line.what) and sought in named:
            yield line


def _of_visit(effect: VisitEffect) -> Line:
    visit, of = effect.visit, effect.visit.factory
    return Line("visit", "", of.pk, of.name, of.code, visit.on, effect.now, effect.then)


def _of_move(move: Move, zone: ZoneInfo) -> Line:
    is_report = move.what in set(Report.Kind)
    what, detail = ("report", move.what) if is_report else (move.what, "")
    of, (now, then) = move.row.factory, (_sign(each, zone) for each in (move.now, move.then))
    return Line(what, detail, of.pk, of.name, of.code, None, now, then)


def _of_kind(effect: ReportEffect) -> Line:
    return Line("kind", effect.service.value, None, "", "", None, effect.now.value, effect.then.value)


def _of_assessment(effect: AssessmentEffect) -> Line:
    row, of = effect.assessment, effect.assessment.factory
    form = row.modality
    now, then = (IMPOSSIBLE, form) if effect.possible else (form, IMPOSSIBLE)
    return Line("assessment", "", of.pk, of.name, of.code, row.planned_on, now, then, row.pk)


def _of_due(effect: DueEffect, zone: ZoneInfo) -> Line:
    row, of = effect.assessment, effect.assessment.factory
    now, then = (_sign(each, zone) for each in (effect.now, effect.then))
    return Line("assessment", effect.what, of.pk, of.name, of.code, row.planned_on, now, then, row.pk)


def _sign(moment: date | datetime | None, zone: ZoneInfo) -> str:
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        return moment.astimezone(zone).replace(tzinfo=None).isoformat(timespec="minutes")
    return moment.isoformat()


# -- Words -------------------------------------------------------------------------------


def _words(line: Line, sign: str) -> str:
    if line.what == "assessment" and not line.detail:
        return _("not possible") if sign == IMPOSSIBLE else str(FORMS[sign])
    return WORDS.get(line.what, _moment)(sign)


def _moment(sign: str) -> str:
    if not sign:
        return _("not owed")
    if "T" in sign:
        return date_format(datetime.fromisoformat(sign), "j M Y, H:i")
    return date_format(date.fromisoformat(sign), "j M Y")


WORDS: dict[str, Callable[[str], str]] = {
    "visit": lambda sign: str(FORMS[sign]),
    "year_planned_at": lambda sign: _("planned") if sign else _("planned anew"),
    "kind": lambda sign: str(MARKS[Verdict(sign)].word),
}
