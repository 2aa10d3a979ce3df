"""The advisor logs a visit; the first of a cycle starts it (ENG-2, ADV-1)."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.rowsecurity import identify
from advisory.actions import log_visit, note_for_staff
from advisory.actions.visits import Log
from advisory.models import PlanItem, StaffNote, Visit, VisitItem
from factories.models import Cycle, Factory
from tests.advisory.making import TODAY, done_item, make_grant, make_item, make_visit, page
from tests.factories import make_advisor_of, make_cycle, make_factory
from tests.personas import World
from tests.roles import as_app

ID = UUID("11111111-1111-4111-8111-111111111111")


def logged(world: World, now: datetime, on: date = TODAY, **fields: Any) -> Visit:
    said = {name: fields.pop(name) for name in list(fields) if name in Log.__dataclass_fields__}
    log = Log(on=on, **{"managers_women": 2, "workers_women": 5, **said})
    given = {"factory": world.factory, "client_id": uuid4(), "by": world.advisor, "at": now}
    return log_visit(log=log, **{**given, **fields})


def new_factory(world: World, **fields: Any) -> Factory:
    given = {"status": Factory.Status.REGISTERED, **fields}
    factory = make_factory(world.cambodia, "Golden Needle", **given)
    make_cycle(factory, day_zero=None)
    make_advisor_of(factory, world.advisor)
    return factory


def test_a_visit_counts_people_by_side_and_sex(world: World, now: datetime) -> None:
    visit = logged(world, now, managers_men=1, workers_men=3)
    visit.refresh_from_db()
    assert (visit.status, visit.people, visit.women) == ("held", 11, 7)


def test_the_first_visit_starts_the_hundred_days(world: World, now: datetime) -> None:
    factory = new_factory(world)
    logged(world, now, factory=factory)
    cycle = Cycle.rows.get(factory=factory)
    assert (cycle.day_zero, cycle.initial_advisory_until) == (TODAY, TODAY + timedelta(days=100))
    factory.refresh_from_db()
    assert factory.status == Factory.Status.ACTIVE


def test_a_second_visit_moves_no_date(world: World, now: datetime) -> None:
    logged(world, now)
    assert Cycle.rows.get(pk=world.cycle.pk).day_zero == date(2025, 11, 3)


def test_an_earlier_visit_cannot_become_the_first(world: World, now: datetime) -> None:
    with pytest.raises(Invalid, match="began with the visit of 3 Nov 2025"):
        logged(world, now, on=date(2025, 10, 20))


def test_the_same_log_sent_again_is_one_visit(world: World, now: datetime) -> None:
    first = logged(world, now, client_id=ID, staff_notes="once")
    again = logged(world, now, client_id=ID, staff_notes="once", notes="changed")
    assert first.pk == again.pk
    assert (Visit.rows.count(), StaffNote.rows.count(), again.notes) == (1, 1, "")


def test_a_log_for_tomorrow_is_refused(world: World, now: datetime) -> None:
    with pytest.raises(Invalid, match="still to come"):
        logged(world, now, on=TODAY + timedelta(days=1))


def test_a_visit_before_registration_is_refused(world: World, now: datetime) -> None:
    with pytest.raises(Invalid, match="not registered yet on this day"):
        logged(world, now, factory=new_factory(world, registered_at=now), on=TODAY - timedelta(days=1))


def test_an_imported_factory_is_not_visited(world: World, now: datetime) -> None:
    factory = new_factory(world, status=Factory.Status.IMPORTED, registered_at=None)
    with pytest.raises(WrongState, match="Visits begin after registration"):
        logged(world, now, factory=factory)


def test_somebody_was_met(world: World, now: datetime) -> None:
    with pytest.raises(Invalid, match="how many people"):
        logged(world, now, managers_women=0, workers_women=0)


def test_a_visit_does_not_end_before_it_begins(world: World, now: datetime) -> None:
    with pytest.raises(Invalid, match="ends before it begins"):
        logged(world, now, starts=time(11), ends=time(9))


@pytest.mark.parametrize("name", ["other_advisor", "assessor", "team_leader", "manager", "haitian_advisor"])
def test_only_who_advises_logs(world: World, now: datetime, name: str) -> None:
    with pytest.raises(NotAllowed):
        logged(world, now, by=getattr(world, name))


def test_an_advisor_with_a_grant_logs_under_row_security(world: World, now: datetime) -> None:
    make_grant(world.factory, world.haitian_advisor, world.country_manager, days=1)
    identify(world.haitian_advisor, now)
    with as_app(world.haitian_advisor, now):
        visit = logged(world, now, by=world.haitian_advisor, staff_notes="Door code")
        assert StaffNote.rows.filter(visit=visit).exists()


def test_items_are_discussed_and_verified_on_site(world: World, now: datetime) -> None:
    talked, done = make_item(world.factory), done_item(world.factory)
    visit = logged(world, now, discussed=[talked], verified=[done])
    assert VisitItem.rows.filter(visit=visit).count() == 2
    done.refresh_from_db()
    assert (done.status, done.verification) == (PlanItem.Status.VERIFIED, "on_site")


def test_a_virtual_visit_verifies_from_documents(world: World, now: datetime) -> None:
    done = done_item(world.factory)
    logged(world, now, modality="virtual", verified=[done])
    assert PlanItem.rows.get(pk=done.pk).verification == "documents"


def test_a_planned_visit_is_logged_once(world: World, now: datetime) -> None:
    visit = make_visit(world.factory, world.advisor)
    logged(world, now, visit=visit)
    with pytest.raises(WrongState, match="logged or cancelled already"):
        logged(world, now, visit=visit)


def test_a_refused_log_writes_nothing(world: World, now: datetime) -> None:
    not_done = make_item(world.factory)
    with pytest.raises(WrongState, match="nothing to verify"):
        logged(world, now, verified=[not_done], staff_notes="x")
    assert not Visit.rows.exists()
    assert not StaffNote.rows.exists()


# -- In the browser ---------------------------------------------------------------------


def typed(**changes: Any) -> dict[str, Any]:
    said = {"client_id": str(ID), "on": "2026-03-02", "modality": "on_site", "workers_women": "5"}
    return {**said, **changes}


def test_the_log_opens_with_today_and_the_open_items(world: World, browse: Any) -> None:
    make_item(world.factory, title="Exits locked")
    text = page(browse(world.advisor), f"/log-visit/{world.factory.pk}/")
    assert 'value="2026-03-02"' in text
    assert "Exits locked" in text


def test_a_planned_visit_ticks_what_its_agenda_names(world: World, browse: Any) -> None:
    item = make_item(world.factory)
    visit = make_visit(world.factory, world.advisor, agenda="See IP-001")
    text = page(browse(world.advisor), f"/visits/{visit.pk}/log/")
    assert f'name="discussed" value="{item.pk}" checked' in text


def test_logging_on_the_page(world: World, browse: Any) -> None:
    item = make_item(world.factory)
    form = typed(topics=["heat"], discussed=[str(item.pk)], staff_notes="CANARY-NOTE", notes="Well done")
    answer = browse(world.advisor).post(f"/log-visit/{world.factory.pk}/", form)
    visit = Visit.rows.get()
    assert answer.headers["Location"] == f"/visits/{visit.pk}/"
    assert (visit.topics, visit.workers_women, visit.notes) == (["heat"], 5, "Well done")


def test_a_refused_log_keeps_what_was_typed(world: World, browse: Any) -> None:
    form = typed(on="2026-03-09", notes="TYPED-NOTES", topics=["heat"])
    answer = browse(world.advisor).post(f"/log-visit/{world.factory.pk}/", form)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "TYPED-NOTES" in text
    assert f'value="{ID}"' in text


@pytest.mark.parametrize("name", ["other_advisor", "manager", "buyer_user", "haitian_advisor"])
def test_nobody_else_opens_the_log(world: World, browse: Any, name: str) -> None:
    assert browse(getattr(world, name)).get(f"/log-visit/{world.factory.pk}/").status_code == 404


def test_notes_for_staff_stay_with_staff(world: World, now: datetime, browse: Any) -> None:
    visit = logged(world, now, staff_notes="CANARY-NOTE", notes="For you")
    addresses = [f"/visits/{visit.pk}/", f"/visits/of/{world.factory.pk}/", f"/factories/{world.factory.pk}/"]
    for address in addresses:
        assert "CANARY-NOTE" in page(browse(world.team_leader), address), address
        assert "CANARY-NOTE" not in page(browse(world.manager), address), address
    assert "CANARY-NOTE" not in page(browse(world.team_leader), f"/visits/{visit.pk}/summary/")


def test_staff_write_a_note_without_a_visit(world: World, now: datetime) -> None:
    note_for_staff(factory=world.factory, words="New HR manager", by=world.assessor, at=now)
    with pytest.raises(NotAllowed):
        note_for_staff(factory=world.factory, words="x", by=world.manager, at=now)


def test_a_visit_with_a_partner_says_who_did_what(world: World, now: datetime, browse: Any) -> None:
    union, part = "Garment Workers' Federation", "Led the talk on freedom of association."
    visit = logged(world, now, partner=union, partner_part=part)
    read = browse(world.manager).get(f"/visits/{visit.pk}/").text
    assert "Led the talk on freedom of association." in read


@pytest.mark.parametrize("said", [{"partner": "A union"}, {"partner_part": "Led the talk."}])
def test_a_partner_without_a_part_is_sent_back(world: World, now: datetime, said: dict[str, str]) -> None:
    with pytest.raises(Invalid, match="both or neither"):
        logged(world, now, **said)
