"""Leave: who writes it down, who stands in, and what the office reads of it (OPS-2)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import Absence, User
from factories.actions import change_absence, end_absence, record_absence
from factories.actions.leave import NO_MORE, RECORDED, STANDS_IN
from factories.models import AdvisorAssignment, Message
from factories.outbox import words
from tests.factories import NOW
from tests.personas import World
from tests.roles import as_app

Browse = Callable[[User | None], Client]
TODAY = date(2026, 3, 2)
FRIDAY = date(2026, 3, 6)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def away(person: User, by: User | None = None, **given: Any) -> Absence:
    said = {"first_day": TODAY, "last_day": FRIDAY, **given}
    with as_app(by or person, NOW):
        return record_absence(person=person, by=by or person, at=NOW, **said)


def told(kind: str) -> set[str]:
    return set(Message.rows.filter(kind=kind).values_list("to__name", flat=True))


# -- Writing it down -----------------------------------------------------------------------


def test_a_person_writes_down_the_own_leave_and_the_deputy_is_told(world: World) -> None:
    made = away(world.advisor, deputy=world.other_advisor)
    assert (made.first_day, made.last_day, made.deputy) == (TODAY, FRIDAY, world.other_advisor)
    assert told(STANDS_IN) == {world.other_advisor.name}
    assert told(RECORDED) == set()


def test_the_mail_says_the_days_in_words(world: World) -> None:
    away(world.advisor, deputy=world.other_advisor)
    subject, text = words(Message.rows.get(kind=STANDS_IN))
    assert subject == "You stand in for Chan Sokha, 2 Mar 2026 to 6 Mar 2026"
    assert "/leave/" in text


@pytest.mark.parametrize("persona", ["team_leader", "country_manager"])
def test_who_leads_the_office_writes_it_down_for_a_person_who_is_ill(persona: str, world: World) -> None:
    made = away(world.advisor, by=world.people()[persona])
    assert made.recorded_by == world.people()[persona]
    assert told(RECORDED) == {world.advisor.name}


@pytest.mark.parametrize(
    "persona", ["assessor", "administrator", "haitian_team_leader", "head_office", "manager"]
)
def test_nobody_else_writes_it_down_for_another(persona: str, world: World) -> None:
    with pytest.raises(NotAllowed, match="team leaders"):
        away(world.advisor, by=world.people()[persona])


def test_outside_the_programmes_staff_nobody_has_leave_here(world: World) -> None:
    with pytest.raises(NotAllowed):
        away(world.manager)


@pytest.mark.parametrize("persona", ["haitian_advisor", "manager", "head_office", "advisor"])
def test_only_a_colleague_of_the_same_office_stands_in(persona: str, world: World) -> None:
    with pytest.raises(Invalid, match="colleague of the same country office"):
        away(world.advisor, deputy=world.people()[persona])


def test_a_colleague_who_is_away_as_well_cannot_stand_in(world: World) -> None:
    away(world.other_advisor, first_day=FRIDAY, last_day=day(10))
    with pytest.raises(Invalid, match="Lim Dara is away as well, 6 Mar 2026 to 12 Mar 2026"):
        away(world.advisor, deputy=world.other_advisor)


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [(0, -1, "before the first"), (-5, -1, "are over"), (0, 500, "more than a year")],
)
def test_days_that_cannot_be_are_refused(first: int, last: int, says: str, world: World) -> None:
    with pytest.raises(Invalid, match=says):
        away(world.advisor, first_day=day(first), last_day=day(last))


@pytest.mark.parametrize(("first", "last"), [(4, 8), (-3, 0), (1, 2), (-1, 9)])
def test_days_that_overlap_others_are_refused_by_a_sentence(first: int, last: int, world: World) -> None:
    away(world.advisor)
    with pytest.raises(Invalid, match="Chan Sokha is away already, 2 Mar 2026 to 6 Mar 2026"):
        away(world.advisor, first_day=day(first), last_day=day(last))


def test_the_database_refuses_them_too(world: World) -> None:
    away(world.advisor)
    row = Absence(user=world.advisor, first_day=FRIDAY, last_day=day(9), recorded_by=world.advisor)
    row.recorded_at = NOW
    with pytest.raises(IntegrityError, match="absence_once_at_a_time"), transaction.atomic():
        row.save()


def test_the_days_after_and_those_of_others_are_free(world: World) -> None:
    away(world.advisor)
    away(world.advisor, first_day=day(5), last_day=day(5))
    away(world.other_advisor)
    assert Absence.objects.count() == 3


# -- Changing and ending it ----------------------------------------------------------------


def test_another_stands_in_and_both_are_told(world: World) -> None:
    made = away(world.advisor, deputy=world.other_advisor)
    days = {"first_day": TODAY, "last_day": FRIDAY}
    with as_app(world.advisor, NOW):
        change_absence(absence=made, deputy=world.team_leader, by=world.advisor, at=NOW, **days)
    assert told(NO_MORE) == {world.other_advisor.name}
    assert told(STANDS_IN) == {world.other_advisor.name, world.team_leader.name}


def test_days_that_have_begun_keep_their_first(world: World) -> None:
    made = away(world.advisor)
    with pytest.raises(Invalid, match="have begun"), as_app(world.advisor, NOW):
        change_absence(absence=made, first_day=day(1), last_day=FRIDAY, by=world.advisor, at=NOW)


def test_what_is_over_stays_as_it_was(world: World) -> None:
    made = away(world.advisor)
    later = NOW + timedelta(days=7)
    with pytest.raises(WrongState, match="are over"), as_app(world.advisor, later):
        change_absence(absence=made, first_day=TODAY, last_day=day(9), by=world.advisor, at=later)


def test_who_comes_back_early_is_here_from_today_on(world: World) -> None:
    made = away(world.advisor, deputy=world.other_advisor)
    later = NOW + timedelta(days=2)
    with as_app(world.advisor, later):
        end_absence(absence=made, by=world.advisor, at=later)
    assert Absence.objects.get().last_day == day(1)
    assert told(NO_MORE) == {world.other_advisor.name}


def test_days_that_did_not_begin_are_taken_out_and_stay_in_the_trail(world: World) -> None:
    made = away(world.advisor, first_day=day(3))
    with as_app(world.advisor, NOW):
        end_absence(absence=made, by=world.advisor, at=NOW)
    assert not Absence.objects.exists()
    events: Any = apps.get_model("accounts", "AbsenceEvent").objects
    actions = set(events.values_list("pgh_context__action", flat=True))
    assert actions == {"factories.record_absence", "factories.end_absence"}


# -- Reading it ----------------------------------------------------------------------------


def test_the_office_reads_it_and_nobody_outside(world: World) -> None:
    made, seen = away(world.advisor), set()
    for name, user in world.people().items():
        with as_app(user, NOW):
            door = Absence.objects.visible_to(user).filter(pk=made.pk).exists()
            assert Absence.objects.filter(pk=made.pk).exists() == door, name
        seen |= {name} if door else set()
    office = {"advisor", "other_advisor", "assessor", "second_assessor", "third_assessor", "team_leader"}
    office |= {"other_team_leader", "country_manager", "administrator", "trainer", "head_office"}
    assert seen == office


def said(world: World, browse: Browse, viewer: User) -> str:
    return " ".join(browse(viewer).get("/leave/").content.decode().split())


def test_the_page_says_who_is_away_and_who_stands_in(world: World, browse: Browse) -> None:
    away(world.advisor, deputy=world.other_advisor)
    page = said(world, browse, world.assessor)
    assert "Chan Sokha" in page
    assert "Lim Dara stands in." in page


@pytest.mark.parametrize(
    ("persona", "called"),
    [
        (
            "advisor",
            "the deputy of each factory, and where none is named the team leaders (Keo Dara, Nhem Sophal)",
        ),
        ("team_leader", "clocks call the team leader (Nhem Sophal)"),
        ("country_manager", "clocks call head office"),
        ("assessor", "no clock calls this person"),
    ],
)
def test_without_a_deputy_it_says_whom_the_clocks_call(
    persona: str, called: str, world: World, browse: Browse
) -> None:
    away(world.people()[persona])
    assert called in said(world, browse, world.trainer)


def test_who_leads_is_called_where_the_others_are_away_too(world: World, browse: Browse) -> None:
    for person in (world.advisor, world.team_leader, world.other_team_leader):
        away(person)
    assert "the country manager (Prak Sopheap)" in said(world, browse, world.trainer)


def test_leave_is_written_down_on_the_page(world: World, browse: Browse) -> None:
    days = {"first_day": "2026-03-04", "last_day": "2026-03-06", "deputy": world.other_advisor.pk}
    response = browse(world.advisor).post("/leave/new/", days, follow=True)
    assert "Written down. Lim Dara stands in." in response.content.decode()


def test_a_leader_chooses_for_whom(world: World, browse: Browse) -> None:
    days = {"first_day": "2026-03-04", "last_day": "2026-03-06", "person": world.assessor.pk}
    browse(world.team_leader).post("/leave/new/", days)
    assert Absence.objects.get().user == world.assessor


def test_an_advisor_writes_for_nobody_else_whatever_is_sent(world: World, browse: Browse) -> None:
    days = {"first_day": "2026-03-04", "last_day": "2026-03-06", "person": world.assessor.pk}
    browse(world.advisor).post("/leave/new/", days)
    assert Absence.objects.get().user == world.advisor


def test_who_goes_away_hears_who_counts_on_them(world: World, browse: Browse) -> None:
    away(world.advisor, deputy=world.other_advisor)
    days = {"first_day": "2026-03-04", "last_day": "2026-03-04"}
    page = browse(world.other_advisor).post("/leave/new/", days, follow=True).content.decode()
    assert "Chan Sokha counts on Lim Dara" in page


def test_days_are_changed_and_taken_out_on_the_page(world: World, browse: Browse) -> None:
    made = away(world.advisor, first_day=day(3))
    client = browse(world.advisor)
    client.post(f"/leave/{made.pk}/", {"first_day": "2026-03-05", "last_day": "2026-03-09"})
    assert Absence.objects.get().last_day == day(7)
    client.post(f"/leave/{made.pk}/end/")
    assert not Absence.objects.exists()


def test_staff_read_beside_the_advisors_name_that_the_advisor_is_away(world: World, browse: Browse) -> None:
    away(world.advisor, deputy=world.other_advisor)
    address = f"/factories/{world.factory.pk}/"
    assert "away until 6 Mar 2026; Lim Dara stands in" in browse(world.assessor).get(address).content.decode()
    assert "away until" not in browse(world.manager).get(address).content.decode()


def test_leave_by_api(world: World, browse: Browse) -> None:
    client = browse(world.advisor)
    given = {"first_day": "2026-03-04", "last_day": "2026-03-06", "deputy": str(world.other_advisor.pk)}
    made = client.post("/api/v1/absences/record/", given, "application/json")
    assert made.status_code == 201
    address = f"/api/v1/absences/{made.json()['id']}/"
    changed = client.post(f"{address}change/", {**given, "deputy": None}, "application/json")
    assert changed.json()["deputy"] is None
    assert client.post(f"{address}end/").status_code == 204


# -- The deputy of a factory ---------------------------------------------------------------


def test_a_planner_names_the_deputy_of_a_factory_and_takes_one_out(world: World, browse: Browse) -> None:
    client, address = browse(world.team_leader), f"/factories/{world.factory.pk}/deputy/"
    client.post(address, {"deputy": world.other_advisor.pk})
    held = AdvisorAssignment.rows.current().get(factory=world.factory)
    assert (held.advisor, held.deputy) == (world.advisor, world.other_advisor)
    assert "Lim Dara" in client.get(f"/factories/{world.factory.pk}/").content.decode()
    client.post(address, {"deputy": ""})
    held.refresh_from_db()
    assert held.deputy is None


def test_the_deputy_is_another_advisor_of_the_country(world: World, browse: Browse) -> None:
    client, address = browse(world.team_leader), f"/factories/{world.factory.pk}/deputy/"
    for person in (world.advisor, world.haitian_advisor, world.trainer):
        assert client.post(address, {"deputy": person.pk}).status_code == 422


def test_an_advisor_is_assigned_with_a_deputy(world: World, browse: Browse) -> None:
    given = {"advisor": world.other_advisor.pk, "deputy": world.advisor.pk}
    browse(world.team_leader).post(f"/factories/{world.factory.pk}/advisor/", given)
    held = AdvisorAssignment.rows.current().get(factory=world.factory)
    assert (held.advisor, held.deputy) == (world.other_advisor, world.advisor)


def test_nobody_is_their_own_deputy(world: World, browse: Browse) -> None:
    given = {"advisor": world.other_advisor.pk, "deputy": world.other_advisor.pk}
    response = browse(world.team_leader).post(f"/factories/{world.factory.pk}/advisor/", given)
    assert "somebody else than the advisor" in response.content.decode()


def test_a_deputy_by_api_is_read_by_staff_alone(world: World, browse: Browse) -> None:
    address = f"/api/v1/factories/{world.factory.pk}/name-deputy/"
    given = {"deputy": str(world.other_advisor.pk)}
    assert browse(world.team_leader).post(address, given, "application/json").status_code == 200
    rows = f"/api/v1/advisors/?factory={world.factory.pk}"
    assert browse(world.trainer).get(rows).json()["results"][0]["deputy"] == given["deputy"]
    assert browse(world.buyer_user).get(rows).json()["results"][0]["deputy"] is None
