"""Phases and services as pages: the matrix of countries, one country, one factory, on any day."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from accounts.models import User
from factories.models import Factory, FactoryFact
from programmes import policyfile, policyload
from programmes.management.commands.load_policy import SHIPPED
from programmes.models import CountryProgramme, ProgrammeFact, Region
from tests.factories import make_factory, make_programme
from tests.personas import World
from tests.places.asking import get, results
from tests.places.making import queries

Browse = Callable[[User | None], Client]
NOVEMBER = "2020-11-03"


@pytest.fixture
def shipped(world: World) -> None:
    policyload.load(policyfile.read(SHIPPED))


def suspend(programme: CountryProgramme, region: Region | None = None, **more: Any) -> ProgrammeFact:
    fact = {"subject": "visits", "value": "suspended", "valid_from": date(2026, 1, 1), **more}
    return ProgrammeFact.objects.create(programme=programme, region=region, decision="Decided.", **fact)


def close(factory: Factory) -> FactoryFact:
    fact = {"subject": "production", "value": "suspended", "valid_from": date(2026, 2, 1)}
    return FactoryFact.rows.create(factory=factory, decision="A flood.", **fact)


def read(client: Client, address: str, code: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == code, (address, answer.status_code)
    return answer.content.decode()


def country(client: Client, code: str, on: str = "") -> Any:
    """What the matrix knows of one country."""
    found = client.get("/phases/", {"on": on} if on else {}).context["countries"]
    return next(each for each in found if each.programme.code == code)


def phases_of(client: Client, code: str, on: str = "") -> list[tuple[int, int]]:
    return [(each.phase.number, each.factories) for each in country(client, code, on).phases]


def cell(client: Client, code: str, column: str, on: str) -> list[tuple[str, str]]:
    """The lines of a country's own phase: what mark, what words."""
    cells = {key: said for key, _head, said in country(client, code, on).cells}
    return [(line.mark.icon, line.words) for line in cells[column][0][1]]


@pytest.mark.parametrize("who", ["advisor", "administrator", "country_manager", "head_office", "trainer"])
def test_every_country_is_listed_for_staff(world: World, browse: Browse, who: str) -> None:
    page = read(browse(getattr(world, who)), "/phases/")
    assert "Cambodia" in page
    assert "Haiti" in page


@pytest.mark.parametrize("who", ["manager", "picc_worker", "buyer_user", "group_user"])
def test_others_find_no_phases(world: World, browse: Browse, who: str) -> None:
    for address in ("/phases/", "/phases/KH/"):
        assert browse(getattr(world, who)).get(address).status_code == 404


def test_a_country_shows_every_phase_its_factories_are_in(world: World, browse: Browse) -> None:
    region = Region.objects.create(programme=world.cambodia, name="Takeo")
    suspend(world.cambodia, region)
    make_factory(world.cambodia, "Takeo Trousers", phase_region=region)
    close(world.rival_factory)
    assert phases_of(browse(world.advisor), "KH") == [(3, 1), (2, 1), (1, 1)]


def test_a_region_in_another_phase_shows_without_factories(world: World, browse: Browse) -> None:
    suspend(world.haiti, Region.objects.create(programme=world.haiti, name="Ouest"))
    assert phases_of(browse(world.advisor), "HT") == [(3, 0), (2, 0)]
    assert "Ouest" in read(browse(world.advisor), "/phases/")


def test_only_factories_that_one_sees_are_counted(world: World, browse: Browse) -> None:
    assert phases_of(browse(world.advisor), "HT") == [(3, 0)]
    assert phases_of(browse(world.haitian_advisor), "HT") == [(3, 1)]


def test_one_factorys_own_fact_shows_where_it_may_be_seen_alone(world: World, browse: Browse) -> None:
    close(world.haitian_factory)
    assert phases_of(browse(world.advisor), "HT") == [(3, 0)]
    assert phases_of(browse(world.haitian_advisor), "HT") == [(3, 0), (1, 1)]
    assert "Caracol Sewing" not in read(browse(world.advisor), "/phases/HT/")
    assert "Caracol Sewing" in read(browse(world.haitian_advisor), "/phases/HT/")


def test_an_own_fact_of_another_day_moves_no_factory(world: World, browse: Browse) -> None:
    close(world.factory)
    assert phases_of(browse(world.advisor), "KH", "2026-01-31") == [(3, 2)]


