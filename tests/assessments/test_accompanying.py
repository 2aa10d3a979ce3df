"""WHO-11: people of a constituent accompany an assessment, know of it from then on, and of nothing else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import rowsecurity
from accounts.errors import Invalid
from accounts.models import Membership, Role, User
from accounts.rowsecurity import ME
from assessments import accompanying, actions
from assessments.models import Accompanied, Assessment, Companion, TeamDay, TeamMember
from assessments.policies import MY_COMPANY
from assessments.telling import is_concerned
from factories import outbox
from factories.models import Agreement, ConflictOfInterest, Message
from tests.assessments.making import TODAY, begun, make_tool, plan, shared
from tests.assessments.test_planning import change, team_of
from tests.assessments.test_secrecy import everything
from tests.factories import NOW, make_user
from tests.personas import World
from tests.roles import as_app, as_role

Browse = Callable[[User | None], Client]
DAY = TODAY + timedelta(days=9)  # a Wednesday
WHERE = "Lotus Thread Apparel"


@pytest.fixture
def colleague(world: World) -> User:
    """Of the same organisation, and never named."""
    return make_user("Neang Kanha", world.inspectorate, Role.CONSTITUENT)


def accompanied(world: World, **fields: Any) -> Assessment:
    return plan(world, **{"company": [world.constituent], "planned_on": DAY, **fields})


def agreement(world: World, **fields: Any) -> None:
    Agreement.rows.filter(organisation=world.inspectorate).update(**fields)


def address(assessment: Assessment) -> str:
    return f"/assessments/{assessment.pk}/"


def known(user: User, at: Any = NOW) -> int:
    """How many the database shows, whatever is asked."""
    with as_app(user, at):
        return Accompanied.objects.count()


# -- Naming ---------------------------------------------------------------------------------


def test_a_planner_names_who_accompanies_beside_the_team(world: World) -> None:
    assessment = accompanied(world)
    assert [each.user for each in Companion.rows.named().filter(assessment=assessment)] == [world.constituent]
    assert team_of(assessment) == {"Heng Vuthy", "Ouk Channary"}


def test_they_are_not_among_the_two_that_a_team_needs(world: World) -> None:
    with pytest.raises(Invalid, match="two people or more"):
        plan(world, world.assessor, company=[world.constituent])
    with pytest.raises(Invalid, match="assessors of this country"):
        plan(world, world.assessor, world.constituent)


@pytest.mark.parametrize("who", ["haitian_constituent", "advisor", "manager", "head_office", "buyer_user"])
def test_nobody_else_is_named(world: World, who: str) -> None:
    with pytest.raises(Invalid, match="whom an agreement lets accompany") as refused:
        accompanied(world, company=[getattr(world, who)])
    assert refused.value.field == "company"


def test_who_has_a_place_at_a_factory_too_is_not_named(world: World) -> None:
    works_at(world, world.constituent)
    with pytest.raises(Invalid, match="whom an agreement lets accompany"):
        accompanied(world)


def works_at(world: World, user: User) -> None:
    user.memberships.create(
        organisation=world.rival_factory.organisation, role=Role.FACTORY_MANAGER, since=NOW
    )


def test_a_key_to_the_api_is_not_named(world: World) -> None:
    program = make_user("A program", world.inspectorate, Role.CONSTITUENT, is_machine=True)
    with pytest.raises(Invalid, match="whom an agreement lets accompany"):
        accompanied(world, company=[program])


def test_an_agreement_that_opens_all_else_lets_nobody_accompany(world: World) -> None:
    agreement(world, opens=["factories", "activities", "assessment_reports"])
    with pytest.raises(Invalid, match="whom an agreement lets accompany"):
        accompanied(world)


def test_the_agreement_holds_on_every_planned_day(world: World) -> None:
    agreement(world, valid_until=DAY + timedelta(days=1))  # the second day is the first without
    with pytest.raises(Invalid, match="No agreement opens it on all these days to: Ros Sothy"):
        accompanied(world)
    assert accompanied(world, days=1)


def test_two_agreements_that_follow_each_other_hold_together(world: World) -> None:
    (held,) = Agreement.rows.filter(organisation=world.inspectorate)
    agreement(world, valid_until=DAY + timedelta(days=1))
    held.pk, held.valid_from = uuid4(), DAY + timedelta(days=1)
    held.save(force_insert=True)
    assert accompanied(world)


def test_a_conflict_of_interest_bars_them_and_nobody_reads_why(world: World) -> None:
    declare(world)
    with pytest.raises(Invalid) as refused:
        accompanied(world)
    assert str(refused.value) == "Not free on these days: Ros Sothy."


def declare(world: World) -> None:
    given = {"kind": "family", "words": "A brother", "since": TODAY, "recorded_at": NOW}
    ConflictOfInterest.rows.create(
        person=world.constituent, factory=world.factory, recorded_by=world.country_manager, **given
    )


def test_their_days_are_taken(world: World) -> None:
    accompanied(world)
    with pytest.raises(Invalid, match="Not free on these days: Ros Sothy"):
        elsewhere(world)


def elsewhere(world: World) -> Assessment:
    fourth = make_user("Ly Veasna", world.cambodia.organisation, Role.ASSESSOR)
    again = {"factory": world.rival_factory, "company": [world.constituent], "planned_on": DAY}
    return plan(world, world.third_assessor, fourth, **again)


def test_planners_see_their_days_as_taken_and_nobody_else(world: World) -> None:
    accompanied(world)
    with as_app(world.team_leader, NOW):
        assert TeamDay.objects.filter(user_id=world.constituent.pk).exists()
    for user in (world.constituent, world.assessor, world.haitian_team_leader, world.head_office):
        with as_app(user, NOW):
            assert not TeamDay.objects.exists()


# -- What they read -------------------------------------------------------------------------


def test_they_read_where_when_how_and_with_whom(world: World, browse: Browse) -> None:
    page = browse(world.constituent).get(address(accompanied(world))).text
    for said in (WHERE, "11 Mar 2026", "12 Mar 2026", "Heng Vuthy, Ouk Channary", "On-site"):
        assert said in page, said


def test_their_page_has_nothing_to_send_and_nothing_of_others(world: World, browse: Browse) -> None:
    own = address(accompanied(world))
    page = browse(world.constituent).get(own).text
    assert not [verb for verb in ("begin/", "entry/", "change/", "cancel/") if own + verb in page]
    assert world.team_leader.name not in page


def test_it_stands_on_their_first_page(world: World, browse: Browse) -> None:
    client = browse(world.constituent)
    assert "Assessments you accompany" not in client.get("/").text
    assessment = accompanied(world)
    page = client.get("/").text
    assert "Assessments you accompany" in page and address(assessment) in page


def test_the_address_of_the_notice_leads_them_there(world: World, browse: Browse) -> None:
    assert browse(world.constituent).get("/assessments/").headers["Location"] == "/"


def test_the_first_page_asks_as_much_for_many_as_for_one(world: World, browse: Browse) -> None:
    client = browse(world.constituent)
    accompanied(world)
    one = asked(client, "/")
    elsewhere_later = {"factory": world.rival_factory, "company": [world.constituent]}
    plan(world, planned_on=DAY + timedelta(days=20), **elsewhere_later)
    assert asked(client, "/") == one


def asked(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


def test_working_tables_stay_closed_to_them(world: World) -> None:
    accompanied(world)
    with as_app(world.constituent, NOW):
        assert Accompanied.objects.count() == 1
        for model in ("Assessment", "TeamMember", "Companion", "Answer", "Finding", "InterviewEvidence"):
            assert not apps.get_model("assessments", model).rows.exists(), model  # type: ignore[attr-defined]
        for event in ("AssessmentEvent", "TeamMemberEvent", "CompanionEvent"):
            assert not apps.get_model("assessments", event)._default_manager.exists(), event
        assert Message.rows.count() == 0  # the notice shows once it is out


def test_the_api_and_the_factorys_page_say_nothing_of_it(world: World, browse: Browse) -> None:
    client = browse(world.constituent)
    urls = [f"/api/v1/{name}/" for name in ("assessments", "assessment-teams", "findings", "answers")]
    urls += [f"/factories/{world.factory.pk}/", "/factories/", "/reports/"]
    before = [said(client, url) for url in urls]
    assessment = accompanied(world)
    assert [said(client, url) for url in urls] == before
    assert client.get(f"/api/v1/assessments/{assessment.pk}/").status_code == 404


def said(client: Client, url: str) -> object:
    answer = client.get(url)
    return answer.json() if url.startswith("/api/") else (answer.status_code, DAY.isoformat() in answer.text)


def test_they_change_nothing(world: World, browse: Browse) -> None:
    make_tool(world.cambodia)
    assessment = accompanied(world, planned_on=TODAY)
    client = browse(world.constituent)
    for verb in ("begin/", "share/", "finalise/", "last-day/", "comment/", "cancel/", "change/"):
        assert client.post(address(assessment) + verb, {"form_id": str(uuid4())}).status_code == 404, verb
    for page in ("entry/", "comparison/", "entry/emergency-preparedness/"):
        assert client.get(address(assessment) + page).status_code == 404, page
    with as_app(world.constituent, NOW):
        assert Assessment.rows.update(days=1) == TeamMember.rows.update(leads=True) == 0
        assert Companion.rows.update(left_at=NOW) == 0


def test_they_know_of_it_until_data_collection_has_ended(world: World, browse: Browse) -> None:
    assessment = begun(world, company=[world.constituent])
    client = browse(world.constituent)
    assert "Heng Vuthy" in client.get(address(assessment)).text
    actions.end_collection(assessment=assessment, last_day=TODAY, by=world.assessor, at=NOW)
    assert client.get(address(assessment)).status_code == 404
    assert known(world.constituent) == 0


def test_what_is_shared_stays_with_those_it_is_shared_with(world: World, browse: Browse) -> None:
    assessment = shared(world)
    name_again(world, assessment)
    assert browse(world.constituent).get(address(assessment)).status_code == 404
    assert known(world.constituent) == 0


def name_again(world: World, assessment: Assessment) -> None:
    Companion.rows.create(
        factory=world.factory,
        assessment=assessment,
        user=world.constituent,
        organisation=world.inspectorate,
    )


def taken_off(world: World, assessment: Assessment) -> None:
    change(world, assessment, company=[])


def cancelled(world: World, assessment: Assessment) -> None:
    actions.cancel_assessment(assessment=assessment, reason="x", by=world.team_leader, at=NOW)


def agreement_over(world: World, assessment: Assessment) -> None:
    agreement(world, valid_until=TODAY)


def agreement_over_before_the_day(world: World, assessment: Assessment) -> None:
    agreement(world, valid_until=DAY)


def agreement_opens_less(world: World, assessment: Assessment) -> None:
    agreement(world, opens=["factories"])


def left(world: World, assessment: Assessment) -> None:
    Membership.objects.filter(user=world.constituent).update(ended_at=NOW)


def changed_sides(world: World, assessment: Assessment) -> None:
    works_at(world, world.constituent)


def speaks_for_another(world: World, assessment: Assessment) -> None:
    """Another organisation's agreement does not open what the own one was named for."""
    left(world, assessment)
    other = Agreement.rows.get(organisation=world.inspectorate)
    organisation = type(world.inspectorate).objects.create(kind="constituent", name="A federation")
    other.pk, other.organisation = uuid4(), organisation
    other.save(force_insert=True)
    world.constituent.memberships.create(organisation=organisation, role=Role.CONSTITUENT, since=NOW)


