"""Hand-over: an advisor's caseload, open duties and secrets pass in one act (OPS-2)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import Membership, User
from advisory import actions
from advisory.drains import handing
from advisory.drains.handing import KIND
from advisory.models import Duty, Escalation, FileStep, RestrictedReader, Visit
from factories.actions import assign_advisor
from factories.history import history
from factories.models import AdvisorAssignment, HandedFactory, HandOver, Message
from factories.outbox import mail_words, words
from planning.handover.acts import PASSED, RECEIVED, hand_over
from planning.handover.office import Office, left_behind
from planning.handover.preview import Preview
from tests.advisory.incidents import report, tick
from tests.advisory.making import make_visit
from tests.assessments.making import make_tool, plan
from tests.delivery.making import drain
from tests.factories import NOW, make_advisor_of, make_cycle, make_factory
from tests.guarded.making import LATER, activated, conflict
from tests.personas import World
from tests.places.making import queries
from tests.roles import as_app, as_role
from tests.walls.canaries import fill
from tests.walls.walk import answering, seen

Browse = Callable[[User | None], Client]
TODAY = date(2026, 3, 2)
WHY = "She goes to the office in Jakarta."


@pytest.fixture
def second(world: World) -> Any:
    """Another factory of the same advisor."""
    factory = make_factory(world.cambodia, "Silk Road Garments")
    make_cycle(factory)
    make_advisor_of(factory, world.advisor)
    return factory


def pass_on(world: World, by: User | None = None, **given: Any) -> HandOver:
    said = {
        "programme": world.cambodia,
        "advisor": world.advisor,
        "to": {world.factory.pk: world.other_advisor},
        "why": WHY,
        "by": by or world.team_leader,
        "at": NOW,
    }
    with as_app(said["by"], NOW):
        return hand_over(**{**said, **given})


def advising(factory: Any) -> str:
    return AdvisorAssignment.rows.current().get(factory=factory).advisor.name


def told(kind: str) -> list[str]:
    return list(Message.rows.filter(kind=kind).order_by("to__name").values_list("to__name", flat=True))


# -- The act -------------------------------------------------------------------------------


def test_assignments_end_and_begin_at_one_moment(world: World) -> None:
    pass_on(world)
    before, now = AdvisorAssignment.rows.filter(factory=world.factory).order_by("since")
    assert (before.advisor, before.ended_at) == (world.advisor, NOW)
    assert (now.advisor, now.since, now.ended_at) == (world.other_advisor, NOW, None)


def test_factories_pass_to_several_in_one_act(world: World, second: Any) -> None:
    third = world.trainer
    Membership.objects.filter(user=third).update(role="advisor")
    pass_on(world, to={world.factory.pk: world.other_advisor, second.pk: third})
    assert (advising(world.factory), advising(second)) == (world.other_advisor.name, third.name)
    assert HandOver.rows.count() == 1
    assert HandedFactory.rows.count() == 2


def test_what_is_not_chosen_stays(world: World, second: Any) -> None:
    pass_on(world)
    assert advising(second) == world.advisor.name


def test_planned_visits_follow_and_held_ones_do_not(world: World) -> None:
    planned = make_visit(world.factory, world.advisor, on=TODAY + timedelta(days=9))
    held = make_visit(world.factory, world.advisor, on=TODAY, status=Visit.Status.HELD, logged_at=NOW)
    pass_on(world)
    assert Visit.rows.get(pk=planned.pk).advisor == world.other_advisor
    assert Visit.rows.get(pk=held.pk).advisor == world.advisor


def test_visits_of_factories_that_stay_do_not_follow(world: World, second: Any) -> None:
    planned = make_visit(second, world.advisor, on=TODAY + timedelta(days=9))
    pass_on(world)
    assert Visit.rows.get(pk=planned.pk).advisor == world.advisor


def test_duties_that_were_taken_on_call_the_new_advisor(world: World) -> None:
    incident = report(world)
    tick(NOW)
    actions.acknowledge_duties(incident=incident, by=world.advisor, at=NOW)
    later = NOW + timedelta(hours=40)
    tick(later)
    pass_on(world, at=later)
    assert set(Duty.rows.open().values_list("acknowledged_by", flat=True)) == {None}
    tick(later)
    rung = Escalation.rows.filter(rung=Escalation.Rung.RESPONSIBLE)
    assert {each.to.name for each in rung} == {world.other_advisor.name}


def test_a_duty_that_a_leader_has_stays_the_leaders(world: World) -> None:
    incident = report(world)
    tick(NOW)
    actions.acknowledge_duties(incident=incident, by=world.team_leader, at=NOW)
    pass_on(world)
    assert set(Duty.rows.open().values_list("acknowledged_by", flat=True)) == {world.team_leader.pk}


def test_a_deputy_stays_unless_it_is_the_successor(world: World, second: Any) -> None:
    current = AdvisorAssignment.rows.current()
    current.filter(factory=second).update(deputy=world.other_advisor)
    current.filter(factory=world.factory).update(deputy=world.team_leader)
    pass_on(world, to={world.factory.pk: world.other_advisor, second.pk: world.other_advisor})
    deputies = dict(AdvisorAssignment.rows.current().values_list("factory", "deputy"))
    assert (deputies[world.factory.pk], deputies[second.pk]) == (world.team_leader.pk, None)


def test_everyone_concerned_is_told_once(world: World, second: Any) -> None:
    pass_on(world, to={world.factory.pk: world.other_advisor, second.pk: world.other_advisor})
    assert told(RECEIVED) == [world.other_advisor.name]
    assert told(PASSED) == [world.advisor.name]
    subject, text = words(Message.rows.get(kind=RECEIVED))
    assert subject == "You advise 2 more factories from today"
    assert "- Lotus Thread Apparel\n- Silk Road Garments" in text
    assert "Lim Dara: Lotus Thread Apparel, Silk Road Garments" in words(Message.rows.get(kind=PASSED))[1]


def test_the_managers_of_each_factory_read_who_advises_it_now(world: World, second: Any) -> None:
    pass_on(world, to={world.factory.pk: world.other_advisor, second.pk: world.other_advisor})
    assert told("new_advisor") == [world.manager.name]
    subject, _text = words(Message.rows.get(kind="new_advisor"))
    assert subject == f"{world.other_advisor.name} advises Lotus Thread Apparel from now on"


def test_the_act_stands_in_the_trail_with_its_reason(world: World) -> None:
    pass_on(world)
    event: Any = apps.get_model("factories", "HandOverEvent").objects.get()
    assert (event.why, event.pgh_context["action"]) == (WHY, "planning.hand_over")


def test_the_factory_reads_who_advises_it_and_not_why(world: World) -> None:
    pass_on(world)
    with as_app(world.manager, NOW):
        lines = history(world.factory)
    assert "Enterprise Advisor: Lim Dara" in {line.what for line in lines}
    assert WHY not in {line.reason for line in lines}


# -- What is refused -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "persona", ["advisor", "administrator", "haitian_team_leader", "head_office", "manager"]
)
def test_only_who_plans_in_the_country_hands_over(persona: str, world: World) -> None:
    with pytest.raises(NotAllowed):
        pass_on(world, by=world.people()[persona])


def test_it_wants_a_reason(world: World) -> None:
    with pytest.raises(Invalid, match="Write why"):
        pass_on(world, why=" ")


def test_a_second_identical_act_does_nothing_twice(world: World) -> None:
    pass_on(world)
    with pytest.raises(WrongState, match="Chan Sokha no longer advises Lotus Thread Apparel: somebody was"):
        pass_on(world, by=world.country_manager)
    assert HandOver.rows.count() == 1
    assert told(RECEIVED) == [world.other_advisor.name]


def test_where_one_factory_cannot_pass_none_does(world: World, second: Any) -> None:
    with as_app(world.team_leader, NOW):
        assign_advisor(factory=second, advisor=world.other_advisor, by=world.team_leader, at=NOW)
    with pytest.raises(WrongState, match="Silk Road Garments"):
        pass_on(world, to={world.factory.pk: world.other_advisor, second.pk: world.other_advisor})
    assert advising(world.factory) == world.advisor.name


def test_a_conflict_of_interest_is_refused_for_its_factory_without_a_word_of_it(world: World) -> None:
    conflict(world, world.other_advisor)
    with pytest.raises(Invalid, match=r"^Lim Dara is not free for Lotus Thread Apparel\."):
        pass_on(world)


def test_nobody_advises_what_they_are_about_to_assess(world: World) -> None:
    make_tool(world.cambodia)
    Membership.objects.create(
        user=world.assessor, organisation=world.cambodia.organisation, role="advisor", since=NOW
    )
    plan(world, world.assessor, world.second_assessor)
    with pytest.raises(Invalid, match="on the team that assesses Lotus Thread Apparel"):
        pass_on(world, to={world.factory.pk: world.assessor})


@pytest.mark.parametrize("persona", ["haitian_advisor", "trainer"])
def test_only_an_advisor_of_the_country_succeeds(persona: str, world: World) -> None:
    with pytest.raises(Invalid, match="no Enterprise Advisor of this country"):
        pass_on(world, to={world.factory.pk: world.people()[persona]})


def test_a_factory_of_another_country_does_not_pass(world: World) -> None:
    make_advisor_of(world.haitian_factory, world.advisor)
    with pytest.raises(WrongState):
        pass_on(world, to={world.haitian_factory.pk: world.other_advisor})


# -- The preview ---------------------------------------------------------------------------


def address(person: User) -> str:
    return f"/hand-over/from/{person.pk}/"


def test_the_preview_counts_what_would_pass(world: World) -> None:
    make_visit(world.factory, world.advisor, on=TODAY + timedelta(days=9))
    make_visit(world.factory, world.advisor, on=TODAY - timedelta(days=9))
    report(world)
    tick(NOW)
    with as_app(world.team_leader, NOW):
        (line,) = Preview(world.team_leader, world.cambodia, world.advisor, NOW).lines
    assert (line.factory, line.visits, line.unlogged, line.duties) == (world.factory, 1, 1, 1)


def test_looking_changes_nothing(world: World, browse: Browse) -> None:
    page = browse(world.team_leader).get(f"{address(world.advisor)}?to={world.other_advisor.pk}")
    assert f'<option value="{world.other_advisor.pk}" selected>' in page.content.decode()
    assert advising(world.factory) == world.advisor.name


def test_who_is_not_free_is_not_offered(world: World, browse: Browse) -> None:
    conflict(world, world.other_advisor)
    page = browse(world.team_leader).get(f"{address(world.advisor)}?to={world.other_advisor.pk}")
    field = page.context["form"][f"to-{world.factory.pk}"]
    assert [value for value, _ in field.field.choices] == [""]


def test_it_is_handed_over_on_the_page(world: World, browse: Browse) -> None:
    sent = {f"to-{world.factory.pk}": world.other_advisor.pk, "why": WHY}
    page = browse(world.team_leader).post(address(world.advisor), sent, follow=True).content.decode()
    assert "1 factory is handed over." in page
    assert WHY in page
    assert advising(world.factory) == world.other_advisor.name


def test_the_second_of_two_planners_reads_a_sentence(world: World, browse: Browse) -> None:
    sent = {f"to-{world.factory.pk}": world.other_advisor.pk, "why": WHY}
    browse(world.team_leader).post(address(world.advisor), sent)
    answer = browse(world.country_manager).post(address(world.advisor), sent)
    assert answer.status_code == 422
    assert "somebody was quicker" in answer.content.decode()


def test_planned_assessments_stand_in_the_preview_of_planners(world: World, browse: Browse) -> None:
    make_tool(world.cambodia)
    make_advisor_of(make_factory(world.cambodia, "Third"), world.assessor)
    Membership.objects.create(
        user=world.assessor, organisation=world.cambodia.organisation, role="advisor", since=NOW
    )
    plan(world, world.assessor, world.second_assessor)
    assert (
        "On the team of assessments"
        in browse(world.team_leader).get(address(world.assessor)).content.decode()
    )


def test_an_advisor_who_left_is_a_row_to_hand_over(world: World, browse: Browse) -> None:
    world.advisor.memberships.update(ended_at=NOW)
    User.objects.filter(pk=world.advisor.pk).update(is_active=False)
    client = browse(world.team_leader)
    assert (
        "advises no more, and 1 factory is still in this name" in client.get("/hand-over/").content.decode()
    )
    assert "1 factory has an advisor who has left" in client.get("/").content.decode()
    sent = {f"to-{world.factory.pk}": world.other_advisor.pk, "why": "She has left."}
    client.post(address(world.advisor), sent)
    assert advising(world.factory) == world.other_advisor.name
    assert told(PASSED) == []
    with as_app(world.team_leader, NOW):
        assert left_behind(world.team_leader) == 0


def test_whoever_lets_an_advisor_leave_reads_what_is_left_behind(world: World, browse: Browse) -> None:
    held = world.advisor.memberships.get()
    page = browse(world.administrator).post(f"/memberships/{held.pk}/end/", follow=True).content.decode()
    assert "1 factory is still in the name of Chan Sokha" in page


def test_the_preview_asks_the_same_number_of_times_however_much_there_is(
    world: World, browse: Browse
) -> None:
    client = browse(world.team_leader)
    few = len(queries(client, address(world.advisor)))
    for number in range(3):
        factory = make_factory(world.cambodia, f"Factory {number}")
        make_cycle(factory)
        make_advisor_of(factory, world.advisor)
        make_visit(factory, world.advisor, on=TODAY + timedelta(days=9))
    assert len(queries(client, address(world.advisor))) == few <= 30


def test_a_factory_without_an_advisor_is_named(world: World) -> None:
    AdvisorAssignment.rows.filter(factory=world.factory).delete()
    with as_app(world.team_leader, NOW):
        assert Office(world.team_leader, world.cambodia).without_advisor == [world.factory]


def test_a_hand_over_by_api(world: World, browse: Browse) -> None:
    given = {"programme": str(world.cambodia.pk), "advisor": str(world.advisor.pk), "why": WHY}
    given |= {"to": [{"factory": str(world.factory.pk), "successor": str(world.other_advisor.pk)}]}  # type: ignore[dict-item]
    client, make = browse(world.team_leader), "/api/v1/hand-overs/make/"
    assert client.post(make, given, "application/json").status_code == 201
    again = client.post(make, given, "application/json")
    assert (again.status_code, "somebody was quicker" in again.json()["detail"]) == (409, True)
    (line,) = client.get("/api/v1/handed-factories/").json()["results"]
    assert line["successor"] == str(world.other_advisor.pk)


# -- Restricted files ----------------------------------------------------------------------


def readers(file: Any) -> set[str]:
    known = RestrictedReader.objects.filter(file_id=file.pk).values("user_id")
    return set(User.objects.filter(pk__in=known).values_list("name", flat=True))


def tell() -> None:
    with as_role("bw_worker"):
        handing.tell_of_hand_overs(LATER)


@pytest.mark.parametrize("persona", ["team_leader", "other_advisor"])
def test_nobody_outside_learns_from_a_hand_over_that_there_is_a_file(
    persona: str, world: World, browse: Browse
) -> None:
    """The canary act passes the factory of an advisor who reported the suspicion; the worker looks and tells."""
    rows = fill(world)
    drain()
    client, names = browse(world.people()[persona]), answering(persona)
    before = seen(client, rows, names)
    activated(world)
    tell()
    drain()
    after = seen(client, rows, names)
    assert set(told(KIND)) == {world.country_manager.name}
    assert {name for name in names if before[name] != after[name]} == set()


def test_who_decides_hears_that_a_reader_hands_over_behind_the_sign_in(world: World) -> None:
    file = activated(world)
    pass_on(world)
    assert told(KIND) == []
    tell()
    tell()
    message = Message.rows.get(kind=KIND)
    assert (message.to, message.subject_id, message.factory) == (world.country_manager, file.pk, None)
    assert "restricted" not in "".join(mail_words(message)).lower()


def test_of_a_file_without_the_advisor_nobody_is_told(world: World) -> None:
    activated(world, by=world.trainer)
    pass_on(world)
    tell()
    assert told(KIND) == []
    assert HandOver.rows.untold().count() == 0


def test_nobody_gets_into_a_file_by_the_act_of_another(world: World) -> None:
    file = activated(world)
    pass_on(world)
    tell()
    assert readers(file) == {world.advisor.name, world.country_manager.name}


def test_who_decides_passes_the_file_in_the_same_act(world: World, browse: Browse) -> None:
    file = activated(world)
    sent = {
        f"to-{world.factory.pk}": world.other_advisor.pk,
        f"file-{file.pk}": world.other_advisor.pk,
        "why": WHY,
    }
    browse(world.country_manager).post(address(world.advisor), sent)
    assert readers(file) == {world.other_advisor.name, world.country_manager.name}
    tell()
    assert told(KIND) == []


def test_who_does_not_decide_cannot_pass_a_file(world: World) -> None:
    file = activated(world, by=world.team_leader)
    with pytest.raises(NotAllowed):
        pass_on(world, files={file: world.other_advisor})
    assert advising(world.factory) == world.advisor.name


def test_who_decides_lets_the_successor_in_afterwards(world: World, browse: Browse) -> None:
    file = activated(world)
    pass_on(world)
    client = browse(world.country_manager)
    page = client.get(f"/integrity/files/{file.pk}/").content.decode()
    assert "Chan Sokha handed this factory to Lim Dara" in page
    sent = {"leaves": world.advisor.pk, "user": world.other_advisor.pk, "reason": "Advises the factory now."}
    client.post(f"/integrity/files/{file.pk}/pass/", sent)
    assert readers(file) == {world.other_advisor.name, world.country_manager.name}
    assert "handed this factory" not in client.get(f"/integrity/files/{file.pk}/").content.decode()


def test_steps_given_to_the_one_who_leaves_become_the_successors(world: World) -> None:
    file = activated(world)
    step = FileStep.rows.open().filter(file=file, anchor_at__isnull=False).first()
    assert step
    FileStep.rows.filter(pk=step.pk).update(owner=world.advisor)
    given = {"leaves": world.advisor, "user": world.other_advisor, "reason": "Successor"}
    actions.pass_reading(file=file, by=world.country_manager, at=LATER, **given)
    assert FileStep.rows.get(pk=step.pk).owner == world.other_advisor


def test_who_left_the_programme_is_passed_from_too(world: World) -> None:
    file = activated(world)
    world.advisor.memberships.update(ended_at=NOW)
    given = {"leaves": world.advisor, "user": world.other_advisor, "reason": "Successor"}
    actions.pass_reading(file=file, by=world.country_manager, at=LATER, **given)
    assert readers(file) == {world.other_advisor.name, world.country_manager.name}
