"""A buyer's corrective action plan is mapped onto the one plan, point by point (IP-4)."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.errors import Invalid, NotAllowed, WrongState
from advisory.actions import (
    accept_priority,
    cover_point,
    leave_point,
    put_point_to_picc,
    put_priority_on_agenda,
    receive_plan,
    say_columns,
    take_in_plan,
    uncover_point,
    withdraw_plan,
)
from advisory.buyers.mapping import mapping_of
from advisory.buyers.planfile import day_of, rows_of, sheet_of
from advisory.buyers.suggesting import Item, suggestions
from advisory.drains.wishes import tell_of_plans
from advisory.models import (
    BuyersItem,
    CorrectivePlan,
    CorrectivePoint,
    Coverage,
    Meeting,
    PlanDownload,
    PlanItem,
)
from factories.imports.table import Unreadable
from factories.models import AccessForm, BuyerLink, Message
from tests.advisory.making import TODAY, make_committee, make_item, page
from tests.factories import entitle, make_point
from tests.imports.making import csv_file, xlsx_file
from tests.personas import World
from tests.roles import as_app, as_role

HEAD = "Finding,Corrective action,Due date,Status,Responsible"
EXITS = "Fire exits are locked during work,Keep exits open,2026-04-01,Open,HR"
WATER = "No drinking water on floor 3,Install a filter,,Open,Maintenance"


def file(*lines: str, name: str = "cap.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, csv_file(*(lines or (HEAD, EXITS, WATER))))


def link_of(world: World) -> BuyerLink:
    return BuyerLink.rows.select_related("buyer", "factory__programme").get(buyer=world.buyer)


def sent(world: World, now: Any, *lines: str, by: Any = None) -> CorrectivePlan:
    return receive_plan(link=link_of(world), file=file(*lines), by=by or world.buyer_user, at=now)


def taken_in(world: World, now: Any, *lines: str) -> list[CorrectivePoint]:
    take_in_plan(plan=sent(world, now, *lines), by=world.buyer_user, at=now)
    related = ("plan__buyer", "factory__programme", "buyer")
    return list(CorrectivePoint.rows.select_related(*related).order_by("line"))


# -- The file ----------------------------------------------------------------------------


def test_columns_are_found_by_their_headers_in_csv_and_xlsx() -> None:
    found = sheet_of(csv_file("Buyer X,audit of March,,,", HEAD, EXITS))
    assert (found.header_line, [found.columns[index] for index in range(5)]) == (
        2,
        ["issue", "requirement", "due_on", "status", "responsible"],
    )
    rows = [["Issue", "Deadline"], ["Exits locked", date(2026, 4, 1)]]
    book = sheet_of(xlsx_file(*rows))
    assert rows_of(book.lines, book.columns)[0].due_on == date(2026, 4, 1)


def test_a_file_without_a_header_is_read_by_its_longest_column() -> None:
    found = sheet_of(csv_file("1,Fire exits are locked during work", "2,No drinking water"))
    assert found.columns == {1: "issue"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-04-01", date(2026, 4, 1)),
        ("2026-04-01T00:00:00", date(2026, 4, 1)),
        ("1.4.2026", date(2026, 4, 1)),
        ("13/04/2026", date(2026, 4, 13)),
        ("04/13/2026", date(2026, 4, 13)),
        ("1 Apr 2026", date(2026, 4, 1)),
        ("4-April-2026", date(2026, 4, 4)),
        ("03/04/2026", None),
        ("31.2.2026", None),
        ("soon", None),
    ],
)
def test_a_day_is_read_or_left_out_with_a_sentence(text: str, day: date | None) -> None:
    found, note = day_of(text)
    assert found == day
    assert bool(note) == (day is None)


def test_each_row_says_why_it_is_not_taken() -> None:
    lines = [(2, ["Exits", "x" * 4001]), (3, ["", "Open them"]), (4, ["Water"]), (5, ["water"])]
    said = [row.problems for row in rows_of(lines, {0: "issue", 1: "requirement"})]
    assert "more than 4000 letters" in said[0][0]
    assert "says no issue" in said[1][0]
    assert said[2] == ()
    assert said[3] == ("The same stands in line 4 already.",)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 plan", b"PK\x03\x04 broken"])
def test_what_is_no_table_is_refused_with_a_sentence(world: World, now: Any, content: bytes) -> None:
    upload = SimpleUploadedFile("cap.csv", content)
    with pytest.raises(Invalid) as refused:
        receive_plan(link=link_of(world), file=upload, by=world.buyer_user, at=now)
    assert refused.value.field == "file"


def test_a_plan_has_a_limit() -> None:
    with pytest.raises(Unreadable, match="more than 500 points"):
        sheet_of(csv_file(HEAD, *(f"Issue {n},x" for n in range(501))))


# -- Sending and taking in ---------------------------------------------------------------


def test_a_plan_is_looked_through_before_it_is_taken_in(world: World, now: Any, browse: Any) -> None:
    plan = sent(world, now, HEAD, EXITS, ",Fix,,,")
    text = page(browse(world.buyer_user), f"/corrective-plans/{plan.pk}/")
    assert "1 of 2 rows can be taken in" in text
    assert "It says no issue" in text
    assert not CorrectivePoint.rows.exists()
    assert browse(world.manager).get(f"/corrective-plans/{plan.pk}/").status_code == 404
    with as_app(world.manager, now):
        assert not CorrectivePlan.rows.exists()


def test_the_good_rows_become_points(world: World, now: Any) -> None:
    (point,) = taken_in(world, now, HEAD, EXITS, ",Fix,,,")
    assert (point.issue, point.due_on, point.line) == (
        "Fire exits are locked during work",
        date(2026, 4, 1),
        2,
    )
    plan = CorrectivePlan.rows.get()
    assert (plan.status, plan.left_out, plan.lines) == ("taken_in", 1, [])


def test_the_sender_corrects_the_columns(world: World, now: Any) -> None:
    plan = sent(world, now, "A,B", "HR,Exits are locked")
    with pytest.raises(Invalid, match="Say which column holds"):
        say_columns(plan=plan, columns={0: "responsible"}, by=world.buyer_user, at=now)
    say_columns(plan=plan, columns={0: "responsible", 1: "issue"}, by=world.buyer_user, at=now)
    take_in_plan(plan=plan, by=world.buyer_user, at=now)
    assert "Exits are locked" in set(CorrectivePoint.rows.values_list("issue", flat=True))


def test_the_factory_sends_a_plan_for_its_buyer(world: World, now: Any) -> None:
    plan = sent(world, now, by=world.manager)
    assert (plan.on_behalf, plan.buyer_id) == (True, world.buyer.pk)
    with as_app(world.buyer_user, now):
        assert not CorrectivePlan.rows.exists()
    with pytest.raises(NotAllowed):
        take_in_plan(plan=plan, by=world.buyer_user, at=now)
    take_in_plan(plan=plan, by=world.picc_management, at=now)
    with as_app(world.buyer_user, now):
        assert CorrectivePlan.rows.exists()


@pytest.mark.parametrize("name", ["rival_buyer_user", "picc_worker", "rival_manager", "advisor"])
def test_nobody_else_sends_one(world: World, now: Any, name: str) -> None:
    with pytest.raises(NotAllowed):
        sent(world, now, by=getattr(world, name))


def test_a_buyer_sends_none_while_a_condition_is_missing(world: World, now: Any) -> None:
    AccessForm.rows.update(revoked_at=now)
    with pytest.raises(WrongState, match="Third-party access form signed"):
        sent(world, now)


def test_a_withdrawn_plan_is_mapped_no_more(world: World, now: Any) -> None:
    point = taken_in(world, now)[0]
    withdraw_plan(plan=point.plan, by=world.buyer_user, at=now)
    point = CorrectivePoint.rows.select_related("plan", "factory__programme").get(pk=point.pk)
    with pytest.raises(WrongState, match="was withdrawn"):
        leave_point(point=point, reason="x", by=world.manager, at=now)


# -- Suggestions -------------------------------------------------------------------------


def item_of(text: str, point_id: Any = None, name: str = "") -> Item:
    return Item(uuid4(), text, point_id, name)


def test_items_are_ranked_by_point_and_words_and_say_why() -> None:
    fire = uuid4()
    same, alike, other = item_of("Drills twice a year", fire, "Fire"), item_of("Locked exit"), item_of("Pay")
    found = suggestions("Exits are locked", fire, [other, alike, same])
    assert [each.pk for each in found] == [same.pk, alike.pk]
    assert found[0].because == ("It is about the same compliance point: Fire.",)
    assert found[1].because == ("Both say: exit, locked.",)


def test_the_compliance_point_is_found_in_the_buyers_words(world: World, now: Any) -> None:
    point = make_point("Emergency Preparedness")
    (found,) = taken_in(world, now, f"{HEAD},Topic", f"{EXITS},Emergency preparedness")
    assert found.point == point


# -- Mapping -----------------------------------------------------------------------------


def states(plan: CorrectivePlan, user: Any) -> list[str]:
    return [each.state for each in mapping_of(plan, user).points]


@pytest.mark.parametrize("name", ["advisor", "manager", "picc_management"])
def test_management_or_the_advisor_says_what_covers_a_point(world: World, now: Any, name: str) -> None:
    point, item = taken_in(world, now)[0], make_item(world.factory)
    cover_point(point=point, item=item, by=getattr(world, name), at=now)
    assert states(point.plan, world.manager) == ["covered", "uncovered"]
    with pytest.raises(WrongState, match="covers the point already"):
        cover_point(point=point, item=item, by=getattr(world, name), at=now)


@pytest.mark.parametrize("name", ["picc_worker", "other_advisor", "buyer_user", "group_user", "assessor"])
def test_nobody_else_maps(world: World, now: Any, name: str) -> None:
    point, item = taken_in(world, now)[0], make_item(world.factory)
    with pytest.raises(NotAllowed):
        cover_point(point=point, item=item, by=getattr(world, name), at=now)
    with pytest.raises(NotAllowed):
        leave_point(point=point, reason="x", by=getattr(world, name), at=now)


def test_another_factorys_item_covers_nothing(world: World, now: Any) -> None:
    with pytest.raises(Invalid, match="this factory's plan"):
        item = make_item(world.rival_factory)
        cover_point(point=taken_in(world, now)[0], item=item, by=world.manager, at=now)


def test_a_wrong_mapping_is_taken_away(world: World, now: Any) -> None:
    point, item = taken_in(world, now)[0], make_item(world.factory)
    coverage = cover_point(point=point, item=item, by=world.advisor, at=now)
    uncover_point(coverage=coverage, by=world.manager, at=now)
    assert states(point.plan, world.manager) == ["uncovered", "uncovered"]


def test_a_point_is_left_with_a_reason(world: World, now: Any) -> None:
    point = taken_in(world, now)[0]
    with pytest.raises(Invalid):
        leave_point(point=point, reason=" ", by=world.manager, at=now)
    leave_point(point=point, reason="The hall was closed", by=world.manager, at=now)
    found = mapping_of(point.plan, world.buyer_user).points[0]
    assert (found.state, found.reason) == ("left_alone", "The hall was closed")


def test_a_point_goes_to_the_picc_and_comes_back_covered(world: World, now: Any) -> None:
    point = taken_in(world, now)[0]
    wish = put_point_to_picc(point=point, by=world.advisor, at=now)
    assert states(point.plan, world.buyer_user)[0] == "at_the_picc"
    meeting = Meeting.rows.create(
        factory=world.factory, committee=make_committee(world.factory), planned_for=now + timedelta(days=1)
    )
    put_priority_on_agenda(priority=wish, meeting=meeting, by=world.manager, at=now)
    Meeting.rows.update(held_on=TODAY)
    accept_priority(priority=wish, title="Exits stay open", by=world.picc_worker, at=now)
    assert Coverage.rows.get().item == PlanItem.rows.get(origin="buyer_priority")
    assert states(point.plan, world.manager)[0] == "covered"


# -- What the buyer reads ----------------------------------------------------------------


def test_the_buyer_reads_number_status_and_date_but_no_title_of_a_finding(
    world: World, now: Any, browse: Any
) -> None:
    given = {"origin": PlanItem.Origin.FINDING, "due_on": date(2026, 5, 1)}
    item = make_item(world.factory, title="Eleven exits were chained", **given)
    make_item(world.factory, title="Unpaid overtime")
    point = taken_in(world, now)[0]
    cover_point(point=point, item=item, by=world.manager, at=now)
    text = page(browse(world.buyer_user), f"/corrective-plans/{point.plan_id}/")
    assert "IP-001" in text
    assert "1 May" in text
    for secret in ("Eleven exits", "IP-002", "Unpaid overtime"):
        assert secret not in text
    with as_app(world.buyer_user, now):
        assert [(each.number, each.title, each.status) for each in BuyersItem.objects.all()] == [
            (1, "", "open")
        ]


def test_while_a_condition_is_missing_the_buyer_reads_its_own_points_alone(
    world: World, now: Any, browse: Any
) -> None:
    point, client = taken_in(world, now)[0], browse(world.buyer_user)
    cover_point(point=point, item=make_item(world.factory), by=world.manager, at=now)
    leave_point(point=CorrectivePoint.rows.get(line=3), reason="Hall closed", by=world.manager, at=now)
    AccessForm.rows.update(revoked_at=now)
    text = page(client, f"/corrective-plans/{point.plan_id}/")
    assert "Fire exits are locked" in text
    assert "IP-001" not in text
    assert "Hall closed" not in text
    assert client.get(f"/corrective-plans/{point.plan_id}/plan.csv").status_code == 404


def test_the_rival_buyer_finds_no_trace(world: World, now: Any, browse: Any) -> None:
    entitle(world.rival_buyer, world.cycle, world.manager, world.administrator)
    point, client = taken_in(world, now)[0], browse(world.rival_buyer_user)
    cover_point(point=point, item=make_item(world.factory), by=world.manager, at=now)
    assert client.get(f"/corrective-plans/{point.plan_id}/").status_code == 404
    assert client.get("/api/v1/corrective-points/").json()["results"] == []
    with as_app(world.rival_buyer_user, now):
        assert not BuyersItem.objects.exists()
        assert not CorrectivePoint.rows.exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_mapped_plan_is_downloaded_and_the_download_recorded(
    world: World, now: Any, browse: Any, kind: str
) -> None:
    point = taken_in(world, now, HEAD, "=cmd|' /C calc'!A0,Open them,,,")[0]
    cover_point(point=point, item=make_item(world.factory), by=world.manager, at=now)
    response = browse(world.buyer_user).get(f"/corrective-plans/{point.plan_id}/plan.{kind}")
    assert response.status_code == 200
    if kind == "csv":
        assert "'=cmd|" in response.content.decode()
        assert "IP-001" in response.content.decode()
    assert [(each.user, each.format) for each in PlanDownload.rows.all()] == [(world.buyer_user, kind)]


# -- Who is told -------------------------------------------------------------------------


def told() -> set[tuple[str, str]]:
    return {(m.to.name, m.facts["turn"]) for m in Message.rows.select_related("to")}


def test_the_factory_hears_of_a_plan_and_the_buyer_of_its_last_answer(world: World, now: Any) -> None:
    exits, water = taken_in(world, now)
    with as_role("bw_worker"):
        tell_of_plans(now)
        tell_of_plans(now)
    inside = {("Pich Sreymom", "taken_in"), ("Chan Sokha", "taken_in")}
    assert told() == inside
    cover_point(point=exits, item=make_item(world.factory), by=world.manager, at=now)
    tell_of_plans(now)
    assert told() == inside
    leave_point(point=water, reason="Done in May", by=world.manager, at=now)
    tell_of_plans(now)
    assert told() == inside | {("Ingrid Berg", "answered")}


# -- On the pages ------------------------------------------------------------------------


def test_from_the_file_to_the_mapping_on_the_pages(world: World, browse: Any) -> None:
    buyer, manager = browse(world.buyer_user), browse(world.manager)
    link = BuyerLink.rows.get(buyer=world.buyer)
    address = buyer.post(f"/suppliers/{link.pk}/plan/", {"file": file()})["Location"]
    columns = {"column_0": "issue", "column_1": "requirement", "column_2": "due_on"}
    assert buyer.post(f"{address}columns/", {**columns, "column_1": "issue"}).status_code == 422
    assert buyer.post(f"{address}columns/", columns).status_code == 302
    assert buyer.post(f"{address}take-in/").status_code == 302
    assert "cap.csv" in page(manager, f"/wishes/{world.factory.pk}/")
    point, item = CorrectivePoint.rows.get(line=2), make_item(world.factory, title="Locked fire exits")
    where = f"/corrective-points/{point.pk}/"
    assert "Both say: exits, fire, locked." in page(manager, where)
    assert manager.post(f"{where}leave/", {"reason": ""}).status_code == 422
    assert manager.post(f"{where}cover/", {"item": str(item.pk)}).status_code == 302
    assert "IP-001" in page(buyer, address)


def test_the_factory_sends_a_plan_on_the_page(world: World, browse: Any) -> None:
    manager, link = browse(world.manager), BuyerLink.rows.get(buyer=world.buyer)
    address = f"/wishes/{world.factory.pk}/plan/"
    assert "Northwind Clothing" in page(manager, address)
    assert manager.post(address, {"link": str(link.pk), "file": file()}).status_code == 302
    assert CorrectivePlan.rows.get().on_behalf


def test_sending_and_mapping_by_api(world: World, browse: Any) -> None:
    buyer, manager, root = browse(world.buyer_user), browse(world.manager), "/api/v1"
    link, item = BuyerLink.rows.get(buyer=world.buyer), make_item(world.factory)
    plan = buyer.post(f"{root}/corrective-plans/receive/", {"link": str(link.pk), "file": file()}).json()
    address = f"{root}/corrective-plans/{plan['id']}"
    assert [row["line"] for row in buyer.get(f"{address}/dry-run/").json()] == [2, 3]
    assert manager.get(f"{address}/").status_code == 404
    assert buyer.post(f"{address}/take-in/").json()["status"] == "taken_in"
    point = manager.get(f"{root}/corrective-points/?plan={plan['id']}").json()["results"][0]["id"]
    json = {"content_type": "application/json"}
    manager.post(f"{root}/corrective-points/{point}/cover/", {"item": str(item.pk)}, **json)
    mapped = {each["point"]: each for each in buyer.get(f"{address}/mapping/").json()}
    assert mapped[point]["items"] == [{"code": "IP-001", "title": "", "status": "open", "due_on": None}]
    assert buyer.get(f"{root}/coverages/").json()["results"] == []