ENDS = [
    taken_off,
    cancelled,
    agreement_over,
    agreement_over_before_the_day,
    agreement_opens_less,
    left,
    changed_sides,
    speaks_for_another,
]


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_with_that_it_is_gone(world: World, browse: Browse, end: Callable[[World, Assessment], None]) -> None:
    assessment = accompanied(world)
    client = browse(world.constituent)
    assert client.get(address(assessment)).status_code == 200
    assert known(world.constituent) == 1
    end(world, assessment)
    assert client.get(address(assessment)).status_code == 404
    assert "Assessments you accompany" not in client.get("/").text
    assert known(world.constituent) == 0


# -- Everybody else -------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["colleague", "constituent", "haitian_constituent"])
def test_for_constituents_who_are_not_named_nothing_changes(
    world: World, browse: Browse, colleague: User, who: str
) -> None:
    asking = colleague if who == "colleague" else getattr(world, who)
    named = world.constituent if who == "colleague" else colleague
    client = browse(asking)
    before = [*everything(client, world)], asked(client, "/")
    unknown = asked(client, f"/assessments/{uuid4()}/")
    assessment = accompanied(world, company=[named])
    assert ([*everything(client, world)], asked(client, "/")) == before
    assert client.get(address(assessment)).status_code == 404
    assert asked(client, address(assessment)) == unknown
    assert known(asking) == 0


