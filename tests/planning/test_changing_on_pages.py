"""Drafts on their pages: what each role finds there, and what a planned assessment never changes."""

import re
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from factories.delivery.sending import drain
from factories.models import Message
from planning.applying import apply_due
from planning.models import Draft
from programmes.services import Service
from tests.assessments.making import plan
from tests.personas import World
from tests.planning.making import SOON, approved, draft, policy, reports, row, rule, visit

MADE_ANEW = re.compile(rb'(value=|Token": )"[0-9A-Za-z-]{32,64}"')  # ids of forms, tokens
FACT = {"fact": "visits:suspended", "valid_from": SOON.isoformat(), "decision": "The ministry, 2 March."}


def test_an_administrator_drafts_and_reads_the_effects(world: World, browse: Any) -> None:
    visit(world, SOON)
    client = browse(world.administrator)
    answer = client.post("/changes/new/KH/", FACT, follow=True)
    assert answer.status_code == 200
    assert "visits become virtual" in answer.content.decode()
    assert world.factory.name in answer.content.decode()


def test_a_refused_draft_keeps_what_was_typed(world: World, browse: Any) -> None:
    answer = browse(world.administrator).post("/changes/new/KH/", FACT | {"valid_until": SOON.isoformat()})
    assert answer.status_code == 422
    assert "would end before it begins" in answer.content.decode()
    assert "The ministry, 2 March." in answer.content.decode()


def test_asked_approved_and_thrown_away_by_buttons(world: World, browse: Any) -> None:
    made = draft(world)
    browse(world.administrator).post(f"/changes/{made.pk}/ask/")
    browse(world.country_manager).post(f"/changes/{made.pk}/approve/")
    assert Draft.rows.get().status == "approved"
    browse(world.administrator).post(f"/changes/{made.pk}/throw-away/")
    assert Draft.rows.get().status == "thrown_away"


def test_the_country_manager_names_an_exception(world: World, browse: Any) -> None:
    address = f"/factories/{world.factory.pk}/exception/"
    given = {
        "valid_from": SOON.isoformat(), "valid_until": "2027-01-01", "modality": "on_site", "reason": "Cracks",
        "clearance": "UN security",
    }  # fmt: skip
    assert browse(world.country_manager).post(address, given).status_code == 302
    assert browse(world.administrator).post(address, given).status_code == 404


@pytest.mark.parametrize("persona", ["manager", "buyer_user", "haitian_advisor", "rival_manager"])
def test_others_find_no_drafts(world: World, browse: Any, persona: str) -> None:
    made = draft(world)
    client = browse(world.people()[persona])
    for address in (f"/changes/{made.pk}/", f"/changes/{made.pk}/effects.csv", "/changes/new/KH/"):
        assert client.get(address).status_code == 404


def seen(world: World, browse: Any, made: Draft) -> list[bytes]:
    """Preview and download as administrator and advisor, and the messages of all, without times of day."""
    pages = [f"/changes/{made.pk}/effects.csv", f"/changes/{made.pk}/"]
    found = [
        browse(person).get(page).content.partition(b"<main")[2].partition(b"</main>")[0]
        if page.endswith("/")
        else browse(person).get(page).content
        for person in (world.administrator, world.advisor)
        for page in pages
    ]
    told = Message.rows.filter(kind="fact_changed").order_by("to_id").values_list("to_id", "facts")
    return [MADE_ANEW.sub(b"", body) for body in found] + [repr(list(told)).encode()]


def test_a_planned_assessment_changes_nothing_in_preview_download_and_messages(
    world: World, browse: Any
) -> None:
    visit(world, SOON)
    without = draft(world)
    before = seen(world, browse, without)
    plan(world, planned_on=SOON)
    assert seen(world, browse, without) == before
    without.delete()
    apply_due(approved(world).moment)
    assert Message.rows.filter(kind="fact_changed").count() == 4


UUID = re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def after_applying(world: World, browse: Any) -> list[tuple[int, bytes]]:
    """What the factory, its advisor and the administrator read once the change has taken effect."""
    with transaction.atomic():
        made = approved(world)
        apply_due(made.moment)
        while drain():
            pass
        pages = ["/notices/", "/", f"/visits/of/{world.factory.pk}/", f"/factories/{world.factory.pk}/"]
        found = [
            read_with_queries(browse(person), page)
            for person in (world.manager, world.advisor, world.administrator)
            for page in pages
        ]
        transaction.set_rollback(True)
    return found


def read_with_queries(client: Any, page: str) -> tuple[int, bytes]:
    with CaptureQueriesContext(connection) as caught:
        body = client.get(page).content
    return len(caught), UUID.sub(b"", MADE_ANEW.sub(b"", body))


def test_nor_in_what_people_read_once_it_has_taken_effect(world: World, browse: Any) -> None:
    visit(world, SOON)
    before = after_applying(world, browse)
    plan(world, planned_on=SOON)
    assert after_applying(world, browse) == before
    assert any(b"Visits by programme staff: suspended" in body for _queries, body in before)


def test_nor_in_those_of_a_rule(world: World, browse: Any) -> None:
    reports(world, SOON, world.rival_factory)
    without = rule(world)
    before = seen(world, browse, without)
    plan(world, planned_on=SOON)
    assert seen(world, browse, without) == before
    assert (
        "Planned assessment" in browse(world.country_manager).get(f"/changes/{without.pk}/").content.decode()
    )


def test_nor_in_those_of_a_policy(world: World, browse: Any) -> None:
    visit(world, SOON)
    without = row(world, policy(world), service=Service.ASSESSMENT, modalities=(), allowed=False)
    before = seen(world, browse, without)
    plan(world, planned_on=SOON)
    assert seen(world, browse, without) == before
    assert (
        "Planned assessment" in browse(world.country_manager).get(f"/changes/{without.pk}/").content.decode()
    )


def test_planners_find_it_in_the_download(world: World, browse: Any) -> None:
    plan(world, planned_on=SOON)
    made = draft(world)
    assert (
        "Assessment" in browse(world.country_manager).get(f"/changes/{made.pk}/effects.csv").content.decode()
    )
