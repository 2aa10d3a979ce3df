"""Drafts of facts, and visits that they touch."""

from datetime import date, timedelta
from typing import Any

from accounts.models import User
from advisory.models import Visit
from factories.models import Factory
from planning import actions
from planning.models import Draft
from programmes.policy import FactValue, Subject
from tests.advisory.making import make_visit
from tests.factories import NOW
from tests.personas import World

TODAY = NOW.date()
SOON = TODAY + timedelta(days=10)
DECISION = "Country manager, after the ministry and three federations were heard: a blockade."


def draft(world: World, **fields: Any) -> Draft:
    """Visits are suspended in Cambodia from `SOON` on."""
    given = {
        "programme": world.cambodia,
        "subject": Subject.VISITS,
        "value": FactValue.SUSPENDED,
        "valid_from": SOON,
        "decision": DECISION,
        "by": world.administrator,
        "at": NOW,
    }
    return actions.draft_fact(**{**given, **fields})


def approved(world: World, **fields: Any) -> Draft:
    made = draft(world, **fields)
    actions.ask_for_approval(draft=made, by=world.administrator, at=NOW)
    return actions.approve(draft=made, by=world.country_manager, at=NOW)


def visit(
    world: World, on: date, factory: Factory | None = None, advisor: User | None = None, **fields: Any
) -> Visit:
    return make_visit(factory or world.factory, advisor or world.advisor, on=on, **fields)