@pytest.mark.parametrize("who", ["advisor", "manager", "administrator", "third_assessor", "head_office"])
def test_nobody_else_learns_who_accompanies(world: World, browse: Browse, who: str) -> None:
    begun(world, company=[world.constituent])
    user = getattr(world, who)
    assert world.constituent.name not in browse(user).get(address(Assessment.rows.get())).text
    with as_app(user, NOW):
        assert not Companion.rows.exists()
        assert not apps.get_model("assessments", "CompanionEvent")._default_manager.exists()


def test_team_and_planners_see_who_accompanies_them(world: World, browse: Browse) -> None:
    assessment = accompanied(world)
    for user in (world.assessor, world.team_leader, world.country_manager):
        assert world.constituent.name in browse(user).get(address(assessment)).text
        with as_app(user, NOW):
            assert Companion.objects.visible_to(user).count() == 1


def test_who_accompanied_earlier_stays_with_planners(world: World) -> None:
    taken_off(world, accompanied(world))
    for user, found in ((world.assessor, 0), (world.team_leader, 1)):
        with as_app(user, NOW):
            assert Companion.rows.count() == Companion.objects.visible_to(user).count() == found


def test_the_trail_of_who_accompanies_is_the_planners(world: World) -> None:
    accompanied(world)
    events = apps.get_model("assessments", "CompanionEvent")._default_manager
    for user, found in ((world.assessor, 0), (world.constituent, 0), (world.team_leader, 1)):
        with as_app(user, NOW):
            assert events.count() == found


