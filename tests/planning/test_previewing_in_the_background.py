"""A preview of a large programme is worked out by the worker, with progress; it is the same list (PHS-4)."""

import re
from datetime import timedelta
from operator import attrgetter
from typing import Any

import pytest

from planning import previewing
from planning.lines import of_visits
from planning.models import Draft, PreviewLine, PreviewRun
from planning.preview import preview
from tests.assessments.making import plan
from tests.factories import NOW
from tests.personas import World
from tests.planning.making import SOON, TODAY, draft, policy, row, visit
from tests.roles import as_app, as_role

LINE = ("what", "detail", "factory_id", "name", "code", "day", "now", "then", "secret_id")
MADE_ANEW = re.compile(rb'value="[0-9A-Za-z-]{32,64}"')  # ids of forms


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previewing, "LARGE", 0)


@pytest.fixture
def made(world: World) -> Draft:
    """Suspends visits, of which two are planned."""
    visit(world, SOON)
    visit(world, SOON + timedelta(days=1), world.rival_factory)
    return draft(world)


def page(browse: Any, person: Any, made: Draft, **asked: str) -> str:
    return str(browse(person).get(f"/changes/{made.pk}/", asked).content.decode())


def test_a_draft_asks_for_its_preview(made: Draft, world: World, browse: Any) -> None:
    assert PreviewRun.rows.get().draft == made
    answer = browse(world.administrator).get(f"/changes/{made.pk}/")
    assert "It waits for the worker." in answer.content.decode()
    assert answer.headers["Refresh"] == "4"


def test_the_page_says_how_far_it_is(made: Draft, world: World, browse: Any) -> None:
    PreviewRun.rows.update(seen=5000, total=20_000)
    found = page(browse, world.administrator, made)
    assert re.search(r"5.000 of 20.000 planned visits", found)
    assert 'width="25"' in found


def test_the_worker_stores_the_list_that_a_page_would_show(made: Draft, world: World, browse: Any) -> None:
    visit(world, SOON, world.rival_factory)
    visit(world, SOON, world.rival_factory, modality="hybrid")
    visit(world, SOON, world.rival_factory, modality="virtual")
    with as_role("bw_worker"):
        assert previewing.work_out(NOW) == 1
    stored = PreviewLine.rows.order_by("number").values_list(*LINE)
    at_once = list(of_visits(preview(made, world.administrator, TODAY).visits))
    assert list(stored) == [attrgetter(*LINE)(each) for each in at_once]
    assert len(at_once) == 4
    found = page(browse, world.administrator, made)
    assert "visits become virtual" in found
    assert world.rival_factory.name in found


def test_it_is_worked_out_once(made: Draft, world: World) -> None:
    assert [previewing.work_out(NOW), previewing.work_out(NOW)] == [1, 0]


def test_a_worker_that_died_leaves_it_to_the_next(made: Draft, world: World) -> None:
    PreviewRun.rows.update(claimed_until="2020-01-01T00:00Z")
    assert previewing.work_out(NOW) == 1


def test_another_worker_passes_over_it(made: Draft, world: World) -> None:
    PreviewRun.rows.update(claimed_until="2099-01-01T00:00Z")
    assert previewing.work_out(NOW) == 0


def test_asked_for_anew_it_takes_the_place_of_the_older_one(made: Draft, world: World, browse: Any) -> None:
    previewing.work_out(NOW)
    visit(world, SOON + timedelta(days=2))
    browse(world.advisor).post(f"/changes/{made.pk}/preview/")
    previewing.work_out(NOW)
    assert PreviewRun.rows.count() == 1
    assert PreviewLine.rows.count() == 3


def test_a_changed_row_of_a_policy_asks_anew(world: World) -> None:
    visit(world, SOON)
    made = policy(world)
    previewing.work_out(NOW)
    row(world, made)
    previewing.work_out(NOW)
    assert PreviewLine.rows.get().then == "virtual"


def test_what_is_no_longer_under_way_is_dropped(made: Draft, world: World) -> None:
    Draft.rows.update(status="thrown_away")
    assert previewing.work_out(NOW) == 0
    assert not PreviewRun.rows.exists()


def test_the_list_is_filtered_and_downloaded(made: Draft, world: World, browse: Any) -> None:
    previewing.work_out(NOW)
    found = page(browse, world.administrator, made, q=world.rival_factory.code, what="visit")
    assert "1 to 1 of 1" in found
    saved = browse(world.administrator).get(f"/changes/{made.pk}/effects.csv").content.decode()
    assert saved.count("Advisory visit") == 2


def test_what_is_not_done_is_not_downloaded(made: Draft, world: World, browse: Any) -> None:
    answer = browse(world.administrator).get(f"/changes/{made.pk}/effects.csv", follow=True)
    assert "The list is not worked out yet." in answer.content.decode()


def test_planned_assessments_stand_in_it_for_planners_alone(made: Draft, world: World) -> None:
    planned = plan(world, planned_on=SOON)
    previewing.work_out(NOW)
    shown = set()
    for name, person in world.people().items():
        with as_app(person, NOW):
            seen = PreviewLine.rows.filter(secret=planned).exists()  # the second wall alone
            assert seen == PreviewLine.objects.visible_to(person).filter(secret=planned).exists(), name
        shown |= {name} if seen else set()
    assert shown == {"team_leader", "other_team_leader", "country_manager"}


def told(world: World, browse: Any, made: Draft) -> list[bytes]:
    """Progress, page and download, as administrator and advisor."""
    found = []
    for person in (world.administrator, world.advisor):
        for address in (f"/changes/{made.pk}/", f"/changes/{made.pk}/effects.csv"):
            body = browse(person).get(address).content
            found.append(MADE_ANEW.sub(b"", body.partition(b"<main")[2] or body))
    with as_app(world.administrator, NOW):
        runs = list(PreviewRun.rows.values_list("seen", "total", "figures"))
    return [*found, repr(runs).encode()]


def test_a_planned_assessment_changes_nothing_for_others(made: Draft, world: World, browse: Any) -> None:
    before = told(world, browse, made)
    previewing.work_out(NOW)
    done = told(world, browse, made)
    plan(world, planned_on=SOON)
    browse(world.administrator).post(f"/changes/{made.pk}/preview/")
    assert told(world, browse, made)[:1] == before[:1]
    previewing.work_out(NOW)
    assert told(world, browse, made) == done
