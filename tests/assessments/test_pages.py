"""The pages of an assessment, from the plan to the final findings, as people use them."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from assessments import actions
from assessments.models import Answer, Assessment, FactoryComment, Finding, TeamMember
from tests.assessments.making import TODAY, begun, diagnosed, find, make_tool, plan, question, say, shared
from tests.factories import NOW
from tests.personas import World

Browse = Callable[[User | None], Client]


def post(client: Client, url: str, **data):
    return client.post(url, {"form_id": str(uuid4()), **data})


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def plan_data(world: World, **fields) -> dict[str, object]:
    return {
        "planned_on": "2026-03-02",
        "how": "on_site_2",
        "scope": "full",
        "team": [str(world.assessor.pk), str(world.second_assessor.pk)],
        **fields,
    }


def test_a_team_leader_plans_from_the_list(world: World, browse: Browse) -> None:
    client = browse(world.team_leader)
    page = text(client.get("/assessments/"))
    assert "Lotus Thread Apparel" in page
    assert "Never assessed" in page
    url = f"/assessments/plan/{world.factory.pk}/"
    assert "New: only beside an experienced assessor." in text(client.get(url))
    answer = post(client, url, **plan_data(world))
    assert answer.status_code == 302
    assert "Heng Vuthy, Ouk Channary" in text(client.get("/assessments/"))


def test_seeing_who_is_free_saves_nothing(world: World, browse: Browse) -> None:
    plan(world, factory=world.rival_factory)
    url = f"/assessments/plan/{world.factory.pk}/"
    answer = post(browse(world.team_leader), url, **plan_data(world), check="1")
    assert answer.status_code == 200
    assert "Not free." in text(answer)
    assert Assessment.rows.count() == 1


def test_a_refused_team_is_told_why_and_nothing_is_lost(world: World, browse: Browse) -> None:
    url = f"/assessments/plan/{world.factory.pk}/"
    answer = post(browse(world.team_leader), url, **plan_data(world, team=[str(world.second_assessor.pk)]))
    assert answer.status_code == 422
    assert "A team has two people or more" in text(answer)
    assert f'value="{world.second_assessor.pk}" checked' in text(answer)


def test_a_planner_moves_the_day_and_cancels(world: World, browse: Browse) -> None:
    assessment, client = plan(world), browse(world.country_manager)
    url = f"/assessments/{assessment.pk}/change/"
    assert 'value="2026-03-02"' in text(client.get(url))
    assert post(client, url, **plan_data(world, planned_on="2026-03-05")).status_code == 302
    assert Assessment.rows.get().planned_on == TODAY + timedelta(days=3)
    assert post(client, f"/assessments/{assessment.pk}/cancel/", reason="Strike").status_code == 302
    assert Assessment.rows.get().status == "cancelled"


def test_an_assessor_finds_the_own_plan_and_begins_at_the_gate(world: World, browse: Browse) -> None:
    make_tool(world.cambodia)
    assessment, client = plan(world), browse(world.assessor)
    assert "Begin at the gate" in text(client.get("/assessments/"))
    assert "We stand at the gate: begin" in text(client.get(f"/assessments/{assessment.pk}/"))
    answer = post(client, f"/assessments/{assessment.pk}/begin/")
    assert answer.headers["Location"] == f"/assessments/{assessment.pk}/entry/"
    assert Assessment.rows.get().begun_at == NOW


def test_too_early_says_so(world: World, browse: Browse) -> None:
    make_tool(world.cambodia)
    assessment = plan(world, planned_on=TODAY + timedelta(days=1))
    answer = post(browse(world.assessor), f"/assessments/{assessment.pk}/begin/")
    assert answer.status_code == 422
    assert "It is planned for a later day." in text(answer)


def entry_url(assessment: Assessment, point: str = "emergency-preparedness") -> str:
    return f"/assessments/{assessment.pk}/entry/{point}/"


def answers(assessment: Assessment, base: int = 0, **values: str) -> dict[str, str]:
    sent = {}
    for key, value in values.items():
        pk = question(assessment, key).pk
        sent |= {f"value-{pk}": value, f"base-{pk}": str(base)}
    return sent


def test_entry_goes_point_by_point(world: World, browse: Browse) -> None:
    assessment, client = begun(world), browse(world.assessor)
    first = client.get(f"/assessments/{assessment.pk}/entry/")
    assert first.headers["Location"] == entry_url(assessment)
    saved = post(client, entry_url(assessment), **answers(assessment, exits_locked="yes", fire_alarm="yes"))
    assert saved.headers["Location"] == entry_url(assessment, "overtime-wages")
    page = text(client.get(entry_url(assessment)))
    assert "Non-compliant. A publicly reported issue." in page
    assert "2 of 2 answered" in page


def test_a_fact_is_recorded_in_words(world: World, browse: Browse) -> None:
    assessment = begun(world)
    pk = question(assessment, "floors").pk
    sent = {f"words-{pk}": "3", f"base-{pk}": "0"}
    assert post(browse(world.assessor), entry_url(assessment, "facts"), **sent).status_code == 302
    assert Answer.rows.get().words == "3"


def test_two_answers_are_shown_and_a_person_chooses(world: World, browse: Browse) -> None:
    assessment = begun(world)
    say(assessment, world.second_assessor, fire_alarm="no")
    client, alarm = browse(world.assessor), question(assessment, "fire_alarm").pk
    refused = post(client, entry_url(assessment), **answers(assessment, exits_locked="no", fire_alarm="yes"))
    page = text(refused)
    assert refused.status_code == 422
    assert "1 question has two answers" in page
    assert f'name="base-{alarm}" value="1"' in page
    assert Answer.rows.get(question__question__key="exits_locked").value == "no"
    again = {**answers(assessment, base=1, fire_alarm="yes"), f"two-{alarm}": "1"}
    assert post(client, entry_url(assessment), **again).status_code == 422  # not chosen yet
    assert post(client, entry_url(assessment), **again, **{f"keep-{alarm}": "mine"}).status_code == 302
    assert Answer.rows.get(question=alarm).value == "yes"


def test_keeping_the_others_answer_writes_nothing(world: World, browse: Browse) -> None:
    assessment = begun(world)
    say(assessment, world.second_assessor, fire_alarm="no")
    alarm = question(assessment, "fire_alarm").pk
    sent = {**answers(assessment, base=1, fire_alarm="yes"), f"two-{alarm}": "1", f"keep-{alarm}": "theirs"}
    assert post(browse(world.assessor), entry_url(assessment), **sent).status_code == 302
    assert (Answer.rows.get().value, Answer.rows.get().version) == ("no", 1)


def test_filters_show_what_is_to_do(world: World, browse: Browse) -> None:
    assessment = begun(world)
    say(assessment, world.assessor, exits_locked="yes")
    page = text(browse(world.assessor).get(entry_url(assessment), {"show": "todo"}))
    assert "Is there a fire alarm?" in page
    assert "exits locked" not in page


def test_a_finding_starts_from_the_notes_and_the_tools_reference(world: World, browse: Browse) -> None:
    assessment, client = begun(world), browse(world.assessor)
    pk = question(assessment, "exits_locked").pk
    sent = {f"value-{pk}": "yes", f"base-{pk}": "0", f"words-{pk}": "Doors padlocked at 17:40."}
    post(client, entry_url(assessment), **sent)
    url = f"/assessments/{assessment.pk}/findings/{pk}/"
    page = text(client.get(url))
    assert "Doors padlocked at 17:40." in page
    assert "Labour Law, article 230" in page
    assert post(client, url, sentence="Two workers told us.").status_code == 422
    assert post(client, url, sentence="Exits were locked.", interviews="Heard.").status_code == 302
    assert Finding.rows.get().sentence == "Exits were locked."
    assert "Heard." in text(client.get(f"/assessments/{assessment.pk}/"))


def test_from_the_last_day_to_the_final_findings(world: World, browse: Browse, at) -> None:
    assessment = begun(world)
    say(assessment, world.assessor, exits_locked="yes")
    find(assessment, "exits_locked", world.assessor)
    team, factory = browse(world.assessor), browse(world.manager)
    url = f"/assessments/{assessment.pk}/"
    assert post(team, f"{url}last-day/", last_day="2026-03-02").status_code == 302
    assert "Emergency exits were locked" not in text(factory.get(url))
    assert post(team, f"{url}share/").status_code == 302
    assert "Emergency exits were locked" in text(factory.get(url))
    assert post(team, f"{url}finalise/").status_code == 422
    assert post(factory, f"{url}comment/", words="We disagree.", last="on").status_code == 302
    assert "We disagree." in text(team.get(url))
    assert post(team, f"{url}finalise/").status_code == 302
    assert Assessment.rows.get().status == "finalised"


def test_an_empty_comment_is_refused(world: World, browse: Browse) -> None:
    answer = post(browse(world.manager), f"/assessments/{shared(world).pk}/comment/")
    assert answer.status_code == 422
    assert not FactoryComment.rows.exists()


def test_a_finding_is_withdrawn_with_a_reason(world: World, browse: Browse) -> None:
    finding = Finding.rows.get(assessment=shared(world))
    url = f"/findings/{finding.pk}/withdraw/"
    client = browse(world.assessor)
    assert post(client, url, value="no").status_code == 422
    assert post(client, url, value="no", reason="Not locked.").status_code == 302
    assert not Finding.rows.exists()


def test_the_comparison_shows_both_sides(world: World, browse: Browse) -> None:
    diagnosed(world, Emergency_Preparedness="gap", Overtime_Wages="gap")
    url = f"/assessments/{shared(world).pk}/comparison/"
    for reader in (world.manager, world.advisor):
        page = text(browse(reader).get(url))
        both, factory = page.index("Found by both"), page.index("Found by the factory alone")
        assert both < page.index("Emergency Preparedness") < factory < page.index("Overtime Wages")


def test_the_team_waits_for_the_comparison_until_it_is_final(world: World, browse: Browse) -> None:
    diagnosed(world, Emergency_Preparedness="gap")
    assessment = shared(world)
    client, url = browse(world.assessor), f"/assessments/{assessment.pk}/comparison/"
    assert "CANARY-DIAGNOSIS" not in text(client.get(url))
    actions.comment(assessment=assessment, last=True, by=world.manager, at=NOW)
    actions.finalise(assessment=assessment, by=world.assessor, at=NOW)
    assert "CANARY-DIAGNOSIS" in text(client.get(url))


def test_the_factorys_page_tells_it_once_it_began(world: World, browse: Browse) -> None:
    assessment = begun(world)
    for reader in (world.manager, world.advisor):
        page = text(browse(reader).get(f"/factories/{world.factory.pk}/"))
        assert "Assessment began" in page
        assert "After day 100, unannounced" not in page
        tab = text(browse(reader).get(f"/factories/{world.factory.pk}/assessments/"))
        assert str(assessment.pk) in tab


@pytest.mark.parametrize("who", ["advisor", "administrator", "manager", "third_assessor", "country_manager"])
def test_the_teams_pages_are_the_teams(world: World, browse: Browse, who: str) -> None:
    assessment = begun(world)
    say(assessment, world.assessor, exits_locked="yes")
    client = browse(getattr(world, who))
    pk = question(assessment, "exits_locked").pk
    base = f"/assessments/{assessment.pk}/"
    for page in ("entry/", "entry/emergency-preparedness/", f"findings/{pk}/"):
        assert client.get(base + page).status_code == 404
    for button in ("begin/", "share/", "finalise/", "last-day/"):
        assert post(client, base + button).status_code == 404


def test_team_members_stand_on_the_page(world: World, browse: Browse) -> None:
    assessment = begun(world)
    assert TeamMember.rows.count() == 2
    page = text(browse(world.manager).get(f"/assessments/{assessment.pk}/"))
    assert "Heng Vuthy" in page
    assert "Leads the team" in page