def test_each_wall_holds_without_the_other(world: World, colleague: User) -> None:
    """The view is bound to the person; were it not, the code would still ask for the own ones alone."""
    accompanied(world)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(MY_COMPANY.replace(f"c.user_id = {ME}", "true"))
    with as_app(colleague, NOW):
        assert Accompanied.objects.exists()  # the leak is found
        assert not accompanying.accompanied(colleague).exists()


def test_without_a_person_the_view_is_empty(world: World) -> None:
    accompanied(world)
    with as_app(None, NOW):
        assert not Accompanied.objects.exists()
    assert not Accompanied.objects.exists()


# -- Telling --------------------------------------------------------------------------------


def told(world: World) -> list[Message]:
    return list(Message.rows.filter(to=world.constituent).order_by("queued_at"))


def test_they_get_the_notice_that_names_nothing(world: World) -> None:
    accompanied(world)
    (message,) = told(world)
    assert (message.factory, message.facts) == (None, {})
    subject, text = outbox.words(message)
    assert "something new in your assessments" in subject
    assert not any(word in text for word in (WHERE, world.factory.code, "Mar", "2026"))


@pytest.mark.parametrize("what", [taken_off, cancelled])
def test_they_are_told_that_something_changed(
    world: World, what: Callable[[World, Assessment], None]
) -> None:
    assessment = accompanied(world, at=NOW - timedelta(hours=1))
    what(world, assessment)
    assert len(told(world)) == 2


def test_a_moved_day_is_told_too_and_leaves_them_in_place(world: World) -> None:
    assessment = accompanied(world, at=NOW - timedelta(hours=1))
    change(world, assessment, planned_on=DAY + timedelta(days=5))
    assert len(told(world)) == 2
    assert [each.user for each in Companion.rows.named()] == [world.constituent]