def test_the_matrix_of_november_2020(world: World, browse: Browse, shipped: None) -> None:
    make_programme("BD", "Bangladesh", "Asia/Dhaka")
    policyload.load(policyfile.read(SHIPPED))
    client = browse(world.advisor)
    assert phases_of(client, "BD", NOVEMBER) == [(2, 0)]
    monitoring = cell(client, "BD", "monitoring", NOVEMBER)
    assert ("half", "Virtual compliance check") in monitoring
    assert any(icon == "cross" and words.startswith("Assessment, ") for icon, words in monitoring)
    assert any(icon == "warning" and "Visit for a critical issue" in words for icon, words in monitoring)
    assert ("cross", "Nobody goes to the site") in cell(client, "BD", "learning", NOVEMBER)
    assert ("clock", "Self-assessment data (1 February 2021)") in cell(client, "BD", "reporting", NOVEMBER)
    assert "SLCP" not in country(client, "KH", NOVEMBER).partners
    assert "SLCP" in country(client, "BD", NOVEMBER).partners


def test_a_row_that_says_no_form_stands_where_nobody_may_go(
    world: World, browse: Browse, shipped: None
) -> None:
    [(icon, words), *_others] = cell(browse(world.advisor), "HT", "monitoring", NOVEMBER)
    assert (icon, words.startswith("Assessment")) == ("check", True)
    assert "Ministry of Labour" in country(browse(world.advisor), "HT", NOVEMBER).partners


def test_a_mark_speaks_without_its_colour(world: World, browse: Browse) -> None:
    assert '<span class="vh">Possible: </span>' in read(browse(world.advisor), "/phases/")


def test_a_further_phase_says_what_differs(world: World, browse: Browse) -> None:
    close(world.factory)
    found = country(browse(world.advisor), "KH")
    first, further = ({line for of in each.lines.values() for line in of} for each in found.phases)
    assert further
    assert first.isdisjoint(further)


def test_the_policy_of_the_day_heads_the_page(world: World, browse: Browse, shipped: None) -> None:
    client = browse(world.advisor)
    said = "Policy “Adapting and innovating factory services”, version 1"
    assert said in read(client, f"/phases/?on={NOVEMBER}")
    assert said not in read(client, "/phases/")
    assert "No policy is in force on this day" in read(client, "/phases/")


def test_versions_show_their_decision(world: World, browse: Browse, shipped: None) -> None:
    assert "constituents and brand partners" in read(browse(world.advisor), "/phases/")


@pytest.mark.parametrize("address", ["/phases/", "/phases/KH/", "/factories/{factory}/services/"])
@pytest.mark.parametrize("day", ["yesterday", "2020-02-30", "3.11.2020"])
def test_what_is_no_day_is_refused_and_today_shown(
    world: World, browse: Browse, address: str, day: str
) -> None:
    page = read(browse(world.advisor), f"{address.format(factory=world.factory.pk)}?on={day}", 422)
    assert "is no date. Write it as in 2020-11-03." in page
    assert "Cambodia" in page


def test_the_matrix_costs_the_same_for_any_number_of_countries(
    world: World, browse: Browse, shipped: None
) -> None:
    client = browse(world.advisor)
    few = queries(client, "/phases/")
    for code in ("BD", "EG", "ET", "ID"):
        suspend(make_programme(code, code))
    assert len(queries(client, "/phases/")) == len(few)
    assert len([sql for sql in few if "programmes_" in sql or "factories_" in sql]) <= 8


def test_a_country_tells_its_facts_over_time_with_their_decisions(world: World, browse: Browse) -> None:
    suspend(world.haiti, valid_from=date(2021, 1, 1), valid_until=date(2021, 6, 1), source="A letter")
    suspend(world.haiti, valid_from=date(2027, 1, 1))
    facts = browse(world.advisor).get("/phases/HT/").context["facts"]
    assert [state for _fact, _words, state in facts] == ["coming", "past"]
    assert "A letter" in read(browse(world.advisor), "/phases/HT/")


def test_a_country_names_rows_with_source_and_our_readings(
    world: World, browse: Browse, shipped: None
) -> None:
    page = read(browse(world.advisor), f"/phases/KH/?on={NOVEMBER}")
    assert "S38, country table of services, 2020" in page
    assert "Our reading" in page


def test_a_country_leads_to_the_calendar_of_those_who_may_read_it(world: World, browse: Browse) -> None:
    assert "/calendars/KH/" in read(browse(world.advisor), "/phases/KH/")
    assert "/calendars/HT/" not in read(browse(world.advisor), "/phases/HT/")
    assert browse(world.advisor).get("/phases/XX/").status_code == 404


def test_the_question_leads_to_the_factory_that_it_names(world: World, browse: Browse) -> None:
    answer = browse(world.advisor).get("/phases/", {"factory": "lotus", "on": NOVEMBER})
    assert answer.headers["Location"] == f"/factories/{world.factory.pk}/services/?on={NOVEMBER}"


