"""Where a factory stands in its cycle, as steps to read (ENG-2): pure, over facts and rules.

The assessment is named by its rule alone: “after day 100, unannounced”. Nothing here knows a
planned date, so nothing here can give one away. An upper floor may say more about a step once it
happened (`page.add(page.StepNote(…))`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from programmes.rules import Kind


@dataclass(frozen=True)
class Facts:
    """What the steps follow from; dates are local at the factory."""

    registered_on: date | None
    policy_signed: bool
    meeting_held: bool
    has_advisor: bool
    number: int = 1
    day_zero: date | None = None
    advisory_until: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Step:
    key: str
    title: str
    since: date | None = None
    until: date | None = None
    when: str = ""
    text: str = ""
    state: str = ""  # done, now, off or nothing
    share: int | None = None


def steps(facts: Facts, today: date, lengths: Mapping[Kind, int]) -> list[Step]:
    """The way through a cycle; exactly one step is `now`."""
    made = [_registered(facts), _advisory(facts, today), _assessment(facts, lengths), _report(lengths)]
    made.append(_continued(facts, today, lengths))
    if facts.number == 1:
        made += _differentiation(facts, lengths)
    return _with_now(made, facts, today)


def _with_now(made: list[Step], facts: Facts, today: date) -> list[Step]:
    now = _now(facts, today)
    return [replace(step, state="now") if step.key == now else step for step in made]


def _now(facts: Facts, today: date) -> str:
    if not _ready(facts) and facts.day_zero is None:
        return "registered"
    if _in_first_days(facts, today):
        return "advisory"
    return "continued"


def _in_first_days(facts: Facts, today: date) -> bool:
    if facts.day_zero is None:
        return True
    return facts.advisory_until is not None and today <= facts.advisory_until


def _ready(facts: Facts) -> bool:
    return bool(facts.registered_on and facts.policy_signed and facts.meeting_held and facts.has_advisor)


def _registered(facts: Facts) -> Step:
    signed = _("Anti-bribery policy signed.") if facts.policy_signed else _("Anti-bribery policy not signed.")
    held = _("Opening meeting held.") if facts.meeting_held else _("Opening meeting not held.")
    state = "done" if facts.registered_on and (_ready(facts) or facts.day_zero) else ""
    title = _("Registered") if facts.registered_on else _("Registration")
    return Step("registered", title, since=facts.registered_on, text=f"{signed} {held}", state=state)


def _advisory(facts: Facts, today: date) -> Step:
    if facts.day_zero is None:
        said = _("The first advisory visit starts it.")
        return Step("advisory", _("Initial advisory"), when=_("From the first visit"), text=said)
    if facts.advisory_until is None:
        return Step("advisory", _("Advisory visits"), since=facts.day_zero, state="done")
    days = max(1, (facts.advisory_until - facts.day_zero).days)
    gone = min(days, max(0, (today - facts.day_zero).days))
    over = today > facts.advisory_until
    return Step(
        "advisory",
        _("Initial advisory") if facts.number == 1 else _("Advisory visits"),
        since=facts.day_zero,
        until=facts.advisory_until,
        state="done" if over else "",
        share=None if over else round(100 * gone / days),
    )


def _assessment(facts: Facts, lengths: Mapping[Kind, int]) -> Step:
    days = _initial_days(facts, lengths)
    told = _("After day %(days)s, unannounced") if facts.number == 1 else _("About day %(days)s, unannounced")
    when = told % {"days": days} if days else _("Unannounced")
    said = _("Its date and team are shown to nobody here.")
    return Step("assessment", _("Assessment"), when=when, text=said, state="off")


def _initial_days(facts: Facts, lengths: Mapping[Kind, int]) -> int | None:
    if facts.day_zero and facts.advisory_until:
        return (facts.advisory_until - facts.day_zero).days
    return lengths.get(Kind.INITIAL_ADVISORY)


def _report(lengths: Mapping[Kind, int]) -> Step:
    days, months = lengths.get(Kind.ASSESSMENT_REPORT), lengths.get(Kind.PROGRESS_REPORT_1)
    when = _("%(days)s days after the assessment") % {"days": days} if days else _("After the assessment")
    said = _("Progress Report 1: %(months)s months after it.") % {"months": months} if months else ""
    return Step("report", _("Report and plan"), when=when, text=said)


def _continued(facts: Facts, today: date, lengths: Mapping[Kind, int]) -> Step:
    over = facts.ends_on is not None and today > facts.ends_on
    said = _("The cycle is over: re-register the factory.") if over else _visits(lengths)
    return Step("continued", _("Continued advisory"), until=facts.ends_on, text=said)


def _visits(lengths: Mapping[Kind, int]) -> str:
    least, most = lengths.get(Kind.VISITS_LEAST), lengths.get(Kind.VISITS_MOST)
    return _("%(least)s to %(most)s visits a year.") % {"least": least, "most": most} if most else ""


def _differentiation(facts: Facts, lengths: Mapping[Kind, int]) -> list[Step]:
    """The first look back, where the country has one."""
    months = lengths.get(Kind.FIRST_DIFFERENTIATION)
    if months is None:
        return []
    when = _("%(months)s months after the first visit") % {"months": months}
    if facts.day_zero is None:
        return [Step("differentiation", _("Differentiation"), when=when)]
    about = facts.day_zero + relativedelta(months=months)
    return [Step("differentiation", _("Differentiation"), since=about, when=when, state="aim")]


def heading(facts: Facts, today: date) -> str:
    """The cycle in one line, such as “First cycle: day 64 of 100 of initial advisory”."""
    cycle = _("First cycle") if facts.number == 1 else _("Cycle %(number)s") % {"number": facts.number}
    if facts.registered_on is None:
        return _("Not registered yet")
    if facts.day_zero is None:
        return _("%(cycle)s: waiting for the first advisory visit") % {"cycle": cycle}
    if facts.advisory_until and today <= facts.advisory_until:
        day, days = (today - facts.day_zero).days, (facts.advisory_until - facts.day_zero).days
        said = {"cycle": cycle, "day": max(0, day), "days": days}
        if facts.number > 1:
            return _("%(cycle)s: day %(day)s of about %(days)s before the assessment") % said
        return _("%(cycle)s: day %(day)s of %(days)s of initial advisory") % said
    if facts.ends_on and today > facts.ends_on:
        return _("%(cycle)s is over") % {"cycle": cycle}
    return _("%(cycle)s: continued advisory") % {"cycle": cycle}
