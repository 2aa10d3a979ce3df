"""How a proposal reads, and what a change says in a message."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factories import outbox
from factories.models import Family, Message
from planning.models import Draft
from planning.proposals import FactProposal, RuleProposal
from programmes.policy import FactValue, Subject
from programmes.rules import Kind
from programmes.words import length, name_of, whom

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


def fact(subject: str, value: str) -> str:
    """“Visits by programme staff: suspended”."""
    return f"{SUBJECTS[subject]}: {VALUES[value]}"


def rule(of: RuleProposal) -> str:
    """“Progress Report 1: 6 calendar months”."""
    kind = Kind(of.rule)
    said = f"{name_of(kind)}: {length(kind, of.amount)}"
    for_whom = whom(of.from_year, of.standing)
    return f"{said} ({for_whom})" if for_whom else said


def policy(name: str) -> str:
    return _("Policy “%(name)s”") % {"name": name}


def title(draft: Draft) -> str:
    """What the draft proposes."""
    return TITLES[draft.kind](draft.proposed)


TITLES: dict[str, Callable[..., str]] = {
    Draft.Kind.FACT: lambda of: fact(of.subject, of.value),
    Draft.Kind.RULE: rule,
    Draft.Kind.POLICY: lambda of: policy(of.name),
}


def register() -> None:
    """Called once all apps are loaded."""
    outbox.register("cycle_over", words=end_in_words, family=Family.VISITS)
    outbox.register("year_planned", family=Family.VISITS)
    outbox.register("fact_changed", words=fact_changed, family=Family.RULES)
    outbox.register("rule_changed", words=rule_changed, family=Family.RULES)
    outbox.register("policy_changed", words=policy_changed, family=Family.RULES)
    for kind in ("region_changed", "approved_alone"):
        outbox.register(kind, family=Family.RULES)


def fact_changed(message: Message) -> Mapping[str, object]:
    """In the reader's language, not the actor's."""
    of = FactProposal(message.facts["subject"], message.facts["value"])
    return {"fact": fact(of.subject, of.value), **_days(message)}


def rule_changed(message: Message) -> Mapping[str, object]:
    known = {name: message.facts[name] for name in RuleProposal.__dataclass_fields__}
    return {"rule": rule(RuleProposal(**known)), **_days(message)}


def policy_changed(message: Message) -> Mapping[str, object]:
    return {"policy": policy(message.facts["name"]), **_days(message)}


def _days(message: Message) -> Mapping[str, object]:
    facts = message.facts
    return {"day": _day(facts["from"]), "until": _day(facts["until"]) if facts["until"] else _("open")}


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "j M Y")


def end_in_words(message: Message) -> Mapping[str, object]:
    """The days of a cycle that is over, in the reader's language."""
    days = {name: message.facts[name] for name in ("day", "lapses")}
    return {name: _day(day) if day else "" for name, day in days.items()}
