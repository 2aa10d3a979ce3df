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
from programmes.reasons import MODALITIES

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
FORMS: dict[str, Promise] = {form.value: words for form, words in MODALITIES.items()} | {
    "": gettext_lazy("waits")
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
