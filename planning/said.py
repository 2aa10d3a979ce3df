"""How a line of a preview reads, whether it was worked out just now or is stored."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.policy import Verdict
from programmes.reasons import MARKS, MODALITIES, SERVICES, capital
from programmes.services import Service
from reporting.models import Report

IMPOSSIBLE = "impossible"
FORMS: dict[str, Promise] = {form.value: words for form, words in MODALITIES.items()} | {
    "": gettext_lazy("waits")
}
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


class Said:
    """What words need of a line."""

    what: Any
    detail: Any
    now: Any
    then: Any

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


# -- Words -------------------------------------------------------------------------------


def _words(line: Said, sign: str) -> str:
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
