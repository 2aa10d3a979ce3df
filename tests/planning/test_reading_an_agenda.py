"""What is to be done and when: of a person, and of a factory."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from django.test import Client

from accounts.models import User
from advisory.actions import record_told
from advisory.drains.ringing import ring_duties
from advisory.models import Meeting
from planning import actions
from planning.agenda import by_day, of_factory, of_person
from planning.agenda.entries import Entry
from planning.agenda.ics import calendar
from reporting.models import ConditionsUpdate, Report
from tests.advisory.incidents import HOUR, report, strike, tick
from tests.advisory.making import done_item, make_committee, make_item, make_visit, queries
from tests.assessments.making import plan
from tests.factories import NOW, link, make_advisor_of, make_cycle, make_factory
from tests.personas import World
from tests.planning.making import TODAY, draft
from tests.roles import as_app

Browse = Callable[[User | None], Client]
SOON = TODAY + timedelta(days=8)


def titles(user: User) -> list[str]:
    with as_app(user, NOW):
        return [each.title for each in of_person(user, NOW)]


def of_the_factory(user: User, world: World) -> list[Entry]:
    with as_app(user, NOW):
        return of_factory(user, world.factory, NOW)


def owe(world: World, kind: Report.Kind, days: int = 20, **fields: object) -> Report:
    at = NOW + timedelta(days=days)
    given = {"factory": world.factory, "cycle": world.cycle, "kind": kind, "due_at": at, "release_at": at}
    return Report.rows.create(**{**given, **fields})


def meet(world: World) -> Meeting:
    committee = make_committee(world.factory)
    return Meeting.rows.create(
        factory=world.factory, committee=committee, planned_for=NOW + timedelta(days=3)
    )


def test_an_advisor_reads_visits_checks_meetings_and_reports(world: World) -> None:
    make_visit(world.factory, world.advisor, on=SOON)
    make_visit(world.factory, world.other_advisor, on=SOON)
    done_item(world.factory)
    meet(world)
    owe(world, Report.Kind.PROGRESS_2)
    owe(world, Report.Kind.PROGRESS_1)
    assert sorted(titles(world.advisor)) == [
        "Advisory visit: Lotus Thread Apparel",
        "Check 1 plan item: Lotus Thread Apparel",
        "PICC meeting: Lotus Thread Apparel",
        "Write: Progress Report 2, Lotus Thread Apparel",
    ]


def test_past_due_comes_first(world: World) -> None:
    make_visit(world.factory, world.advisor, on=SOON)
    make_visit(world.factory, world.advisor, on=TODAY - timedelta(days=4))
    make_visit(world.factory, world.advisor, on=TODAY)
    with as_app(world.advisor, NOW):
        days = by_day(of_person(world.advisor, NOW))
    assert [(day.head, day.late) for day in days] == [
        ("Past due", True),
        ("Today", False),
        ("Tuesday 10 March 2026", False),
    ]
    assert days[0].entries[0].title == "Log the visit: Lotus Thread Apparel"


def test_a_manager_reads_what_the_factory_has_to_do(world: World) -> None:
    make_visit(world.factory, world.advisor, on=SOON)
    make_item(world.factory, title="Unlock the exits", due_on=SOON)
    owe(world, Report.Kind.PROGRESS_1)
    owe(world, Report.Kind.PROGRESS_2)
    assert sorted(titles(world.manager)) == [
        "Advisory visit: Lotus Thread Apparel",
        "Unlock the exits",
        "Write: Progress Report 1, Lotus Thread Apparel",
    ]
    assert titles(world.rival_manager) == []


def test_a_leader_reads_what_nothing_bars_from_approving(world: World) -> None:
    owe(world, Report.Kind.PROGRESS_2, status=Report.Status.DRAFTED, drafted_by=world.other_team_leader)
    assert titles(world.team_leader) == ["Approve: Progress Report 2, Lotus Thread Apparel"]
    assert titles(world.other_team_leader) == []
    assert titles(world.haitian_team_leader) == []


def test_drafts_wait_for_the_country_manager(world: World) -> None:
    actions.ask_for_approval(draft=draft(world), by=world.administrator, at=NOW)
    ConditionsUpdate.rows.create(
        programme=world.cambodia, on=TODAY, made_at=NOW, titles={"en": "News"}, status="asked", payload="{}"
    )
    assert titles(world.country_manager) == [
        "Approve a change: Visits by programme staff: suspended, Cambodia",
        "Approve the update: News",
    ]
    assert titles(world.administrator) == []


def test_a_country_manager_finds_them_at_home(world: World, browse: Browse) -> None:
    actions.ask_for_approval(draft=draft(world), by=world.administrator, at=NOW)
    assert "Approve a change: Visits" in browse(world.country_manager).get("/").content.decode()
    assert "Approve a change" not in browse(world.team_leader).get("/").content.decode()


def test_a_planned_assessment_stands_in_the_agenda_of_who_may_know(world: World) -> None:
    plan(world, world.assessor, world.second_assessor, planned_on=SOON)
    knows = {
        name for name, user in world.people().items() if "Assessment: Lotus Thread Apparel" in titles(user)
    }
    assert knows == {
        "assessor",
        "second_assessor",
        "team_leader",
        "other_team_leader",
        "country_manager",
    }


def test_the_factorys_agenda_never_shows_it(world: World) -> None:
    make_visit(world.factory, world.advisor, on=SOON)
    plan(world, planned_on=SOON)
    for user in (world.team_leader, world.assessor, world.manager, world.advisor):
        assert [each.title for each in of_the_factory(user, world)] == [
            "Advisory visit: Lotus Thread Apparel"
        ]


def test_each_line_says_why(world: World) -> None:
    make_visit(world.factory, world.advisor, on=SOON)
    [entry] = of_the_factory(world.manager, world)
    assert entry.why == ("The advisor chose the day.",)


def entry(**fields: object) -> Entry:
    given = {
        "uid": "visit-1",
        "day": SOON,
        "today": TODAY,
        "title": "Visit; a, b",
        "url": "/visits/1/",
        "icon": "calendar",
        "why": ("Because.",),
    }
    return Entry(**{**given, **fields})  # type: ignore[arg-type]


def test_a_calendar_program_reads_days_and_hours() -> None:
    starts = datetime.fromisoformat("2026-03-10T09:00+07:00")
    file = calendar("Agenda", [entry(), entry(uid="visit-2", starts=starts)], NOW).decode()
    assert file.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert "DTSTART;VALUE=DATE:20260310\r\nDTEND;VALUE=DATE:20260311\r\n" in file
    assert "DTSTART:20260310T020000Z\r\nDTEND:20260310T030000Z\r\n" in file
    assert "SUMMARY:Visit\\; a\\, b\r\n" in file


def test_long_lines_are_folded_and_no_letter_is_torn() -> None:
    file = calendar("Agenda", [entry(title="زيارة إرشادية " * 20)], NOW)
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    assert "زيارة إرشادية " * 20 in file.decode().replace("\r\n ", "")


def test_a_planned_assessment_is_left_out_of_the_file(world: World, browse: Browse) -> None:
    plan(world, planned_on=SOON)
    client = browse(world.team_leader)
    assert "Assessment: Lotus Thread Apparel" in client.get("/agenda/").content.decode()
    file = client.get("/agenda.ics")
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"Assessment" not in file.content


def busy(world: World) -> None:
    for number in range(20):
        factory = make_factory(world.cambodia, f"Mill {number}")
        cycle = make_cycle(factory)
        make_advisor_of(factory, world.advisor)
        make_visit(factory, world.advisor, on=SOON, starts=time(9))
        done_item(factory)
        make_item(world.factory, due_on=SOON)
        at = NOW + timedelta(days=20)
        Report.rows.create(factory=factory, cycle=cycle, kind="progress_report_2", due_at=at, release_at=at)
        report(world)
    tick(NOW)


@pytest.mark.parametrize(
    ("persona", "address"),
    [("advisor", "/agenda/"), ("country_manager", "/agenda/"), ("manager", "/factories/{factory}/agenda/")],
)
def test_the_number_of_queries_stays(persona: str, address: str, world: World, browse: Browse) -> None:
    make_visit(world.factory, world.advisor, on=SOON)
    done_item(world.factory)
    make_item(world.factory, due_on=SOON)
    report(world)
    tick(NOW)
    client, asked = browse(getattr(world, persona)), address.format(factory=world.factory.pk)
    client.get(asked)
    before = queries(client, asked)
    busy(world)
    assert queries(client, asked) == before <= 14


def test_buyers_and_groups_have_none(world: World, browse: Browse) -> None:
    for user in (world.buyer_user, world.group_user):
        assert browse(user).get("/agenda/").status_code == 404


# -- Clocks of incidents --------------------------------------------------------------------

TOLD = "Buyers are informed: Lotus Thread Apparel"
TELLS = "The factory tells its buyers: Lotus Thread Apparel"


def test_an_advisor_reads_the_clock_with_its_moment(world: World, browse: Browse) -> None:
    report(world)
    tick(NOW)
    assert titles(world.advisor) == [TOLD]
    [line] = of_person(world.advisor, NOW)
    assert (line.until, line.text) == (NOW + 72 * HOUR, "1 buyer waits")
    assert "Thu 5 Mar, 10:00" in browse(world.advisor).get("/agenda/").content.decode()


def test_one_clock_is_one_line_however_many_buyers_wait(world: World) -> None:
    link(world.rival_buyer, world.factory)
    report(world)
    tick(NOW)
    [line] = of_person(world.advisor, NOW)
    assert line.text == "2 buyers wait"


def test_a_leader_reads_it_once_the_clock_has_called(world: World) -> None:
    report(world, known_at=NOW - 40 * HOUR)
    tick(NOW)
    assert titles(world.team_leader) == []
    ring_duties(NOW + 20 * HOUR)
    assert titles(world.team_leader) == [TOLD]


def test_the_manager_reads_what_the_factory_itself_owes(world: World) -> None:
    report(world)
    strike(world, violence_at=NOW)
    tick(NOW)
    assert titles(world.manager) == [TELLS]


def test_the_factorys_agenda_shows_all_of_its_clocks(world: World) -> None:
    report(world)
    strike(world, violence_at=NOW)
    tick(NOW)
    assert sorted(each.title for each in of_the_factory(world.picc_worker, world)) == [TOLD, TELLS]


def test_a_clock_that_was_met_is_gone(world: World) -> None:
    incident = report(world)
    tick(NOW)
    given = {"incident": incident, "buyer": world.buyer, "proof": "By letter"}
    record_told(**given, told_at=NOW, by=world.manager, at=NOW)
    assert titles(world.advisor) == []


def test_a_clock_that_lapsed_an_hour_ago_is_past_due(world: World) -> None:
    report(world)
    tick(NOW)
    [line] = of_person(world.advisor, NOW + 73 * HOUR)
    assert line.late


def test_an_agenda_says_nothing_of_what_happened(world: World, browse: Browse) -> None:
    report(world, what="Twenty workers fell ill.")
    tick(NOW)
    for address in ("/agenda/", "/agenda.ics"):
        said = browse(world.advisor).get(address).content.decode()
        assert "Buyers are informed" in said
        assert "poisoning" not in said.lower()


def test_the_calendar_file_has_the_moment_of_the_clock(world: World, browse: Browse) -> None:
    report(world)
    tick(NOW)
    assert b"DTSTART:20260305T030000Z" in browse(world.advisor).get("/agenda.ics").content
