"""Drafts of facts, rules and policies, and what they touch."""

from datetime import date, timedelta
from typing import Any

from accounts.models import User
from advisory.models import Visit
from factories.models import Factory
from planning import actions, policydrafts
from planning.models import Draft
from programmes.models import CalendarRule, CountryProgramme, Policy, ServicePolicy
from programmes.policy import FactValue, Subject
from programmes.rules import VARIANTS, VARIANTS_SINCE, Kind
from programmes.services import Service
from reporting.drains.planning import plan_reports
from reporting.models import Report
from tests.advisory.making import make_visit
from tests.factories import NOW
from tests.personas import World
from tests.reporting.making import make_assessment

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
    return approve(world, draft(world, **fields))


def visit(
    world: World, on: date, factory: Factory | None = None, advisor: User | None = None, **fields: Any
) -> Visit:
    return make_visit(factory or world.factory, advisor or world.advisor, on=on, **fields)


def rule(world: World, kind: Kind = Kind.PROGRESS_REPORT_1, amount: int | None = 6, **fields: Any) -> Draft:
    """Progress Report 1 takes six months in Cambodia from `SOON` on."""
    given = {
        "programme": world.cambodia,
        "kind": kind,
        "amount": amount,
        "valid_from": SOON,
        "source": "Decision of 2 March 2026",
        "by": world.administrator,
        "at": NOW,
    }
    return actions.draft_rule(**{**given, **fields})


def policy(world: World, **fields: Any) -> Draft:
    """Cambodia's own policy from `SOON` on."""
    given = {
        "programme": world.cambodia,
        "name": "Services of 2026",
        "valid_from": SOON,
        "decided_by": "Country manager",
        "source": "Decision of 2 March 2026",
        "by": world.administrator,
        "at": NOW,
    }
    return policydrafts.draft_policy(**{**given, **fields})


def row(world: World, made: Draft, code: str = "V1", **fields: Any) -> Draft:
    """Advisory visits are virtual, in every phase."""
    given = {
        "code": code,
        "service": Service.ADVISORY_VISIT,
        "modalities": ("virtual",),
        "source": "Decision",
    }
    by = {"by": world.administrator, "at": NOW}
    return policydrafts.write_row(draft=made, **{**by, **given, **fields})


def in_force(*rows: dict[str, Any], **fields: Any) -> Policy:
    """A policy that holds since 2025; of every country, unless `fields` say otherwise."""
    usual = {"key": "now", "name": "Now", "version": 1, "valid_from": date(2025, 1, 1), "source": "Source"}
    found = Policy.objects.create(**{**usual, **fields})
    for number, each in enumerate(rows):
        given = {"code": f"S{number}", "service": "advisory_visit", "phases": [1, 2, 3], "source": "Source"}
        ServicePolicy.objects.create(policy=found, **{**given, **each})
    return found


def approve(world: World, made: Draft) -> Draft:
    actions.ask_for_approval(draft=made, by=world.administrator, at=NOW)
    return actions.approve(draft=made, by=world.country_manager, at=NOW)


def reports(world: World, last_day: date, factory: Factory | None = None) -> dict[str, Report]:
    """What an assessment owes whose data collection ended on that day."""
    assessment = make_assessment(world, factory, last_day=last_day)
    plan_reports(NOW + timedelta(days=60))
    return {each.kind: each for each in Report.rows.filter(assessment=assessment)}


def haitian_rules(programme: CountryProgramme) -> None:
    """Haiti's own rows, as the programme begins with them."""
    CalendarRule.objects.bulk_create(
        CalendarRule(
            programme=programme, kind=kind.value, amount=amount, valid_from=VARIANTS_SINCE, source="exception"
        )
        for kind, amount in VARIANTS["HT"].items()
    )
