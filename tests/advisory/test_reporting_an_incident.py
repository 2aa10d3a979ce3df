"""Incidents on their pages: reported from a phone, corrected, told of, taken on; read inside alone."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.errors import Invalid, NotAllowed
from advisory import actions
from advisory.models import Consultation, Duty, Incident, StaffNote
from programmes.models import Contact
from tests.advisory.incidents import HOUR, duties, only, report, strike, tick
from tests.advisory.making import queries
from tests.factories import NOW
from tests.personas import World

TYPED = {"kind": "fire", "began_at": "2026-03-02T09:30", "what": "A fire in the store."}
NEW = "/incidents/at/{}/new/"


def test_an_advisor_reports_with_the_moment_when_we_knew(world: World, browse: Any) -> None:
    sent = TYPED | {"known_at": "2026-03-02T09:45", "staff_notes": "The union called."}
    response = browse(world.advisor).post(NEW.format(world.factory.pk), sent)
    made = Incident.rows.get()
    assert response.url == f"/incidents/{made.pk}/"
    assert (made.known_at, made.by_factory) == (NOW - timedelta(minutes=15), False)
    assert StaffNote.rows.get().incident == made


def test_a_factory_that_reports_tells_us_at_that_moment(world: World, browse: Any) -> None:
    sent = TYPED | {"known_at": "2026-03-01T09:45"}
    browse(world.manager).post(NEW.format(world.factory.pk), sent)
    made = Incident.rows.get()
    assert (made.known_at, made.by_factory) == (NOW, True)


@pytest.mark.parametrize("who", ["rival_manager", "buyer_user", "haitian_advisor", "group_user"])
def test_nobody_else_reports_or_reads(world: World, browse: Any, who: str) -> None:
    made = report(world)
    client = browse(getattr(world, who))
    assert client.post(NEW.format(world.factory.pk), TYPED).status_code == 404
    seen = client.get(f"/incidents/{made.pk}/").status_code
    assert seen == (200 if who == "group_user" else 404)
    assert Incident.rows.count() == 1


def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_lost(world: World, browse: Any) -> None:
    sent = TYPED | {"began_at": "2026-03-02T10:30"}
    response = browse(world.advisor).post(NEW.format(world.factory.pk), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "This moment is still to come." in page
    assert "A fire in the store." in page
    assert not Incident.rows.exists()


def test_we_cannot_have_known_before_it_began(world: World) -> None:
    with pytest.raises(Invalid, match="before it began"):
        report(world, known_at=NOW - 2 * HOUR, began_at=NOW - HOUR)


def test_a_factory_does_not_record_that_it_does_not_cooperate(world: World) -> None:
    with pytest.raises(NotAllowed):
        report(world, "non_cooperation", by=world.manager)


def test_the_page_shows_clock_buyer_and_category(world: World, browse: Any) -> None:
    made = strike(world, violence_at=NOW, known_at=NOW)
    tick(NOW)
    page = browse(world.advisor).get(f"/incidents/{made.pk}/").content.decode()
    assert "Category B" in page
    assert "violence was used" in page
    assert "Northwind Clothing" in page
    assert "The factory tells its buyers" in page


def test_who_reported_from_inside_is_named_to_staff_alone(world: World, browse: Any) -> None:
    made = report(world, by=world.picc_worker)
    address = f"/incidents/{made.pk}/"
    assert "Sun Malis" in browse(world.advisor).get(address).content.decode()
    assert "Sun Malis" not in browse(world.manager).get(address).content.decode()


def test_the_factory_records_whom_it_told(world: World, browse: Any) -> None:
    made = report(world)
    tick(NOW)
    sent = {"buyer": world.buyer.pk, "told_at": "2026-03-02T09:55", "proof": "Mail to Ms Berg"}
    browse(world.manager).post(f"/incidents/{made.pk}/told/", sent)
    assert only(made, Duty.Kind.INFORM_BUYER).proof == "Mail to Ms Berg"


def test_a_fact_is_corrected_and_the_earlier_one_stays_readable(world: World, browse: Any) -> None:
    made = report(world, workers=640)
    sent = {"began_at": "2026-03-02T09:00", "what": made.what, "workers": 652}
    client = browse(world.advisor)
    assert client.post(f"/incidents/{made.pk}/facts/", sent).status_code == 302
    page = client.get(f"/incidents/{made.pk}/").content.decode()
    assert "“640” became “652”" in page


def test_it_is_over_when_its_end_is_known(world: World, browse: Any) -> None:
    made = report(world)
    sent = {"began_at": "2026-03-02T09:00", "what": made.what, "ended_at": "2026-03-02T09:30"}
    browse(world.advisor).post(f"/incidents/{made.pk}/facts/", sent)
    made.refresh_from_db()
    assert made.status == Incident.Status.OVER


def test_somebody_has_it(world: World, browse: Any) -> None:
    made = report(world)
    tick(NOW)
    client = browse(world.advisor)
    client.post(f"/incidents/{made.pk}/acknowledge/")
    assert "Chan Sokha has it" in client.get(f"/incidents/{made.pk}/").content.decode()


def test_a_consultation_is_recorded_and_the_factory_does_not_read_it(world: World, browse: Any) -> None:
    made = strike(world)
    sent = {
        "party": "union",
        "union": "Free Union",
        "outcome": "consulted",
        "consulted_at": "2026-03-02T09:50",
        "words": "The bonus was cut.",
    }
    browse(world.advisor).post(f"/incidents/{made.pk}/consulted/", sent)
    assert Consultation.rows.get().union == "Free Union"
    assert "The bonus was cut." not in browse(world.manager).get(f"/incidents/{made.pk}/").content.decode()


def test_both_sides_read_who_mediates(world: World, browse: Any) -> None:
    fields = {"purpose": "Mediation", "phone": "+855 1", "mediates": True, "programme": world.cambodia}
    Contact.rows.create(name="Arbitration Council", **fields)
    made = strike(world)
    for person in (world.manager, world.picc_worker, world.advisor):
        assert "Arbitration Council" in browse(person).get(f"/incidents/{made.pk}/").content.decode()


def test_a_leader_waives_with_a_reason(world: World, browse: Any) -> None:
    made = report(world)
    tick(NOW)
    address = f"/duties/{only(made, Duty.Kind.INFORM_BUYER).pk}/waive/"
    assert browse(world.advisor).post(address, {"reason": "x"}).status_code == 404
    browse(world.team_leader).post(address, {"reason": "The buyer was there."})
    assert [each.waived_reason for each in duties(made)] == ["The buyer was there."]


def test_the_board_shows_open_clocks_the_soonest_first(world: World, browse: Any) -> None:
    report(world, "fire", known_at=NOW - HOUR)
    report(world, "accident", known_at=NOW - 5 * HOUR)
    tick(NOW)
    page = browse(world.team_leader).get("/duties/").content.decode()
    assert page.index("Accident") < page.index("Fire")


def test_one_does_not_join_strikes_of_one_factory(world: World) -> None:
    first, second = strike(world), strike(world)
    with pytest.raises(Invalid, match="same factory"):
        actions.join_strikes(incident=second, first=first, by=world.team_leader, at=NOW)


def test_the_list_costs_the_same_with_many_incidents(world: World, browse: Any) -> None:
    report(world)
    tick(NOW)
    few = queries(browse(world.team_leader), "/incidents/")
    for _ in range(5):
        report(world)
    tick(NOW)
    assert queries(browse(world.team_leader), "/incidents/") == few
