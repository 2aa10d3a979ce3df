"""How facts and forms read, and what a change of a fact says in a message."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factories import outbox
from factories.models import Message
from programmes.policy import FactValue, Subject
from programmes.services import Modality, Service

SUBJECTS: dict[str, Promise] = {
    Subject.PRODUCTION: gettext_lazy("Production"),
    Subject.VISITS: gettext_lazy("Visits by programme staff"),
}
VALUES: dict[str, Promise] = {
    FactValue.SUSPENDED: gettext_lazy("suspended"),
    FactValue.PARTLY: gettext_lazy("partly running"),
    FactValue.FULLY: gettext_lazy("fully running"),
    FactValue.POSSIBLE: gettext_lazy("possible"),
}
FORMS: dict[str, Promise] = {
    Modality.ON_SITE: gettext_lazy("On-site"),
    Modality.HYBRID: gettext_lazy("Hybrid"),
    Modality.VIRTUAL: gettext_lazy("Virtual"),
    "": gettext_lazy("Waits"),
}
REPORTS: dict[str, Promise] = {
    Service.PLAN_SELF_REPORT: gettext_lazy("Improvement plan, the factory's own report"),
    Service.PROGRESS_REPORT_1: gettext_lazy("Progress Report 1"),
    Service.PROGRESS_REPORT_2: gettext_lazy("Progress Report 2"),
    Service.TRAINING_REPORT: gettext_lazy("Training report"),
    Service.SURVEY_REPORT: gettext_lazy("Survey report"),
    Service.ASSESSMENT_REPORT: gettext_lazy("Assessment report"),
    Service.SELF_ASSESSMENT_DATA: gettext_lazy("Self-assessment data"),
    Service.ADVISORY_REPORT_IN_LIEU: gettext_lazy("Advisory report in lieu of an assessment"),
}


def fact(subject: str, value: str) -> str:
    """“Visits by programme staff: suspended”."""
    return f"{SUBJECTS[subject]}: {VALUES[value]}"


def register() -> None:
    """Called once all apps are loaded."""
    outbox.register("fact_changed", words=change_in_words)


def change_in_words(message: Message) -> Mapping[str, object]:
    """In the reader's language, not the actor's."""
    facts = message.facts
    return {
        "fact": fact(facts["subject"], facts["value"]),
        "day": _day(facts["from"]),
        "until": _day(facts["until"]) if facts["until"] else _("open"),
        "visits": facts["visits"],
        "decision": facts["decision"],
    }


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "j M Y")
