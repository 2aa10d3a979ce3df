"""The API of programmes and calendars: who reads them, and the pages' verbs."""

from typing import Any

from programmes.models import CalendarRule, CountryProgramme
from tests.factories import make_point
from tests.personas import World
from tests.places.asking import get, post, results

RULE = {"kind": "progress_report_1", "amount": 6, "valid_from": "2026-04-01", "source": "Decision"}
OPENED = {"code": "jo", "name": "Jordan", "zone": "Asia/Amman", "languages": ["ar"], "weekend": [5, 6]}


def test_staff_read_their_programme(world: World, browse: Any) -> None:
    assert [row["code"] for row in results(browse(world.advisor), "programmes")] == ["KH"]


def test_others_read_no_programme_and_no_calendar(world: World, browse: Any) -> None:
    client = browse(world.manager)
    assert results(client, "programmes") == results(client, "calendar-rules") == []
    assert get(client, f"programmes/{world.cambodia.pk}").status_code == 404


def test_an_administrator_drafts_a_dated_rule(world: World, browse: Any) -> None:
    made = post(browse(world.administrator), "changes/draft-rule", programme=str(world.cambodia.pk), **RULE)
    assert (made.status_code, made.json()["status"]) == (201, "draft")
    assert not CalendarRule.objects.filter(programme=world.cambodia).exists()


def test_a_rule_for_the_past_is_refused_with_the_sentence(world: World, browse: Any) -> None:
    given = {**RULE, "programme": str(world.cambodia.pk), "valid_from": "2026-01-01"}
    answer = post(browse(world.administrator), "changes/draft-rule", **given)
    assert (answer.status_code, answer.json()["field"]) == (422, "valid_from")


def test_a_rule_of_another_country_or_role_is_not_there(world: World, browse: Any) -> None:
    haiti, cambodia = str(world.haiti.pk), str(world.cambodia.pk)
    assert post(browse(world.administrator), "changes/draft-rule", programme=haiti, **RULE).status_code == 404
    assert post(browse(world.advisor), "changes/draft-rule", programme=cambodia, **RULE).status_code == 404


def test_another_countrys_rules_are_not_listed(world: World, browse: Any) -> None:
    CalendarRule.objects.create(programme=world.haiti, **RULE)
    assert all(row["programme"] is None for row in results(browse(world.advisor), "calendar-rules"))


def test_head_office_opens_a_programme(world: World, browse: Any) -> None:
    assert post(browse(world.head_office), "programmes/add", **OPENED).status_code == 201
    assert post(browse(world.administrator), "programmes/add", **{**OPENED, "code": "vn"}).status_code == 404
    assert CountryProgramme.objects.get(code="JO").tz.key == "Asia/Amman"


def test_everybody_reads_the_taxonomy(world: World, browse: Any) -> None:
    point = make_point()
    assert str(point.pk) in [
        row["id"] for row in results(browse(world.manager), "compliance-points", limit="100")
    ]
    assert results(browse(world.manager), "clusters")


def test_an_administrator_keeps_the_countrys_own_data(world: World, browse: Any) -> None:
    client, cambodia = browse(world.administrator), str(world.cambodia.pk)
    region = post(client, "regions/add", programme=cambodia, name="Kandal").json()
    assert post(client, f"regions/{region['id']}/rename", name="Takeo").json()["name"] == "Takeo"
    holiday = post(client, "holidays/add", programme=cambodia, on="2026-04-14", name="New Year").json()
    assert post(client, "holidays/add", programme=cambodia, on="2026-04-14", name="Again").status_code == 422
    assert post(client, f"holidays/{holiday['id']}/remove").status_code == 204
    given = {"name": "Desk", "purpose": "Questions", "phone": "12"}
    contact = post(client, "contacts/add", programme=cambodia, **given).json()
    changed = post(client, f"contacts/{contact['id']}/change", **{**given, "public": True})
    assert changed.json()["public"] is True
    week = {"zone": "Asia/Phnom_Penh", "languages": ["en"], "weekend": [7]}
    assert post(client, f"programmes/{cambodia}/change", **week).json()["weekend"] == [7]


def test_nobody_else_keeps_them(world: World, browse: Any) -> None:
    cambodia = str(world.cambodia.pk)
    for user in (world.advisor, world.haitian_team_leader, world.manager):
        assert post(browse(user), "regions/add", programme=cambodia, name="Kandal").status_code == 404
