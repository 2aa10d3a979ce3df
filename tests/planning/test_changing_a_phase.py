"""A fact is drafted, previewed, approved and applied at its moment (PHS-4, WHO-15)."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.errors import Invalid, NotAllowed, WrongState
from advisory.actions.visits import move_visit, plan_visit
from advisory.models import Visit
from factories import outbox
from factories.models import FactoryFact, Message
from planning import actions
from planning.applying import apply_due
from planning.models import Draft
from planning.preview import preview
from programmes.models import ProgrammeFact, Region
from programmes.policy import FactValue, Subject
from programmes.services import Modality, Service
from tests.factories import NOW
from tests.personas import World
from tests.planning.making import DECISION, SOON, TODAY, approved, draft, visit

LATER = SOON + timedelta(days=20)


def now(row: Visit) -> tuple[str, bool]:
    fresh = Visit.rows.get(pk=row.pk)
    return fresh.modality, fresh.suspended


def test_a_draft_changes_nothing(world: World) -> None:
    planned = visit(world, SOON)
    draft(world)
    assert now(planned) == ("on_site", False)
    assert not ProgrammeFact.objects.exists()


def test_the_preview_counts_the_visits_that_become_virtual(world: World) -> None:
    visit(world, SOON)
    visit(world, SOON - timedelta(days=1))  # before the change
    visit(world, SOON, modality="virtual")
    found = preview(draft(world), world.administrator, TODAY)
    assert (found.counts["virtual"], len(found.touched)) == (1, 2)


def test_it_takes_effect_at_its_moment_and_not_before(world: World) -> None:
    planned, made = visit(world, SOON), approved(world)
    assert apply_due(made.moment - timedelta(seconds=1)) == 0
    assert now(planned) == ("on_site", False)
    assert apply_due(made.moment) == 1
    assert now(planned) == ("virtual", False)
    assert Draft.rows.get().status == "applied"


def test_applying_twice_does_nothing_twice(world: World) -> None:
    made = approved(world)
    assert [apply_due(made.moment), apply_due(made.moment)] == [1, 0]


def test_a_visit_says_why_it_changed_and_what_was_wished(world: World) -> None:
    planned, made = visit(world, SOON, modality="hybrid"), approved(world)
    apply_due(made.moment)
    fresh = Visit.rows.get(pk=planned.pk)
    assert (fresh.wished, fresh.changed_why) == ("hybrid", DECISION)


def test_visits_come_back_when_visits_are_possible_again(world: World) -> None:
    planned = visit(world, LATER)
    apply_due(approved(world).moment)
    back = approved(world, value=FactValue.POSSIBLE, valid_from=SOON + timedelta(days=5))
    apply_due(back.moment)
    fresh = Visit.rows.get(pk=planned.pk)
    assert (fresh.modality, fresh.wished, fresh.changed_why) == ("on_site", "", "")


def test_a_change_with_an_end_leaves_the_days_after_it_alone(world: World) -> None:
    during, after = visit(world, SOON), visit(world, LATER)
    apply_due(approved(world, valid_until=LATER).moment)
    assert (now(during)[0], now(after)[0]) == ("virtual", "on_site")


def test_the_value_before_it_comes_back_at_its_end(world: World) -> None:
    ProgrammeFact.objects.create(
        programme=world.cambodia,
        subject="visits",
        value="possible",
        valid_from=date(2025, 1, 1),
        decision="D",
    )
    apply_due(approved(world, valid_until=LATER).moment)
    rows = ProgrammeFact.objects.order_by("valid_from").values_list("value", "valid_from", "valid_until")
    assert list(rows) == [
        ("possible", date(2025, 1, 1), SOON),
        ("suspended", SOON, LATER),
        ("possible", LATER, None),
    ]


def test_a_region_and_a_factory_change_on_their_own(world: World) -> None:
    region = Region.objects.create(programme=world.cambodia, name="Kandal")
    elsewhere = visit(world, SOON)
    apply_due(approved(world, region=region).moment)
    assert now(elsewhere)[0] == "on_site"
    made = approved(world, factory=world.factory, subject=Subject.PRODUCTION)
    apply_due(made.moment)
    assert now(elsewhere)[0] == "virtual"
    assert FactoryFact.rows.get().value == "suspended"


def test_an_exception_brings_one_visit_back_on_site(world: World) -> None:
    critical, other = visit(world, SOON), visit(world, LATER)
    apply_due(approved(world).moment)
    actions.name_exception(
        factory=world.factory, service=Service.ADVISORY_VISIT, modality=Modality.ON_SITE, valid_from=SOON,
        valid_until=SOON + timedelta(days=1), reason="Cracks in a wall", clearance="Ministry, UN security",
        by=world.country_manager, at=NOW,
    )  # fmt: skip
    assert (now(critical)[0], now(other)[0]) == ("on_site", "virtual")


def test_advisor_and_manager_are_told_once(world: World) -> None:
    visit(world, SOON)
    visit(world, LATER)
    apply_due(approved(world).moment)
    told = Message.rows.filter(kind="fact_changed", factory=world.factory)
    assert {message.to_id for message in told} == {world.advisor.pk, world.manager.pk}
    assert {message.facts["visits"] for message in told} == {2}


def test_the_country_manager_approves_and_nobody_else(world: World) -> None:
    made = draft(world)
    actions.ask_for_approval(draft=made, by=world.administrator, at=NOW)
    for person in (world.administrator, world.team_leader, world.head_office):
        with pytest.raises(NotAllowed):
            actions.approve(draft=made, by=person, at=NOW)


def test_who_approves_the_own_draft_says_why(world: World) -> None:
    made = draft(world, by=world.country_manager)
    actions.ask_for_approval(draft=made, by=world.country_manager, at=NOW)
    with pytest.raises(Invalid, match="You drafted this yourself"):
        actions.approve(draft=made, by=world.country_manager, at=NOW)
    actions.approve(draft=made, reason="The administrator is ill.", by=world.country_manager, at=NOW)
    assert Draft.rows.get().alone_because == "The administrator is ill."
    told = Message.rows.get(kind="approved_alone")
    assert (told.to, told.facts["reason"]) == (world.head_office, "The administrator is ill.")
    assert "Prak Sopheap drafted and approved" in outbox.words(told)[1]


def test_of_two_drafts_that_collide_the_second_is_told(world: World) -> None:
    draft(world)
    with pytest.raises(Invalid, match="has a draft of the same under way"):
        draft(world, valid_from=LATER)


def test_a_draft_that_was_thrown_away_is_out_of_the_way(world: World) -> None:
    actions.throw_away(draft=draft(world), by=world.administrator, at=NOW)
    draft(world)
    with pytest.raises(WrongState):
        actions.approve(draft=Draft.rows.get(status="thrown_away"), by=world.country_manager, at=NOW)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"value": FactValue.PARTLY}, "value"),
        ({"valid_from": TODAY - timedelta(days=1)}, "valid_from"),
        ({"valid_until": SOON}, "valid_until"),
        ({"decision": " "}, "decision"),
    ],
)
def test_a_draft_that_cannot_be_is_refused_with_a_sentence(
    world: World, fields: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        draft(world, **fields)
    assert refused.value.field == field
    assert not Draft.rows.exists()


def test_a_recorded_later_value_is_never_overwritten(world: World) -> None:
    ProgrammeFact.objects.create(
        programme=world.cambodia, subject="visits", value="possible", valid_from=LATER, decision="D"
    )
    with pytest.raises(Invalid, match="Another value is recorded"):
        draft(world)
    draft(world, valid_until=LATER)


def test_what_cannot_be_applied_any_more_says_so_and_stops_no_other(world: World) -> None:
    made = approved(world)
    ProgrammeFact.objects.create(
        programme=world.cambodia, subject="visits", value="possible", valid_from=SOON, decision="D"
    )
    other = approved(world, subject=Subject.PRODUCTION, value=FactValue.PARTLY)
    assert apply_due(max(made.moment, other.moment)) == 1
    assert "Another value is recorded" in Draft.rows.get(pk=made.pk).refusal


def test_nobody_plans_to_go_there_while_visits_are_suspended(world: World) -> None:
    apply_due(approved(world, valid_until=LATER).moment)
    given = {"factory": world.factory, "by": world.advisor, "at": NOW}
    with pytest.raises(Invalid, match="nobody visits this factory") as refused:
        plan_visit(on=SOON, modality="hybrid", **given)
    assert refused.value.field == "modality"
    with pytest.raises(Invalid, match="nobody visits this factory"):
        move_visit(visit=plan_visit(on=LATER, **given), on=SOON, by=world.advisor, at=NOW)
    assert plan_visit(on=SOON, modality="virtual", **given).modality == "virtual"


def test_the_visits_page_says_why_it_became_virtual(world: World, browse: Any) -> None:
    planned = visit(world, SOON)
    apply_due(approved(world).moment)
    assert DECISION in browse(world.manager).get(f"/visits/{planned.pk}/").content.decode()
