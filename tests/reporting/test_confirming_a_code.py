"""The public page that confirms a report's code, and what it keeps to itself."""

import pytest

from reporting.actions import approve, recall, submit_for_approval, write_parts
from reporting.drains.releasing import release_reports
from reporting.drains.rendering import render_reports
from reporting.models import ReportVersion
from reporting.views.verify import TRIES
from tests.personas import World
from tests.reporting.making import RELEASE, approved, released

LATER = RELEASE.replace(day=9)


def code(number: int = 1) -> str:
    return ReportVersion.rows.get(number=number).code


def test_a_released_report_is_confirmed_without_signing_in(world: World, browse) -> None:
    released(world)
    page = browse(None).get(f"/verify/{code()}")
    text = page.content.decode()
    assert page.status_code == 200
    for told in ("stands", "Assessment report", "Cambodia", "3 Mar 2026", code()):
        assert told in text


def test_it_says_nothing_of_the_factory_its_people_or_its_buyers(world: World, browse) -> None:
    released(world)
    text = browse(None).get(f"/verify/{code()}").content.decode()
    for secret in (world.factory.name, world.factory.code, world.buyer.name, "Keo Dara", "exits"):
        assert secret not in text


def test_typed_in_any_manner_it_is_found(world: World, browse) -> None:
    released(world)
    typed = code().lower().replace("-", " ")
    response = browse(None).get("/verify/", {"code": typed}, follow=True)
    assert "stands" in response.content.decode()


def test_what_is_not_released_is_confirmed_to_nobody(world: World, browse) -> None:
    approved(world)
    assert browse(None).get(f"/verify/{code()}").status_code == 404


@pytest.mark.parametrize("typed", ["", "7F3K-92QD-1MXA", "x" * 39, "<script>", "%00", "7F3K"])
def test_other_codes_are_not_there(world: World, browse, typed: str) -> None:
    released(world)
    response = browse(None).get("/verify/", {"code": typed}, follow=True)
    assert response.status_code == (200 if not typed else 404)
    assert "was released" not in response.content.decode()


def test_a_recalled_one_says_so(world: World, browse) -> None:
    report = released(world)
    recall(report=report, reason="A name.", by=world.team_leader, at=LATER)
    assert "recalled" in browse(None).get(f"/verify/{code()}").content.decode()


def test_a_replaced_one_says_so(world: World, browse) -> None:
    report = released(world)
    recall(report=report, reason="A wrong article.", by=world.team_leader, at=LATER)
    write_parts(report=report, texts={"correction": "Article 177."}, by=world.assessor, at=LATER)
    submit_for_approval(report=report, by=world.assessor, at=LATER)
    approve(report=report, by=world.team_leader, at=LATER)
    render_reports(LATER)
    release_reports(LATER)
    assert "newer version" in browse(None).get(f"/verify/{code(1)}").content.decode()
    assert "stands" in browse(None).get(f"/verify/{code(2)}").content.decode()


def test_who_tries_too_often_waits(world: World, browse) -> None:
    released(world)
    client = browse(None)
    answers = {client.get(f"/verify/7F3K-92QD-1M{number:02}").status_code for number in range(TRIES + 1)}
    assert answers == {404, 429}
    assert client.get(f"/verify/{code()}").status_code == 429