def test_the_question_asks_back_when_several_are_meant(world: World, browse: Browse) -> None:
    make_factory(world.cambodia, "Lotus Thread Denim")
    page = read(browse(world.advisor), "/phases/?factory=lotus")
    assert "Lotus Thread Denim" in page
    assert "Lotus Thread Apparel" in page


def test_a_factory_that_one_does_not_see_is_not_found(world: World, browse: Browse) -> None:
    page = read(browse(world.advisor), "/phases/?factory=Caracol", 422)
    assert "No factory that you may see has this name or code." in page


def said(client: Client, factory: Factory, on: str = "") -> dict[tuple[str, str], Any]:
    """What the factory's page says of each service and its forms."""
    found = client.get(f"/factories/{factory.pk}/services/", {"on": on} if on else {}).context["chapters"]
    return {(each.service, each.forms): each for chapter in found for each in chapter.said}


def test_what_was_possible_at_a_factory_on_3_november_2020(
    world: World, browse: Browse, shipped: None
) -> None:
    found = said(browse(world.manager), world.factory, NOVEMBER)
    virtual = found["Advisory visit", "virtual"]
    assert (virtual.mark.icon, virtual.speaker) == ("check", "The policy")
    assert any("S60b" in reason.source for reason in virtual.reasons)
    assert found["Virtual compliance check", "virtual"].mark.icon == "half"


def test_today_the_ordinary_rule_speaks(world: World, browse: Browse, shipped: None) -> None:
    found = said(browse(world.manager), world.factory)
    assert found["Advisory visit", "on-site"].speaker == "The ordinary rule"
    virtual = found["Advisory visit", "hybrid, virtual"]
    assert (virtual.mark.icon, "two completed cycles" in virtual.sentence) == ("cross", True)


def test_a_fact_of_the_factory_speaks_with_its_decision(world: World, browse: Browse) -> None:
    close(world.factory)
    spoken = said(browse(world.manager), world.factory)["Assessment", "on-site"]
    assert spoken.speaker == "A fact"
    assert "A flood." in spoken.reasons[0].words


@pytest.mark.parametrize("who", ["manager", "picc_worker", "ambassador", "group_user", "assessor"])
def test_people_inside_ask_what_is_possible(world: World, browse: Browse, who: str) -> None:
    page = read(browse(getattr(world, who)), f"/factories/{world.factory.pk}/services/")
    assert "What is possible, and why?" in page


@pytest.mark.parametrize("who", ["buyer_user", "rival_manager", "haitian_advisor"])
def test_people_outside_find_nothing(world: World, browse: Browse, who: str) -> None:
    client = browse(getattr(world, who))
    assert client.get(f"/factories/{world.factory.pk}/services/").status_code == 404
    assert get(client, f"factories/{world.factory.pk}/possible").status_code == 404


def test_the_api_gives_the_same_answers_as_the_page(world: World, browse: Browse, shipped: None) -> None:
    told = get(browse(world.manager), f"factories/{world.factory.pk}/possible", on=NOVEMBER).json()
    assert (told["on"], told["phase"], len(told["facts"])) == (NOVEMBER, 3, 1)
    check = next(each for each in told["answers"] if each["service"] == "virtual_compliance_check")
    assert (check["verdict"], check["speaker"]) == ("pilot", "policy")
    assert "country table" in check["rows"][0]["source"]


def test_the_api_refuses_what_is_no_day(world: World, browse: Browse) -> None:
    answer = get(browse(world.manager), f"factories/{world.factory.pk}/possible", on="tomorrow")
    assert (answer.status_code, answer.json()["field"]) == (422, "on")


def test_staff_read_facts_and_policies_of_all_countries(world: World, browse: Browse, shipped: None) -> None:
    client = browse(world.advisor)
    haiti = str(world.haiti.pk)
    assert [row["value"] for row in results(client, "programme-facts", programme=haiti)] == ["suspended"]
    assert [row["version"] for row in results(client, "policies")] == [1]
    assert results(client, "service-policies", limit="100")
    for address in ("programme-facts", "policies", "service-policies", "regions"):
        assert results(browse(world.manager), address) == []


def test_own_facts_are_read_by_people_inside(world: World, browse: Browse) -> None:
    close(world.factory)
    assert len(results(browse(world.manager), "factory-facts")) == 1
    assert results(browse(world.rival_manager), "factory-facts") == []


def test_a_manager_reads_the_answers_in_arabic(world: World, browse: Browse, shipped: None) -> None:
    User.objects.filter(pk=world.manager.pk).update(language="ar")
    page = read(browse(world.manager), f"/factories/{world.factory.pk}/services/?on={NOVEMBER}")
    with translation.override("ar"):
        words = [translation.gettext(each) for each in ("The policy", "advisory visit", "virtual")]
    assert [word for word in words if word not in page] == []
    assert "The policy" not in page
