"""A cycle ends, a factory re-registers or lapses, and what was planned is called off (ENG-12)."""

from datetime import date, timedelta

from advisory.models import Visit
from assessments.models import Assessment
from factories import actions, outbox
from factories.models import Cycle, Factory, Message
from planning.ending import end_engagements
from planning.years import plan_years
from programmes.models import CalendarRule
from tests.assessments.making import plan
from tests.factories import NOW
from tests.personas import World
from tests.planning.making import SOON, visit
from tests.roles import as_app

LAST = date(2026, 11, 3)  # of the world's cycles
OVER = NOW + timedelta(days=246)  # that day in Phnom Penh
LAPSES = OVER + timedelta(days=90)


def standing(world: World) -> str:
    return Factory.rows.get(pk=world.factory.pk).status


def test_nothing_is_told_while_the_cycle_runs(world: World) -> None:
    assert end_engagements(OVER - timedelta(days=1)) == 0
    assert not Message.rows.filter(kind="cycle_over").exists()


def test_manager_advisor_and_administrator_are_told_once_that_it_is_over(world: World) -> None:
    end_engagements(OVER)
    end_engagements(OVER + timedelta(days=3))
    told = Message.rows.filter(kind="cycle_over", factory=world.factory)
    assert {each.to for each in told} == {world.manager, world.advisor, world.administrator}
    assert told.count() == 3


def test_the_message_says_by_when_it_lapses(world: World) -> None:
    end_engagements(OVER)
    subject, words = outbox.words(Message.rows.get(kind="cycle_over", to=world.manager))
    assert subject == "Lotus Thread Apparel: the cycle is over, re-register"
    assert "lapses on 1 Feb 2027" in words


def test_it_lapses_on_the_day_and_not_before(world: World) -> None:
    end_engagements(OVER)
    end_engagements(LAPSES - timedelta(days=1))
    assert standing(world) == "active"
    end_engagements(LAPSES)
    assert standing(world) == "lapsed"
    assert "2026-11-03" in Factory.rows.get(pk=world.factory.pk).status_reason


def test_a_factory_that_re_registered_does_not_lapse(world: World) -> None:
    end_engagements(OVER)
    with as_app(world.administrator, OVER):
        actions.open_next_cycle(factory=world.factory, by=world.administrator, at=OVER)
    end_engagements(LAPSES)
    assert standing(world) == "active"


def test_nobody_lapses_where_the_rule_is_off(world: World) -> None:
    CalendarRule.objects.create(
        programme=world.cambodia, kind="lapse", amount=None, valid_from=date(2026, 1, 1), source="decision"
    )
    end_engagements(OVER)
    end_engagements(LAPSES)
    assert standing(world) == "active"


def test_what_was_planned_at_a_factory_that_left_is_called_off_with_its_reason(world: World) -> None:
    going, assessed = visit(world, SOON), plan(world)
    with as_app(world.team_leader, NOW):
        actions.change_standing(
            factory=world.factory, to="left", reason="It moved abroad.", by=world.team_leader, at=NOW
        )
    end_engagements(NOW)
    assert Visit.rows.get(pk=going.pk).cancelled_reason == "It moved abroad."
    assert Assessment.rows.get(pk=assessed.pk).status == "cancelled"


def test_a_lapsed_factory_gets_no_visits_until_it_is_back_and_re_registered(world: World) -> None:
    end_engagements(OVER)
    end_engagements(LAPSES)
    plan_years(LAPSES)
    assert not Visit.rows.planned().filter(factory=world.factory).exists()
    assert not Cycle.rows.filter(factory=world.factory, closed_at=None).exists()
    with as_app(world.administrator, LAPSES):
        factory = Factory.rows.get(pk=world.factory.pk)
        actions.change_standing(
            factory=factory, to="active", reason="Back.", by=world.administrator, at=LAPSES
        )
        assert actions.open_next_cycle(factory=factory, by=world.administrator, at=LAPSES).number == 2
