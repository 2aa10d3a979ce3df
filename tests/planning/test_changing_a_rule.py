"""A row of the calendar is drafted, previewed, approved and applied at its moment (PHS-4, WHO-15)."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.errors import Invalid, NotAllowed
from factories.models import Cycle, Message
from planning import actions
from planning.applying import apply_due
from planning.models import Draft
from planning.preview import preview
from programmes.models import CalendarRule
from programmes.rules import Kind
from reporting.models import Report
from tests.assessments.making import plan
from tests.factories import NOW
from tests.personas import World
from tests.places.asking import post
from tests.planning.making import SOON, TODAY, approve, reports, rule

LATER = SOON + timedelta(days=20)


def own(world: World, kind: Kind = Kind.PROGRESS_REPORT_1) -> list[tuple[int | None, date, date | None]]:
    rows = CalendarRule.objects.filter(programme=world.cambodia, kind=kind).order_by("valid_from")
    return [(row.amount, row.valid_from, row.valid_until) for row in rows]


def test_a_draft_of_a_rule_changes_nothing(world: World) -> None:
    owed = reports(world, SOON)
    rule(world)
    assert own(world) == []
    assert Report.rows.get(pk=owed["progress_report_1"].pk).due_at == owed["progress_report_1"].due_at


def test_it_holds_from_its_moment_and_not_before(world: World) -> None:
    made = approve(world, rule(world))
    assert apply_due(made.moment - timedelta(seconds=1)) == 0
    assert apply_due(made.moment) == 1
    assert own(world) == [(6, SOON, None)]
    assert Draft.rows.get().status == "applied"


def test_a_report_moves_that_is_counted_from_its_day_on(world: World) -> None:
    owed = reports(world, SOON)["progress_report_1"]
    made = approve(world, rule(world))
    [move] = preview(made, world.administrator, TODAY).moves
    apply_due(made.moment)
    moved = Report.rows.get(pk=owed.pk)
    assert (moved.release_at, moved.due_at.month) == (move.then, 9)
    assert (move.row, move.now) == (owed, owed.release_at)
    assert moved.rule_id == CalendarRule.objects.get(programme=world.cambodia).pk


def test_a_report_that_is_counted_from_an_earlier_day_keeps_its_moment(world: World) -> None:
    owed = reports(world, SOON - timedelta(days=1))["progress_report_1"]
    made = approve(world, rule(world))
    assert not preview(made, world.administrator, TODAY).moves
    apply_due(made.moment)
    assert Report.rows.get(pk=owed.pk).due_at == owed.due_at


def test_a_report_falls_away_where_the_rule_is_off(world: World) -> None:
    owed = reports(world, SOON)
    made = approve(world, rule(world, amount=None))
    moves = {each.what: each.then for each in preview(made, world.administrator, TODAY).moves}
    assert moves["progress_report_1"] is None
    apply_due(made.moment)
    gone = Report.rows.get(pk=owed["progress_report_1"].pk)
    assert (gone.status, gone.waived_reason) == ("waived", "Decision of 2 March 2026")
    assert Report.rows.get(pk=owed["progress_report_2"].pk).joined  # the only one that is left


def test_a_report_appears_where_the_rule_is_on_again(world: World) -> None:
    CalendarRule.objects.create(
        programme=world.cambodia, kind="progress_report_1", amount=None, valid_from=date(2020, 1, 1)
    )
    assert "progress_report_1" not in reports(world, SOON)
    made = approve(world, rule(world))
    apply_due(made.moment)
    assert Report.rows.get(kind="progress_report_1").rule.amount == 6


def test_what_is_out_stays_as_it_was(world: World) -> None:
    owed = reports(world, SOON)["progress_report_1"]
    Report.rows.filter(pk=owed.pk).update(status="not_submitted", done_at=NOW)
    assert not preview(rule(world), world.administrator, TODAY).moves


def test_a_cycle_that_began_on_its_day_ends_by_the_new_rule(world: World) -> None:
    Cycle.rows.filter(pk=world.cycle.pk).update(day_zero=TODAY, ends_on=date(2027, 3, 2))
    made = approve(world, rule(world, Kind.CYCLE_LENGTH, 6, valid_from=TODAY))
    apply_due(made.moment)
    assert Cycle.rows.get(pk=world.cycle.pk).ends_on == date(2026, 9, 2)


def test_planners_alone_read_when_reports_of_a_planned_assessment_would_be_due(world: World) -> None:
    planned = plan(world, planned_on=SOON)
    made = rule(world)
    shown = {
        name: {each.assessment.pk for each in preview(made, person, TODAY).dues}
        for name, person in world.people().items()
    }
    assert {name for name, found in shown.items() if found} == {
        "team_leader", "other_team_leader", "country_manager",
    }  # fmt: skip
    assert shown["country_manager"] == {planned.pk}


def test_staff_and_those_concerned_are_told_once(world: World) -> None:
    reports(world, SOON)
    made = approve(world, rule(world))
    apply_due(made.moment)
    told = Message.rows.filter(kind="rule_changed")
    concerned = {message.to_id for message in told.filter(factory=world.factory)}
    assert concerned == {world.advisor.pk, world.manager.pk}
    staff = {message.to_id for message in told.filter(factory=None)}
    assert {world.administrator.pk, world.country_manager.pk, world.team_leader.pk} <= staff
    assert world.haitian_advisor.pk not in staff


def test_administrator_and_country_manager_draft_and_nobody_else(world: World) -> None:
    for name in ("advisor", "team_leader", "head_office", "manager"):
        with pytest.raises(NotAllowed):
            rule(world, by=getattr(world, name))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"valid_from": TODAY - timedelta(days=1)}, "valid_from"),
        ({"valid_until": SOON}, "valid_until"),
        ({"amount": 61}, "amount"),
        ({"kind": Kind.CYCLE_LENGTH, "amount": None}, "amount"),
        ({"source": " "}, "source"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_in_the_draft(
    world: World, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        rule(world, **fields)
    assert refused.value.field == field
    assert not Draft.rows.exists()


def test_the_past_is_refused_at_approval_too(world: World) -> None:
    made = rule(world)
    actions.ask_for_approval(draft=made, by=world.administrator, at=NOW)
    with pytest.raises(Invalid, match="past"):
        actions.approve(draft=made, by=world.country_manager, at=NOW + timedelta(days=11))


def test_a_worker_that_comes_late_applies_it_all_the_same(world: World) -> None:
    made = approve(world, rule(world))
    assert apply_due(made.moment + timedelta(days=3)) == 1
    assert own(world) == [(6, SOON, None)]


def test_what_cannot_be_laid_any_more_says_so(world: World) -> None:
    made = approve(world, rule(world))
    CalendarRule.objects.create(
        programme=world.cambodia, kind="progress_report_1", amount=4, valid_from=SOON, source="x"
    )
    assert apply_due(made.moment) == 0
    assert "from that day already" in Draft.rows.get().refusal


def test_two_drafts_of_the_same_rule_collide(world: World) -> None:
    rule(world)
    with pytest.raises(Invalid, match="has a draft of the same under way"):
        rule(world, valid_from=LATER)
    rule(world, Kind.PROGRESS_REPORT_2, 12)


def test_the_least_and_the_most_visits_collide(world: World) -> None:
    rule(world, Kind.VISITS_LEAST, 5)
    with pytest.raises(Invalid, match="under way"):
        rule(world, Kind.VISITS_MOST, 9, standing="high_performer")


def test_the_page_leads_from_the_calendar_to_the_effects(world: World, browse: Any) -> None:
    reports(world, SOON)
    client = browse(world.administrator)
    given = {"amount": 6, "valid_from": SOON, "source": "Decision of 2 March 2026"}
    page = client.post("/calendars/KH/progress_report_1/new/", given, follow=True).content.decode()
    assert "Progress Report 1: 6 calendar months" in page
    assert "reports move" in page
    assert world.factory.name in page


def test_the_list_is_filtered_by_kind_and_factory(world: World, browse: Any) -> None:
    reports(world, SOON)
    address = f"/changes/{rule(world).pk}/"
    client = browse(world.administrator)
    assert (
        world.factory.code
        in client.get(address, {"what": "report", "q": world.factory.code}).content.decode()
    )
    assert "Nothing matches" in client.get(address, {"q": "no such mill"}).content.decode()


def test_the_api_drafts_asks_and_approves(world: World, browse: Any) -> None:
    given = {"kind": "progress_report_1", "amount": 6, "valid_from": str(SOON), "source": "Decision"}
    made = post(
        browse(world.administrator), "changes/draft-rule", programme=str(world.cambodia.pk), **given
    ).json()
    assert made["proposal"] == {"rule": "progress_report_1", "amount": 6, "from_year": 0, "standing": ""}
    post(browse(world.administrator), f"changes/{made['id']}/ask")
    answer = post(browse(world.country_manager), f"changes/{made['id']}/approve", reason="")
    assert answer.json()["status"] == "approved"
