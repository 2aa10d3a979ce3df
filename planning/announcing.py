"""What the public is told of an applied change: the worker prepares an update, people write and approve it (PHS-5)."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from planning.models import Draft
from programmes import reasons
from reporting.drains import conditions


def announce(draft: Draft, at: datetime) -> None:
    """A fact of a country or a region, and its policy; what holds for one factory alone is no public matter."""
    title = TITLES.get(draft.kind)
    if title is None or draft.factory_id is not None:
        return
    titles = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            titles[language] = title(draft)
    conditions.prepare(programme=draft.programme, on=draft.valid_from, titles=titles, because=draft.pk, at=at)


def _of_a_fact(draft: Draft) -> str:
    """“Visits suspended: Kandal, from 3 Nov 2020”."""
    proposed = draft.proposed
    parts = {"fact": reasons.FACTS[proposed.subject, proposed.value], "where": draft.place}
    return _("%(fact)s: %(where)s, from %(day)s") % {**parts, "day": reasons.day(draft.valid_from)}


def _of_a_policy(draft: Draft) -> str:
    said = _("What is possible in %(country)s from %(day)s")
    return said % {"country": draft.programme.name, "day": reasons.day(draft.valid_from)}


TITLES: dict[str, Callable[[Draft], str]] = {
    Draft.Kind.FACT: _of_a_fact,
    Draft.Kind.POLICY: _of_a_policy,
}
