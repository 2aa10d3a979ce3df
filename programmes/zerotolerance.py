"""The zero tolerance protocol as the code knows it; its steps, words and lengths are rows.

Source: NTF-3; the programme's Zero Tolerance Protocol (generic, 2018) and its country versions.
"""

from collections.abc import Sequence
from typing import Protocol as Shape

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.rules import Kind

DECIDE = "decide"  # counted from the report; all others come once the protocol is activated
NOTIFY_MINISTRY = "notify_ministry"  # asks for the ministry's name and reference
BEHAVED = (DECIDE, NOTIFY_MINISTRY)  # every protocol has these

CLOCKS = [kind for kind in Kind if kind.value.startswith("zero_tolerance_")]


class Issue(models.TextChoices):
    CHILD_LABOUR = "child_labour", gettext_lazy("child labour")
    WORST_FORMS = "worst_forms", gettext_lazy("under 18 in a worst form of child labour")
    FORCED_LABOUR = "forced_labour", gettext_lazy("forced labour")
    VIOLENCE = "violence", gettext_lazy("physical abuse or corporal punishment")
    SEXUAL_VIOLENCE = "sexual_violence", gettext_lazy("sexual harassment or violence")
    IMMINENT_DANGER = "imminent_danger", gettext_lazy("imminent danger to life")
    OTHER = "other", gettext_lazy("another issue of the country's protocol")


class Owner(models.TextChoices):
    """Who sees to a step unless somebody of the named persons is chosen for it."""

    REPORTER = "reporter", gettext_lazy("whoever reported it")
    COUNTRY_MANAGER = "country_manager", gettext_lazy("the country manager")


class Step(Shape):
    """What is judged of a row; keys name steps of the same protocol."""

    key: str
    counted_from: str
    rule: str
    needs: list[str]


def missing(steps: Sequence[Step]) -> list[str]:
    """Why these steps, in their order, make no protocol; empty when they do."""
    keys = [step.key for step in steps]
    lacking = [
        _("A protocol has a step “%(key)s”. Add it.") % {"key": key} for key in BEHAVED if key not in keys
    ]
    first = (
        [] if keys[:1] == [DECIDE] else [_("The decision is the first step: nothing is counted before it.")]
    )
    return (
        lacking
        + first
        + [said for place, step in enumerate(steps) for said in _misplaced(step, keys[:place])]
    )


def _misplaced(step: Step, before: Sequence[str]) -> list[str]:
    named = {*step.needs, *([step.counted_from] if step.counted_from else [])}
    said = [
        _("“%(key)s” names “%(other)s”, which is no earlier step.") % {"key": step.key, "other": other}
        for other in sorted(named.difference(before))
    ]
    if step.rule and not step.counted_from and step.key != DECIDE:
        said.append(_("“%(key)s” has a clock. Choose the step from which it counts.") % {"key": step.key})
    return said
