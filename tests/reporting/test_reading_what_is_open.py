"""WHO-10: a report is read by whoever holds all three conditions today, and by nobody else."""

import io
import zipfile
from datetime import date

import pytest
from django.test import Client

from factories.models import AccessForm, BuyerLink, Cycle, PaidRegistration
from reporting import entitlement
from reporting.actions import recall
from reporting.drains.releasing import lapse_reports
from reporting.models import Download, Report
from tests.factories import link, make_cycle, make_factory, pay, sign_access_form
from tests.personas import World
from tests.reporting.making import INTERVIEW, RELEASE, SENTENCE, approved, asked, assessed, drafted, released

LATER = RELEASE.replace(day=20)
CONDITIONS = ["relationship", "unconfirmed", "form", "payment", "unpaid", "other_cycle"]


def addresses(report: Report) -> list[str]:
    base = f"/reports/{report.pk}/"
    return [base, f"{base}pdf/", f"{base}xlsx/", f"{base}html/", f"/api/v1/reports/{report.pk}/"]


def take_away(world: World, condition: str) -> None:
    """Removes one of the three conditions, or makes it hold for something else."""
    if condition == "relationship":
        BuyerLink.rows.update(ended_at=RELEASE)
    elif condition == "unconfirmed":
        BuyerLink.rows.update(confirmed_at=None)
    elif condition == "form":
        AccessForm.rows.update(revoked_at=RELEASE)
    elif condition == "payment":
        PaidRegistration.rows.update(ended_at=RELEASE)
    elif condition == "unpaid":
        PaidRegistration.rows.update(paid_at=None)
    else:
        Cycle.rows.filter(pk=world.cycle.pk).update(closed_at=RELEASE)
        later = make_cycle(world.factory, date(2026, 11, 3), number=2)
        PaidRegistration.rows.update(cycle=later)


def test_an_entitled_buyer_reads_page_files_and_api(world: World, browse) -> None:
    report = released(world)
    client: Client = browse(world.buyer_user)
    for address in addresses(report):
        assert client.get(address).status_code == 200, address


def test_the_page_says_what_was_found_and_no_evidence(world: World, browse) -> None:
    report = released(world)
    page = browse(world.buyer_user).get(f"/reports/{report.pk}/").content.decode()
    assert SENTENCE in page
    assert INTERVIEW not in page and "photo 4" not in page


@pytest.mark.parametrize("condition", CONDITIONS)
def test_without_one_condition_every_address_is_closed(world: World, browse, condition: str) -> None:
    report = released(world)
    client: Client = browse(world.buyer_user)
    assert client.get(addresses(report)[1]).status_code == 200
    take_away(world, condition)
    for address in addresses(report):
        assert client.get(address).status_code == 404, address
    assert "Lotus Thread Apparel" not in listed(client)


def listed(client: Client) -> str:
    """The open part of the home page; the buyer's own claims stand below it."""
    return client.get("/").content.decode().split('id="missing"')[0]


@pytest.mark.parametrize(
    "name", ["rival_buyer_user", "rival_manager", "haitian_advisor", "haitian_team_leader"]
)
def test_outsiders_find_nothing(world: World, browse, name: str) -> None:
    report = released(world)
    client: Client = browse(getattr(world, name))
    for address in addresses(report):
        assert client.get(address).status_code == 404, address


def test_who_is_not_signed_in_is_asked_to(world: World, browse) -> None:
    report = released(world)
    assert browse(None).get(f"/reports/{report.pk}/pdf/").status_code == 302


@pytest.mark.parametrize("make", [assessed, drafted, approved])
def test_before_its_release_no_buyer_finds_it(world: World, browse, make) -> None:
    report = make(world)
    client: Client = browse(world.buyer_user)
    for address in addresses(report):
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize("make", [drafted, approved])
def test_before_its_release_the_factory_knows_of_it_and_reads_nothing(world: World, browse, make) -> None:
    report = make(world)
    client: Client = browse(world.manager)
    assert SENTENCE not in client.get(f"/reports/{report.pk}/").content.decode()
    assert client.get(f"/reports/{report.pk}/pdf/").status_code == 404
    assert client.get(f"/reports/{report.pk}/approval/").status_code == 404


def test_a_recalled_report_is_closed_at_the_next_request(world: World, browse) -> None:
    report = released(world)
    client: Client = browse(world.buyer_user)
    recall(report=report, reason="A name.", by=world.team_leader, at=LATER)
    for address in addresses(report):
        assert client.get(address).status_code == 404, address


def test_files_are_kept_by_no_cache(world: World, browse) -> None:
    report = released(world)
    response = browse(world.buyer_user).get(f"/reports/{report.pk}/pdf/")
    assert "no-store" in response["Cache-Control"] and "private" in response["Cache-Control"]
    assert response.content.startswith(b"%PDF-")


def test_each_view_and_download_is_recorded(world: World, browse) -> None:
    report = released(world)
    client: Client = browse(world.buyer_user)
    client.get(f"/reports/{report.pk}/")
    client.get(f"/reports/{report.pk}/xlsx/")
    formats = Download.rows.filter(user=world.buyer_user).order_by("pk").values_list("format", flat=True)
    assert sorted(formats) == ["html", "xlsx"]


