"""What is possible at a factory: facts of country, region and factory from the database, in three queries."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from factories.models import Designation, Factory, FactoryFact, ServiceException
from factories.possible import Possibilities, possibilities
from programmes.models import Policy, ProgrammeFact, Region, ServicePolicy
from programmes.policy import Speaker, Verdict
from programmes.services import Modality, Service
from tests.factories import NOW, make_cycle
from tests.personas import World

DAY = NOW.date()
VISIT = (Service.ADVISORY_VISIT, Modality.ON_SITE, DAY)


def suspend(model: Any, subject: str = "visits", **scope: Any) -> Any:
    return model.objects.create(subject=subject, value="suspended", valid_from=DAY, decision="D", **scope)


def found(world: World) -> Possibilities:
    return possibilities(world.cambodia, Factory.rows.in_programme(world.cambodia))


def test_a_country_without_facts_is_in_phase_3(world: World) -> None:
    assert found(world).phase(world.factory.pk, DAY).number == 3


def test_a_countrys_fact_holds_for_each_factory(world: World) -> None:
    suspend(ProgrammeFact, programme=world.cambodia)
    assert found(world).phase(world.factory.pk, DAY).number == 2


def test_a_regions_fact_holds_for_its_factories_alone(world: World) -> None:
    region = Region.objects.create(programme=world.cambodia, name="Kandal")
    suspend(ProgrammeFact, programme=world.cambodia, region=region)
    assert found(world).phase(world.factory.pk, DAY).number == 3
    Factory.rows.filter(pk=world.factory.pk).update(phase_region=region)
    assert found(world).phase(world.factory.pk, DAY).number == 2


def test_a_factory_whose_own_production_is_suspended_is_in_phase_1(world: World) -> None:
    FactoryFact.rows.create(
        factory=world.factory, subject="production", value="suspended", valid_from=DAY, decision="D"
    )
    assert found(world).phase(world.factory.pk, DAY).number == 1
    assert not found(world).answer(*VISIT, factory=world.factory.pk).yes


def test_a_named_exception_opens_one_visit(world: World) -> None:
    suspend(ProgrammeFact, programme=world.cambodia)
    ServiceException.rows.create(
        factory=world.factory, service="advisory_visit", modality="on_site", valid_from=DAY,
        valid_until=date(DAY.year + 1, 1, 1), reason="A locked exit", clearance="Ministry, UN security",
        approved_by=world.country_manager, approved_at=NOW,
    )  # fmt: skip
    assert found(world).answer(*VISIT, factory=world.factory.pk).speaker is Speaker.EXCEPTION


def test_a_whole_programme_costs_three_queries(world: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        rows = found(world)
        for factory in rows.factories:
            for service in Service:
                rows.answer(service, None, DAY, factory)
    assert len(asked) == 3


def test_two_facts_of_one_scope_never_hold_on_one_day(world: World) -> None:
    suspend(ProgrammeFact, programme=world.cambodia)
    with pytest.raises(IntegrityError, match="programme_fact_once_at_a_time"), transaction.atomic():
        suspend(ProgrammeFact, programme=world.cambodia)
    suspend(ProgrammeFact, programme=world.haiti)
    suspend(ProgrammeFact, "production", programme=world.cambodia)


def test_visits_are_never_partly_running(world: World) -> None:
    with pytest.raises(IntegrityError, match="programme_fact_value_of_its_subject"):
        ProgrammeFact.objects.create(
            programme=world.cambodia, subject="visits", value="partly", valid_from=DAY, decision="D"
        )


# -- What the rows say of single factories, and when -------------------------------------------


def designate(world: World, kind: str, value: str = "", since: date = DAY) -> None:
    Designation.rows.create(
        factory=world.factory,
        kind=kind,
        value=value,
        valid_from=since,
        reason="R",
        named_by=world.team_leader,
        named_at=NOW,
    )


def policy_row(**fields: Any) -> None:
    policy = Policy.objects.create(key="p", name="Policy", version=1, valid_from=date(2026, 1, 1))
    ServicePolicy.objects.create(
        policy=policy, code="S1", service="assessment", phases=[3], source="table", **fields
    )


def verdict(world: World, service: Service, modality: Modality, on: date = DAY) -> Verdict:
    return found(world).answer(service, modality, on, world.factory.pk).verdict


def test_a_row_for_high_priority_factories_says_yes_to_those_alone(world: World) -> None:
    policy_row(targets="high")
    assert verdict(world, Service.ASSESSMENT, Modality.ON_SITE) is Verdict.TARGETED
    designate(world, "priority", "high")
    assert verdict(world, Service.ASSESSMENT, Modality.ON_SITE) is Verdict.POSSIBLE


def test_a_pilot_says_yes_to_the_factories_that_it_names(world: World) -> None:
    policy_row(pilot=True)
    assert verdict(world, Service.ASSESSMENT, Modality.ON_SITE) is Verdict.PILOT
    designate(world, "pilot", "S1")
    assert verdict(world, Service.ASSESSMENT, Modality.ON_SITE) is Verdict.POSSIBLE


def experienced(world: World) -> None:
    """Two completed cycles, the second closed on 1 March 2026."""
    for number, closed in ((11, NOW - timedelta(days=400)), (12, NOW - timedelta(days=1))):
        make_cycle(world.factory, None, number=number, closed_at=closed)


def test_hybrid_assessments_come_with_the_third_cycle_and_without_egregious_issues(world: World) -> None:
    experienced(world)
    assert verdict(world, Service.ASSESSMENT, Modality.HYBRID) is Verdict.POSSIBLE
    designate(world, "egregious")
    assert verdict(world, Service.ASSESSMENT, Modality.HYBRID) is Verdict.NOT


def test_an_earlier_day_is_judged_by_the_cycles_that_were_completed_then(world: World) -> None:
    experienced(world)
    earlier = DAY - timedelta(days=30)
    assert verdict(world, Service.ASSESSMENT, Modality.HYBRID, earlier) is Verdict.NOT


def test_an_earlier_day_is_judged_by_the_ambassador_of_that_day(world: World) -> None:
    experienced(world)
    assert verdict(world, Service.ADVISORY_VISIT, Modality.VIRTUAL) is Verdict.POSSIBLE
    Membership.objects.filter(user=world.ambassador).update(ended_at=NOW - timedelta(hours=30))
    assert verdict(world, Service.ADVISORY_VISIT, Modality.VIRTUAL) is Verdict.CONDITIONAL
    assert found(world).experience(world.factory.pk, DAY - timedelta(days=5)).ambassador
