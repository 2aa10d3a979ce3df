"""What the resolver answers, in words: verdict, who spoke, and each row that gave it. Asks nothing of anybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from programmes.offers import Form, Line, Offer
from programmes.policy import Answer, Speaker, Verdict
from programmes.services import EXTRAORDINARY, FORMS, PRIORITIES, Column, Modality, Service

COLUMNS: dict[Column, Promise] = {
    Column.LEARNING: gettext_lazy("Learning: training and advisory"),
    Column.MONITORING: gettext_lazy("Monitoring compliance"),
    Column.REPORTING: gettext_lazy("Reports"),
}

SERVICES: dict[Service, Promise] = {
    Service.ADVISORY_VISIT: gettext_lazy("advisory visit"),
    Service.TRAINING: gettext_lazy("training"),
    Service.INDUSTRY_SEMINAR: gettext_lazy("industry seminar"),
    Service.E_LEARNING: gettext_lazy("e-learning"),
    Service.MICRO_LEARNING: gettext_lazy("micro-learning"),
    Service.WORKER_ENGAGEMENT: gettext_lazy("worker engagement"),
    Service.SELF_DIAGNOSIS_SUPPORT: gettext_lazy("support of the self-diagnosis"),
    Service.ASSESSMENT: gettext_lazy("assessment"),
    Service.FOCUSED_ASSESSMENT: gettext_lazy("focused assessment"),
    Service.MINIMUM_CONTENT: gettext_lazy("minimum content of every assessment"),
    Service.VIRTUAL_COMPLIANCE_CHECK: gettext_lazy("virtual compliance check"),
    Service.CRITICAL_ISSUE_VISIT: gettext_lazy("visit for a critical issue"),
    Service.WORKER_SURVEY: gettext_lazy("worker survey"),
    Service.GUIDED_SELF_ASSESSMENT: gettext_lazy("guided self-assessment"),
    Service.PLAN_SELF_REPORT: gettext_lazy("factory's own report on its plan"),
    Service.PROGRESS_REPORT_1: gettext_lazy("Progress Report 1"),
    Service.PROGRESS_REPORT_2: gettext_lazy("Progress Report 2"),
    Service.TRAINING_REPORT: gettext_lazy("training report"),
    Service.SURVEY_REPORT: gettext_lazy("survey report"),
    Service.ASSESSMENT_REPORT: gettext_lazy("assessment report"),
    Service.SELF_ASSESSMENT_DATA: gettext_lazy("self-assessment data"),
    Service.ADVISORY_REPORT_IN_LIEU: gettext_lazy("advisory report in place of an assessment report"),
}

MODALITIES: dict[Modality, Promise] = {
    Modality.ON_SITE: gettext_lazy("on-site"),
    Modality.HYBRID: gettext_lazy("hybrid"),
    Modality.VIRTUAL: gettext_lazy("virtual"),
    Modality.SELF_PACED: gettext_lazy("self-paced"),
}

SPEAKERS: dict[Speaker, Promise] = {
    Speaker.EXCEPTION: gettext_lazy("A named exception"),
    Speaker.POLICY: gettext_lazy("The policy"),
    Speaker.FACT: gettext_lazy("A fact"),
    Speaker.ORDINARY: gettext_lazy("The ordinary rule"),
}

PHASES: dict[int, Promise] = {
    1: gettext_lazy("Production and visits suspended"),
    2: gettext_lazy("Visits suspended"),
    3: gettext_lazy("On-site possible"),
}

FACTS: dict[tuple[str, str], Promise] = {
    ("production", "suspended"): gettext_lazy("Production suspended"),
    ("production", "partly"): gettext_lazy("Production partly resumed"),
    ("production", "fully"): gettext_lazy("Production fully resumed"),
    ("visits", "suspended"): gettext_lazy("Visits suspended"),
    ("visits", "possible"): gettext_lazy("Visits possible"),
}


@dataclass(frozen=True)
class Mark:
    """How a verdict is drawn: never by its colour alone."""

    word: Promise
    icon: str
    tone: str  # yes, maybe, no


MARKS: dict[Verdict, Mark] = {
    Verdict.POSSIBLE: Mark(pgettext_lazy("verdict", "possible"), "check", "yes"),
    Verdict.TARGETED: Mark(gettext_lazy("for some factories"), "flag", "maybe"),
    Verdict.PILOT: Mark(gettext_lazy("pilot"), "half", "maybe"),
    Verdict.CONDITIONAL: Mark(gettext_lazy("on a condition"), "warning", "maybe"),
    Verdict.EXPECTED: Mark(gettext_lazy("expected, to be confirmed"), "clock", "maybe"),
    Verdict.NOT: Mark(gettext_lazy("not possible"), "cross", "no"),
}


@dataclass(frozen=True)
class Reason:
    """One row that gave an answer: what it says, where that comes from."""

    words: str
    source: str
    certain: bool = True  # else our reading of the source


@dataclass(frozen=True)
class SaidLine:
    mark: Mark
    words: str


@dataclass(frozen=True)
class SaidForms:
    """Forms of one service of which the same is said."""

    service: str
    forms: str
    mark: Mark
    speaker: str
    sentence: str
    reasons: list[Reason]


@dataclass(frozen=True)
class Chapter:
    """One column, read out; `left_out` are services for which only a policy could speak, and none does."""

    key: str
    title: str
    said: list[SaidForms]
    left_out: str


def chapters(offered: Mapping[Column, list[Offer]]) -> list[Chapter]:
    return [_chapter(column, found) for column, found in offered.items()]


def _chapter(column: Column, offered: list[Offer]) -> Chapter:
    out = [str(SERVICES[offer.service]) for offer in offered if offer.out_of_place]
    said = [each for offer in offered if not offer.out_of_place for each in said_forms(offer)]
    return Chapter(column.value, str(COLUMNS[column]), said, capital(listed(out)))


def said_forms(offer: Offer) -> list[SaidForms]:
    together: dict[Any, list[Form]] = {}
    for form in offer.forms:
        answer, sentence = form.answer, spoken(offer.service, form.modality, form.answer)
        same = (answer.verdict, answer.speaker, sentence, tuple(id(row) for row in answer.rows))
        together.setdefault(same, []).append(form)
    return [_said_forms(offer.service, sentence, forms) for (_v, _s, sentence, _r), forms in together.items()]


def _said_forms(service: Service, sentence: str, forms: list[Form]) -> SaidForms:
    answer = forms[0].answer
    return SaidForms(
        capital(SERVICES[service]),
        listed([_form(service, form) for form in forms if _form(service, form)]),
        MARKS[answer.verdict],
        str(SPEAKERS[answer.speaker]),
        sentence,
        reasons(answer),
    )


def _form(service: Service, form: Form) -> str:
    if form.modality:
        return str(MODALITIES[form.modality])
    return _("the form is not said") if FORMS[service] else ""


def said_line(read: Line) -> SaidLine:
    return SaidLine(MARKS[read.verdict], line(read))


def capital(words: object) -> str:
    written = str(words)
    return written[:1].upper() + written[1:]


def day(of: date) -> str:
    """A plain local date: “3 Nov 2020”."""
    return date_format(of, "j M Y")


def listed(words: list[str]) -> str:
    return pgettext("between the words of a list", ", ").join(words)


def line(read: Line) -> str:
    """“Advisory visit, training: virtual (high-priority factories)”."""
    if not read.services:
        return _("Nobody goes to the site")
    said = capital(listed([str(SERVICES[service]) for service in read.services]))
    if read.modalities:
        forms = listed([str(MODALITIES[form]) for form in read.modalities])
        said = _("%(services)s: %(forms)s") % {"services": said, "forms": forms}
    return f"{said} ({read.note})" if read.note else said


def note(answer: Answer) -> str:
    """What a cell of the matrix adds to a verdict that is no plain yes or no."""
    row: Any = answer.rows[0] if answer.rows else None
    if answer.verdict is Verdict.TARGETED:
        return str(PRIORITIES[row.targets])
    if answer.verdict is Verdict.EXPECTED:
        return _start(row)
    if answer.verdict is Verdict.CONDITIONAL:
        return row.condition if row else _("by completed cycles")
    return ""


def spoken(service: Service, modality: Modality | None, answer: Answer) -> str:
    """Who spoke, and why, in a sentence."""
    if answer.speaker is Speaker.EXCEPTION:
        return _("An exception that names this service goes before policy and rule.")
    if answer.speaker is Speaker.FACT:
        return _("Nobody may visit while this fact holds, and no row of a policy names the site itself.")
    if answer.speaker is Speaker.POLICY:
        return _policy(answer)
    return _ordinary(service, modality, answer)


def _policy(answer: Answer) -> str:
    if not answer.rows:
        return _("It names this service, but not for this country, phase or form.")
    sentences = {
        Verdict.POSSIBLE: _("It allows this."),
        Verdict.TARGETED: _("It allows this to factories of a certain priority for assessment."),
        Verdict.PILOT: _("It allows this as a pilot, to the factories that the pilot names."),
        Verdict.CONDITIONAL: _("It allows this where a person finds that the condition is met."),
        Verdict.EXPECTED: _("It expects this; the date is not certain yet, so it is no yes."),
        Verdict.NOT: _("It forbids this."),
    }
    return sentences[answer.verdict]


def _ordinary(service: Service, modality: Modality | None, answer: Answer) -> str:
    if service in EXTRAORDINARY:
        return _("Only while a policy says so, and none does.")
    if answer.yes and modality in (None, Modality.ON_SITE, Modality.SELF_PACED):
        return _("No policy speaks of it: offered as always.")
    if service is Service.ASSESSMENT:
        return _("Hybrid from the third cycle on, at factories without egregious issues.")
    if service in (Service.ADVISORY_VISIT, Service.TRAINING):
        return _(
            "Virtual and hybrid after two completed cycles, where technology allows and a Factory Ambassador is on site; virtual wherever visits are suspended."
        )
    return _("No policy speaks of it: offered as always.")


def reasons(answer: Answer) -> list[Reason]:
    return [reason(row) for row in answer.rows]


def reason(row: Any) -> Reason:
    """Of a row of a policy, a fact or an exception; each is known by what it has."""
    if hasattr(row, "phases"):
        return Reason(policy_row(row), f"{row.code}, {row.source}", row.certain)
    if hasattr(row, "clearance"):
        return Reason(_exception(row), "")
    return Reason(fact(row), getattr(row, "source", ""))


def _exception(row: Any) -> str:
    said = _("From %(first)s, until before %(last)s: %(reason)s Cleared by: %(clearance)s")
    parts = {"first": day(row.valid_from), "last": day(row.valid_until)}
    return said % {**parts, "reason": row.reason, "clearance": row.clearance}


def fact(row: Any) -> str:
    """“Visits suspended in Haiti since 1 Aug 2020. Who decided.”"""
    parts = {"fact": FACTS[row.subject, row.value], "where": _where(row), "since": day(row.valid_from)}
    said = _("%(fact)s: %(where)s, since %(since)s.") % parts
    decided = row.decision if row.decision != getattr(row, "source", "") else ""
    return f"{said} {decided}".strip()


def _where(row: Any) -> str:
    region = getattr(row, "region", None)
    if region is not None:
        return _("region %(name)s") % {"name": region.name}
    if hasattr(row, "factory_id"):
        return str(row.factory)
    return _("the country") if hasattr(row, "programme_id") else _("this factory")


def policy_row(row: Any) -> str:
    """What one row of a policy says, with every limit it sets."""
    forms = listed([str(MODALITIES[Modality(form)]) for form in row.modalities])
    head = listed([capital(SERVICES[Service(row.service)]), *([forms] if forms else [])])
    parts = [head, _phases(row), *(words for words in _limits(row) if words)]
    return "; ".join(parts)


def _phases(row: Any) -> str:
    numbers = listed([str(number) for number in row.phases])
    return _("phases: %(numbers)s") % {"numbers": numbers}


def _limits(row: Any) -> list[str]:
    return [
        "" if row.allowed else str(MARKS[Verdict.NOT].word),
        _start(row) if row.starts_on or row.when else "",
        "" if row.confirmed else _("to be confirmed"),
        str(MARKS[Verdict.PILOT].word) if row.pilot else "",
        str(PRIORITIES[row.targets]) if row.targets else "",
        _("for %(audience)s") % {"audience": row.audience} if row.audience else "",
        _("with %(partner)s") % {"partner": row.partner} if row.partner else "",
        _("condition: %(words)s") % {"words": row.condition} if row.condition else "",
    ]


def _start(row: Any) -> str:
    if row.when:
        return str(row.when)
    return _("from %(day)s") % {"day": day(row.starts_on)} if row.starts_on else ""
