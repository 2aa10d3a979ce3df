"""ENG-8, WHO-11: a visit that a constituent delivers with us, and what it reads of it."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.errors import Invalid
from advisory.actions import plan_visit
from advisory.models import SharedVisit, Visit
from factories.models import Agreement
from tests.advisory.test_logging_a_visit import logged
from tests.factories import NOW, make_constituent
from tests.personas import World
from tests.roles import as_app

PART = "Led the talk on freedom of association."
SAID = {"notes": "Keep the second exit free.", "next_steps": "A drill in April.", "staff_notes": "Tense."}


def together(world: World, **said: Any) -> Visit:
    given = {"constituent": world.inspectorate, "partner_part": PART, "topics": ["dialogue"], **said}
    return logged(world, NOW, **given)


def test_its_organisation_reads_its_part_and_nothing_that_was_written_for_others(
    world: World, browse: Any
) -> None:
    visit = together(world, **SAID)
    page = browse(world.constituent).get(f"/visits/delivered-together/{visit.pk}/").text
    assert PART in page
    assert "Worker representation" in page
    assert not [words for words in SAID.values() if words in page]


def test_the_factory_reads_with_whom(world: World, browse: Any) -> None:
    visit = together(world)
    assert world.inspectorate.name in browse(world.manager).get(f"/visits/{visit.pk}/").text


def test_the_working_row_stays_closed(world: World, browse: Any) -> None:
    visit = together(world)
    assert browse(world.constituent).get(f"/visits/{visit.pk}/").status_code == 404
    with as_app(world.constituent, NOW):
        assert SharedVisit.objects.filter(pk=visit.pk).exists()
        assert not Visit.rows.exists()


def test_visits_without_it_are_not_there(world: World, browse: Any) -> None:
    alone = logged(world, NOW)
    client = browse(world.constituent)
    assert client.get(f"/visits/delivered-together/{alone.pk}/").status_code == 404
    assert world.factory.name not in client.get("/visits/delivered-together/").text


def test_nobody_else_reads_them_there(world: World, browse: Any) -> None:
    visit = together(world)
    for person in (world.haitian_constituent, world.manager, world.advisor, world.buyer_user):
        assert browse(person).get(f"/visits/delivered-together/{visit.pk}/").status_code == 404


@pytest.mark.parametrize("change", [{"opens": ["factories"]}, {"valid_until": NOW.date()}])
def test_they_close_with_the_agreement(world: World, browse: Any, change: dict[str, Any]) -> None:
    visit = together(world)
    Agreement.rows.filter(organisation=world.inspectorate).update(**change)
    assert browse(world.constituent).get(f"/visits/delivered-together/{visit.pk}/").status_code == 404


def test_only_an_organisation_with_an_agreement_is_named(world: World) -> None:
    with pytest.raises(Invalid, match="No agreement"):
        together(world, constituent=make_constituent("A union"))


def test_what_it_did_is_written_down(world: World) -> None:
    with pytest.raises(Invalid, match="both or neither"):
        together(world, partner_part="")


def test_a_visit_is_planned_together_and_stands_on_its_first_page(world: World, browse: Any) -> None:
    day = NOW.date() + timedelta(days=9)
    given = {"factory": world.factory, "on": day, "constituent": world.inspectorate}
    visit = plan_visit(**given, by=world.advisor, at=NOW)
    assert visit.partner == world.inspectorate.name
    assert f"/visits/delivered-together/{visit.pk}/" in browse(world.constituent).get("/").text


def test_the_advisor_chooses_it_in_the_log(world: World, browse: Any) -> None:
    page = browse(world.advisor).get(f"/log-visit/{world.factory.pk}/").text
    assert world.inspectorate.name in page
    assert "Union Federation of Port-au-Prince" not in page


def test_programs_read_its_public_part_by_the_api(world: World, browse: Any) -> None:
    visit = together(world, **SAID)
    (found,) = browse(world.constituent).get("/api/v1/shared-visits/").json()["results"]
    assert (found["id"], found["partner_part"]) == (str(visit.pk), PART)
    assert not {"notes", "next_steps", "agenda"} & set(found)
    assert browse(world.manager).get("/api/v1/shared-visits/").json()["results"] == []