def test_a_move_beyond_the_agreement_is_refused(world: World) -> None:
    assessment = accompanied(world)
    agreement(world, valid_until=DAY + timedelta(days=3))
    with pytest.raises(Invalid, match="No agreement opens it on all these days"):
        change(world, assessment, planned_on=DAY + timedelta(days=5))
    assert Assessment.rows.get().planned_on == DAY


@pytest.mark.parametrize(
    ("change_of", "knows"), [({}, True), ({"valid_until": TODAY}, False), ({"opens": ["factories"]}, False)]
)
def test_the_notice_goes_out_while_the_agreement_opens_it(
    world: World, change_of: dict[str, Any], knows: bool
) -> None:
    accompanied(world)
    agreement(world, **change_of)
    (message,) = told(world)
    with as_role("bw_worker"):
        rowsecurity.identify(None, NOW)
        assert is_concerned(message) == knows


# -- Pages and API of planning --------------------------------------------------------------


def form(world: World, **sent: Any) -> dict[str, Any]:
    team = [str(world.assessor.pk), str(world.second_assessor.pk)]
    given = {"planned_on": DAY.isoformat(), "how": "on_site_2", "scope": "full", "team": team}
    return {**given, "form_id": str(uuid4()), **sent}


def test_a_planner_chooses_them_on_the_page_and_takes_them_off_there(world: World, browse: Browse) -> None:
    client = browse(world.team_leader)
    url = f"/assessments/plan/{world.factory.pk}/"
    assert "Labour Inspectorate of Phnom Penh" in client.get(url).text
    answer = client.post(url, form(world, company=[str(world.constituent.pk)]))
    assessment = Assessment.rows.get()
    assert answer.headers["Location"] == address(assessment)
    page = " ".join(client.get(f"{address(assessment)}change/").text.split())
    assert f'value="{world.constituent.pk}" checked' in page
    client.post(f"{address(assessment)}change/", form(world))
    assert not Companion.rows.named().exists()


def test_the_group_shows_only_where_an_agreement_opens_it(world: World, browse: Browse) -> None:
    agreement(world, opens=["factories"])
    page = browse(world.team_leader).get(f"/assessments/plan/{world.factory.pk}/").text
    assert "Who accompanies it" not in page
    assert world.constituent.name not in page


def test_a_refusal_stands_beside_the_group(world: World, browse: Browse) -> None:
    agreement(world, valid_until=DAY)
    answer = browse(world.team_leader).post(
        f"/assessments/plan/{world.factory.pk}/", form(world, company=[str(world.constituent.pk)])
    )
    assert answer.status_code == 422
    assert "No agreement opens it on all these days to: Ros Sothy." in answer.text
    assert "The agreement does not open it on these days." in answer.text


@pytest.mark.parametrize("end", [agreement_over, left, changed_sides], ids=lambda end: end.__name__)
def test_planners_read_who_cannot_accompany_any_more(
    world: World, browse: Browse, end: Callable[[World, Assessment], None]
) -> None:
    assessment = accompanied(world)
    end(world, assessment)
    page = browse(world.team_leader).get(address(assessment)).text
    assert "Not free on these days any more: Ros Sothy" in page
    assert "Not free" not in browse(world.assessor).get(address(assessment)).text


def test_programs_of_planners_name_them_and_leave_them(world: World, browse: Browse) -> None:
    client = browse(world.team_leader)
    given = {"planned_on": DAY.isoformat(), "days": 2, "modality": "on_site", "scope": "full"}
    given["team"] = [str(world.assessor.pk), str(world.second_assessor.pk)]
    new = {**given, "factory": str(world.factory.pk), "company": [str(world.constituent.pk)]}
    made = client.post("/api/v1/assessments/plan/", new, content_type="application/json")
    assert made.status_code == 201, made.text
    url = f"/api/v1/assessments/{made.json()['id']}/change/"
    client.post(url, {**given, "days": 1}, content_type="application/json")
    assert Companion.rows.named().count() == 1
    client.post(url, {**given, "company": []}, content_type="application/json")
    assert not Companion.rows.named().exists()
