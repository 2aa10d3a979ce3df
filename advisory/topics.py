"""What visits are about: short keys in the rows, words on the pages."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOPICS: dict[str, str | Promise] = {
    "osh": _("Safety and health"),
    "emergency": _("Emergency preparedness"),
    "heat": _("Heat and drinking water"),
    "wages": _("Wages and pay slips"),
    "working_time": _("Working hours"),
    "contracts": _("Contracts"),
    "dialogue": _("Worker representation"),
    "grievances": _("Grievance handling"),
    "discrimination": _("Discrimination and harassment"),
    "systems": _("Management systems"),
    "self_diagnosis": _("Self-diagnosis"),
    "training": _("Training needs"),
    "strike": _("A strike: its cause, and what came of it"),
}


def words_of(topics: Iterable[str]) -> list[str]:
    return [str(TOPICS.get(topic, topic)) for topic in topics]