# -- Many at once ----------------------------------------------------------------------------
def test_many_reports_come_as_one_archive(world: World, browse) -> None:
    report = released(world)
    response = browse(world.buyer_user).post("/reports/download/", {"report": [report.pk]})
    names = zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    assert names == [f"{world.factory.code}-assessment-report-v1.pdf"]
    assert Download.rows.get(user=world.buyer_user).format == "pdf"


def test_an_archive_of_what_is_not_open_is_not_there(world: World, browse) -> None:
    report = released(world)
    response = browse(world.rival_buyer_user).post("/reports/download/", {"report": [report.pk]})
    assert response.status_code == 404
    assert not Download.rows.exists()


def test_an_archive_is_bounded(world: World, browse) -> None:
    report = released(world)
    client: Client = browse(world.buyer_user)
    response = client.post("/reports/download/", {"report": [str(report.pk)] * 51}, follow=True)
    assert "at most 50" in response.content.decode()


# -- The home of a buyer ---------------------------------------------------------------------
def test_the_home_shows_what_is_open_and_what_is_new(world: World, browse) -> None:
    report = released(world)
    client: Client = browse(world.buyer_user)
    assert "Download 1 new" in client.get("/").content.decode()
    client.get(f"/reports/{report.pk}/")
    assert "Download 1 new" not in client.get("/").content.decode()


def test_the_home_names_the_missing_condition_in_the_buyers_own_words(world: World, browse) -> None:
    claim = link(world.rival_buyer, world.factory, confirmed=False)
    claim.claimed_name = "Lotus, as we call it"
    claim.save()
    page = browse(world.rival_buyer_user).get("/").content.decode()
    assert "Lotus, as we call it" in page
    assert "has not confirmed" in page
    assert "Lotus Thread Apparel" not in page


def test_a_claim_with_a_wrong_code_looks_like_one_that_waits(world: World, browse) -> None:
    BuyerLink.rows.create(
        buyer=world.rival_buyer, claimed_code="KH-9999", claimed_name="Nowhere", claimed_at=RELEASE
    )
    assert "has not confirmed" in browse(world.rival_buyer_user).get("/").content.decode()


def test_not_submitted_is_said_to_the_buyer(world: World, browse) -> None:
    assessed(world)
    first = Report.rows.get(kind="progress_report_1")
    lapse_reports(first.due_at.replace(year=2027))
    page = browse(world.buyer_user).get("/").content.decode()
    assert "Not submitted" in page
    assert browse(world.buyer_user).get(f"/reports/{first.pk}/").status_code == 200


# -- The rule and the database's view agree --------------------------------------------------
@pytest.mark.parametrize("condition", ["none", *CONDITIONS])
def test_the_explanation_agrees_with_what_the_database_opens(world: World, browse, condition: str) -> None:
    report = released(world)
    if condition != "none":
        take_away(world, condition)
    papers = entitlement.Papers(
        list(BuyerLink.rows.all()), list(AccessForm.rows.all()), list(PaidRegistration.rows.all())
    )
    said = entitlement.is_open(entitlement.conditions(papers, report.cycle_id))
    response = browse(world.buyer_user).get(f"/reports/{report.pk}/")
    assert said == (response.status_code == 200)


def test_staff_see_before_release_who_gets_it_and_why_another_does_not(world: World, browse) -> None:
    report = approved(world)
    link(world.rival_buyer, world.factory)
    page = browse(world.team_leader).get(f"/reports/{report.pk}/buyers/").content.decode()
    assert "Northwind Clothing" in page and "Harbour Fashion" in page
    assert "The factory has not signed it." in page


@pytest.mark.parametrize("name", ["manager", "buyer_user", "rival_buyer_user", "haitian_advisor"])
def test_only_staff_of_the_country_see_that_page(world: World, browse, name: str) -> None:
    report = released(world)
    assert browse(getattr(world, name)).get(f"/reports/{report.pk}/buyers/").status_code == 404


# -- Queries ---------------------------------------------------------------------------------
def more_factories(world: World, count: int) -> None:
    """Further factories with reports that are open to the buyer."""
    first = Report.rows.select_related("current").get(kind="assessment_report")
    for number in range(count):
        factory = make_factory(world.cambodia, f"Factory {number}")
        cycle = make_cycle(factory)
        link(world.buyer, factory)
        sign_access_form(world.buyer, factory, world.manager)
        pay(world.buyer, cycle, world.administrator)
        Report.rows.create(
            factory=factory,
            cycle=cycle,
            kind=first.kind,
            status="not_submitted",
            rule=first.rule,
            release_at=RELEASE,
            due_at=first.due_at,
        )
        claimed = make_factory(world.cambodia, f"Claimed {number}")
        link(world.buyer, claimed, confirmed=False)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("buyer_user", "/"),
        ("buyer_user", "/reports/"),
        ("manager", "/reports/"),
        ("team_leader", "/reports/"),
        ("team_leader", "/approvals/"),
    ],
)
def test_lists_ask_no_more_for_twenty_rows_than_for_one(
    world: World, browse, name: str, address: str
) -> None:
    released(world)
    client = browse(getattr(world, name))
    client.get(address)
    few = len(asked(client, address))
    more_factories(world, 20)
    assert len(asked(client, address)) <= few <= 12
