"""Buyers at a factory, on the pages: a request to shadow a visit with each condition missing in turn, and
a corrective action plan that is mapped onto the improvement plan.

Real web server, worker and beat. The tests are the steps of one story, in their order; the rival of the
demo, whom nobody confirmed yet, asks, and the buyer that reads the factory's reports never hears of it.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.stories.browser import Person, Stage

pytestmark = pytest.mark.usefixtures("in_order")

FACTORY, RIVAL = "Lotus Thread Apparel", "Harbour Fashion"
PLAN = (
    "Finding,Corrective action,Due date,Responsible\n"
    "The lamps over the cutting tables flicker,Replace the lamps,2027-02-01,Maintenance\n"
    "Nobody knows who keeps the first aid box,Name a person for each floor,2027-02-01,Nurse\n"
    ",A row without an issue,,\n"
)


@dataclass
class Facts:
    """What the story knows so far."""

    stage: Stage
    request: str = ""  # the address of the rival's request
    factory: str = ""  # the id
    plan: str = ""
    visit_on: date = date.min
    lines: list[str] = field(default_factory=list)

    def who(self, name: str) -> Person:
        return self.stage.demo(name)


@pytest.fixture(scope="module")
def facts(stage: Stage) -> Facts:
    return Facts(stage)


def rules(person: Person) -> dict[str, str]:
    """The three conditions as the page says them: fact and whether it is met."""
    found = {}
    for line in person.page.locator("ul.rules > li").all():
        fact = line.locator("span:not(.cell-sub):not(.nowrap)").nth(1).inner_text().splitlines()[0]
        found[fact] = str(line.locator("svg").first.get_attribute("aria-label"))
    return found


# -- A request with each condition missing in turn ----------------------------------------


def test_a_buyer_that_nobody_confirmed_asks_and_reads_nothing(facts: Facts) -> None:
    rival = facts.who("rival")
    rival.go("/claims/")
    row = rival.page.locator("main tr", has_text=FACTORY)
    row.get_by_role("link", name=re.compile("^Visits and wishes")).click()
    rival.follow("Ask to join a visit").shows("ask-to-join")
    today = date.fromisoformat(str(rival.page.locator("time").first.get_attribute("datetime"))[:10])
    days = {"wished_from": today.isoformat(), "wished_until": (today + timedelta(days=90)).isoformat()}
    rival.types(kind="shadow", **days, reason="To see how advice works", persons="Tom Hill")
    rival.presses("Send the request").sees("A condition is missing").shows("request-unconfirmed")
    facts.request, facts.visit_on = rival.page.url, today + timedelta(days=21)
    assert set(rules(rival).values()) == {"Waiting"}
    assert "Shown once the factory has confirmed" in rival.reads


def test_the_factory_sees_who_asks_and_confirms_the_relationship(facts: Facts) -> None:
    manager = facts.who("factory")
    manager.go("/our-factory/")
    facts.factory = manager.page.url.rstrip("/").rpartition("/")[2]
    manager.page.locator(".tabs").get_by_role("link", name=re.compile("^Buyers' wishes")).click()
    manager.sees(RIVAL).shows("wishes-of-buyers")
    manager.go(f"/factories/{facts.factory}/access/")
    row = manager.page.locator("main tr", has_text=RIVAL)
    row.get_by_role("link", name=re.compile("^Confirm or decline")).click()
    manager.presses("Confirm the relationship").sees("Confirmed.")


def test_without_the_access_form_nothing_is_granted(facts: Facts) -> None:
    rival = facts.who("rival")
    rival.go(facts.request)
    assert list(rules(rival).values()) == ["Met", "Missing", "Missing"]
    rival.sees("The factory's manager signs it.").shows("request-without-form")
    agree(facts).sees("It cannot be granted while a condition is missing")


def agree(facts: Facts) -> Person:
    """The advisor tries to grant it, on a new day."""
    advisor = facts.who("advisor")
    advisor.go(facts.request)
    advisor.types(on=facts.visit_on.isoformat(), answer="At nine, at the gate.")
    return advisor.presses("Agree to this visit")


def test_without_the_payment_nothing_is_granted(facts: Facts) -> None:
    manager, rival = facts.who("factory"), facts.who("rival")
    manager.go(f"/factories/{facts.factory}/access/")
    row = manager.page.locator("main tr", has_text=RIVAL)
    row.get_by_role("link", name=re.compile("^Sign the access form")).click()
    manager.types(signed_name="Heng Ratha").presses("Sign for the factory")
    rival.go(facts.request)
    assert list(rules(rival).values()) == ["Met", "Met", "Missing"]
    agree(facts).sees("The country programme's administrator records registration and payment")


def test_with_all_three_the_advisor_agrees_and_the_buyer_reads_the_day(facts: Facts) -> None:
    admin, rival = facts.who("admin"), facts.who("rival")
    admin.go(f"/factories/{facts.factory}/access/")
    row = admin.page.locator("main tr", has_text=RIVAL)
    row.get_by_role("button", name=re.compile("^Registered and paid")).first.click()
    agree(facts).sees("Agreed").shows("request-agreed-advisor")
    rival.go(facts.request)
    assert set(rules(rival).values()) == {"Met"}
    rival.sees("At nine, at the gate.").shows("request-agreed")
    rival.go("/notices/")
    rival.waits_to_see(f"Your request to join a visit: {FACTORY}")


def test_another_buyer_finds_no_trace_of_it(facts: Facts) -> None:
    buyer = facts.who("buyer")
    assert buyer.go(facts.request) == 404
    for path in ("/", "/claims/", "/notices/", f"/factories/{facts.factory}/"):
        buyer.go(path)
        assert RIVAL not in buyer.reads, path
    assert RIVAL not in str(buyer.asks_json("/api/v1/visit-requests/"))


def test_a_form_that_is_revoked_takes_the_request_down(facts: Facts) -> None:
    manager, rival = facts.who("factory"), facts.who("rival")
    manager.go(f"/factories/{facts.factory}/access/")
    row = manager.page.locator("main tr", has_text=RIVAL)
    row.get_by_role("button", name=re.compile("^Revoke the form")).click()
    row.get_by_role("button", name="Revoke", exact=True).click()
    manager.page.wait_for_load_state()
    rival.go(facts.request)
    rival.sees("does not stand any more").shows("request-fallen")
    assert "At nine, at the gate." not in rival.reads
    manager.go("/notices/")
    manager.waits_to_see(f"A buyer's request at {FACTORY} does not stand any more")


# -- A buyer's plan is mapped --------------------------------------------------------------


def test_a_buyer_sends_its_plan_and_looks_it_through(facts: Facts, tmp_path: Path) -> None:
    buyer, file = facts.who("buyer"), tmp_path / "audit.csv"
    file.write_text(PLAN)
    buyer.go(f"/factories/{facts.factory}/")
    buyer.page.locator(".tabs").get_by_role("link", name="You and this factory").click()
    buyer.follow("Send a corrective action plan").types(file=file).presses("Read the file")
    buyer.sees("2 of 3 rows can be taken in").sees("It says no issue").shows("plan-looked-through")
    buyer.presses("Take in 2 points").sees("Points and what answers them").shows("plan-taken-in")
    facts.plan = buyer.page.url


def test_management_maps_one_point_and_leaves_the_other(facts: Facts) -> None:
    manager = facts.who("factory")
    manager.go(f"/plan/{facts.factory}/new/")
    manager.types(title="Replace every flickering lamp over the cutting tables").presses("Add the item")
    manager.go(facts.plan)
    manager.page.locator("main tr", has_text="lamps").get_by_role("link", name=re.compile("^Map")).click()
    manager.sees("Both say: cutting, flickering").shows("plan-point")
    line = manager.page.locator("main li", has_text="every flickering lamp")
    line.get_by_role("button", name="It covers it").click()
    manager.sees("The buyer reads that the point is covered.").follow("Next open point")
    manager.types(reason="The nurse keeps it; her name stands on each box.").presses("Leave it")
    manager.sees("The buyer reads your reason.")


def test_the_buyer_reads_what_is_covered_and_takes_it_away(facts: Facts) -> None:
    buyer = facts.who("buyer")
    buyer.go(facts.plan)
    buyer.sees("Covered").sees("her name stands on each box").shows("plan-mapped")
    assert "Replace every flickering lamp" not in buyer.reads  # the title is the factory's own
    status, body = buyer.asks(f"{facts.plan}plan.csv")
    assert (status, b"covered" in body, b"IP-" in body) == (200, True, True)
    buyer.go(f"/factories/{facts.factory}/")
    buyer.page.locator(".tabs").get_by_role("link", name="You and this factory").click()
    buyer.follow("The log of your activity here").sees("Downloaded the mapped plan audit.csv (CSV)")
    buyer.sees("Sent a corrective action plan: audit.csv").shows("own-log")


def test_the_rival_reads_nothing_of_the_plan(facts: Facts) -> None:
    assert facts.who("rival").go(facts.plan) == 404
