"""The first page after sign-in says what is due first: advisor, factory manager, PICC member."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from advisory.actions import draft_for_workers, plan_meeting
from advisory.caseload import caseload
from advisory.models import Committee
from reporting.models import Report
from tests.advisory.making import TODAY, done_item, make_committee, make_item, make_visit, page, queries
from tests.factories import make_advisor_of, make_cycle, make_factory
from tests.personas import World

PAST = TODAY - timedelta(days=11)


def owe(world: World, now: datetime, kind: Report.Kind) -> Report:
    due = now + timedelta(days=5)
    return Report.rows.create(factory=world.factory, cycle=world.cycle, kind=kind, due_at=due, release_at=due)


def test_the_advisor_sees_what_to_check_and_to_log(world: World, browse: Any) -> None:
    done_item(world.factory)
    make_visit(world.factory, world.advisor, on=TODAY - timedelta(days=3))
    text = page(browse(world.advisor), "/")
    assert "Check 1 plan item: Lotus Thread Apparel" in text
    assert "Log the visit of 27 Feb: Lotus Thread Apparel" in text
    assert text.index("Overdue") < text.index("Check 1 plan item")


def test_the_advisor_sees_the_visits_of_the_week(world: World, browse: Any) -> None:
    make_visit(world.factory, world.advisor, on=TODAY + timedelta(days=3))
    make_visit(world.rival_factory, world.other_advisor)
    text = page(browse(world.advisor), "/")
    assert "0 of 1 done" in text
    assert "Angkor Stitch" not in text


def test_attention_says_why(world: World, now: datetime) -> None:
    make_item(world.factory, due_on=PAST)
    committee = make_committee(world.factory)
    Committee.rows.filter(pk=committee.pk).update(formed_on=date(2024, 1, 1))
    found = caseload(world.advisor, now).attention[0]
    assert found.factory == world.factory
    assert found.reasons[0] == "1 item overdue"
    assert "PICC meets too rarely" in found.reasons


def test_a_factory_in_order_needs_no_attention(world: World, now: datetime) -> None:
    factory = make_factory(world.cambodia, "Golden Needle", status="registered")
    make_cycle(factory, day_zero=None)
    make_advisor_of(factory, world.other_advisor)
    found = caseload(world.other_advisor, now).attention
    assert [each.said for each in found] == ["no PICC is recorded", "first visit not held yet"]


def test_the_advisor_is_told_which_report_is_hers_to_write(world: World, now: datetime, browse: Any) -> None:
    owe(world, now, Report.Kind.PROGRESS_1)
    owe(world, now, Report.Kind.PROGRESS_2)
    text = page(browse(world.advisor), "/")
    assert "Progress Report 2: Lotus Thread Apparel" in text
    assert "Guide the factory. Add no recommendations." in text


def test_the_manager_sees_the_plan_overdue_first(world: World, browse: Any) -> None:
    make_item(world.factory, title="In time", due_on=TODAY)
    make_item(world.factory, title="Long over", due_on=PAST)
    text = " ".join(page(browse(world.manager), "/").split())
    assert "2 open items, 1 overdue" in text
    assert text.index("Long over") < text.index("In time")


def test_the_manager_sees_the_report_to_write_and_the_next_visit(
    world: World, now: datetime, browse: Any
) -> None:
    owe(world, now, Report.Kind.PROGRESS_1)
    make_visit(world.factory, world.advisor, on=TODAY + timedelta(days=2), agenda="Fire drill")
    text = page(browse(world.manager), "/")
    assert "Reports you owe" in text
    assert "Fire drill" in text


def test_a_picc_member_sees_the_next_agenda_and_no_form(world: World, now: datetime, browse: Any) -> None:
    make_item(world.factory)
    start = (now + timedelta(days=4)).time()
    committee = make_committee(world.factory)
    given = {"on": TODAY + timedelta(days=4), "starts": start, "by": world.manager, "at": now}
    plan_meeting(committee=committee, agenda="A second filter", **given)
    text = page(browse(world.picc_management), "/")
    assert "A second filter" in text
    assert "Update" not in text


def test_drafts_are_counted_for_the_workers_side_alone(world: World, now: datetime, browse: Any) -> None:
    draft_for_workers(factory=world.factory, words="x", by=world.picc_worker, at=now)
    assert "1 draft waits" in page(browse(world.picc_worker), "/")
    assert "draft" not in page(browse(world.picc_management), "/").lower()


def test_the_advisors_page_asks_as_often_for_one_factory_as_for_twenty(world: World, browse: Any) -> None:
    client = browse(world.advisor)
    make_committee(world.factory, meetings=2)
    done_item(world.factory)
    one = queries(client, "/")
    for number in range(19):
        factory = make_factory(world.cambodia, f"Factory {number}")
        make_cycle(factory)
        make_advisor_of(factory, world.advisor)
        make_committee(factory, meetings=3)
        done_item(factory)
        make_visit(factory, world.advisor)
    assert queries(client, "/") == one <= 12 + 2  # the bell, and the clocks that end next


@pytest.mark.parametrize("name", ["manager", "picc_worker", "picc_management", "ambassador"])
def test_a_factorys_first_page_asks_twelve_times_at_most(world: World, browse: Any, name: str) -> None:
    client = browse(getattr(world, name))
    make_committee(world.factory, meetings=1)
    make_item(world.factory)
    one = queries(client, "/")
    for _number in range(19):
        make_item(world.factory)
    assert queries(client, "/") == one <= 12 + 1  # and the bell
