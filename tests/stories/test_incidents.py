"""What happens at a factory, at the pages: food poisoning of which the factory tells its buyers in hour 20, fainting of
which it keeps silent, a strike of category A that becomes B.

Real web server, worker and beat; the demo's clock alone is moved. The tests are the steps of one story.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from tests.stories.browser import Person, Stage

pytestmark = pytest.mark.usefixtures("in_order")

FACTORY = "Lotus Thread Apparel"
HOUR = timedelta(hours=1)
SECRET = "The cook wept when we asked about the rice."


@dataclass
class Tale:
    stage: Stage
    incident: str = ""  # the address of its page
    now: datetime = field(init=False)  # the clock as its own page shows it

    def __post_init__(self) -> None:
        self.now = datetime.fromisoformat(f"{self.on_the_clock('on')}T{self.on_the_clock('at')}")

    def on_the_clock(self, name: str) -> str:
        self.admin.go("/demo/clock/")
        return self.admin.page.locator(f"[name={name}]").input_value()

    @property
    def admin(self) -> Person:
        return self.stage.demo("admin")

    @property
    def advisor(self) -> Person:
        return self.stage.demo("advisor")

    @property
    def leader(self) -> Person:
        return self.stage.demo("leader")

    @property
    def factory(self) -> Person:
        return self.stage.demo("factory")

    @property
    def buyer(self) -> Person:
        return self.stage.demo("buyer")

    @property
    def rival(self) -> Person:
        return self.stage.demo("rival")

    def goes_on(self, hours: float) -> None:
        self.now += hours * HOUR
        self.admin.go("/demo/clock/")
        self.admin.types(on=f"{self.now:%Y-%m-%d}", at=f"{self.now:%H:%M}").presses("Move the clock")
        self.admin.sees("The clock is moved")

    def at_it(self, person: Person) -> Person:
        person.go(self.incident)
        return person

    def begins(self, person: Person) -> Person:
        """The form of a new incident at the factory, with its moment as the form proposes it."""
        person.go("/incidents/new/?q=Lotus")
        return person.follow(FACTORY)

    def is_reported(self, person: Person) -> None:
        person.presses("Report it").sees("It is recorded.")
        self.incident = person.page.url

    @property
    def pk(self) -> str:
        return self.incident.rstrip("/").rpartition("/")[2]

    def untold(self) -> list[str]:
        rows = self.advisor.asks_json(f"/api/v1/duties/?incident={self.pk}&limit=100")["results"]
        return [row["buyer"] for row in rows if row["buyer"] and not row["done_at"] and not row["waived_at"]]

    def notices(self, person: Person) -> int:
        return len(person.asks_json("/api/v1/notices/")["results"])


@pytest.fixture(scope="module")
def tale(stage: Stage) -> Tale:
    return Tale(stage)


# -- Food poisoning: the factory tells its buyers in hour 20 ---------------------------------


def test_the_advisor_reports_it_from_a_phone(tale: Tale) -> None:
    with tale.advisor.on_a_phone():
        tale.begins(tale.advisor).shows("incident-new")
        tale.advisor.types(
            kind="food_poisoning", what="Forty workers fell ill after lunch.", workers=40, hurt=12
        )
        tale.advisor.types(staff_notes=SECRET)
        tale.is_reported(tale.advisor)
    tale.advisor.waits_to_see("Buyers are informed").shows("incident")


def test_the_factory_is_asked_to_tell_its_buyers(tale: Tale) -> None:
    tale.factory.go("/notices/")
    tale.factory.waits_to_see("Please tell your buyers what happened")
    tale.at_it(tale.factory).sees("Forty workers fell ill after lunch.")
    assert SECRET not in tale.factory.reads


def test_buyers_hear_nothing_yet(tale: Tale) -> None:
    for person in (tale.buyer, tale.rival):
        assert person.go(tale.incident) == 404


def test_in_hour_20_the_factory_records_whom_it_told(tale: Tale) -> None:
    tale.goes_on(20)
    told = f"{tale.now - HOUR:%Y-%m-%dT%H:%M}"
    while tale.untold():
        page = tale.at_it(tale.factory)
        page.page.get_by_text("The factory told a buyer", exact=True).click()
        page.page.locator("form[action$='/told/'] select").select_option(index=1)
        page.types(told_at=told, proof="By letter, copy with the manager.")
        form = page.page.locator("form[action$='/told/']")
        page.presses("Record it", form).sees("It is recorded that the buyer was told.")
    tale.at_it(tale.advisor).sees("the factory told the buyer")


def test_nothing_escalates_any_more_and_no_buyer_gets_a_notice(tale: Tale) -> None:
    before = tale.notices(tale.buyer)
    tale.goes_on(60)
    tale.at_it(tale.leader)
    assert "the country manager was called" not in tale.leader.reads
    assert tale.notices(tale.buyer) == before


# -- Fainting: the factory stays silent ------------------------------------------------------


def test_the_factory_reports_fainting_and_then_stays_silent(tale: Tale) -> None:
    tale.factory.go("/incidents/new/")
    tale.factory.types(kind="mass_fainting", what="Nine workers fainted on line three.", workers=9)
    tale.is_reported(tale.factory)
    tale.at_it(tale.advisor).waits_to_see("Notices to buyers")
    tale.goes_on(1)


def test_a_leader_changes_the_draft_and_another_approves(tale: Tale) -> None:
    tale.at_it(tale.advisor).follow("Notice of an incident").sees("Who gets it")
    tale.advisor.types(words="Nine workers fainted on line three. A doctor saw them the same day.")
    tale.advisor.presses("Ask for approval").sees("Another leader is to approve it now.")
    tale.advisor.shows("notice-editor")
    tale.leader.go(tale.advisor.page.url)
    tale.leader.page.get_by_role("button", name=re.compile("Approve and send")).click()
    tale.leader.sees("Approved. It goes out in a moment")
    tale.leader.waits_to_see("Told")


def test_the_entitled_buyer_reads_it_and_the_other_finds_nothing(tale: Tale) -> None:
    tale.buyer.go("/notices/of-incidents/")
    tale.buyer.waits_to_see("A doctor saw them the same day.")
    tale.buyer.follow(f"Mass fainting: {FACTORY}").sees("Digest (SHA-256)").shows("notice")
    assert tale.rival.go(tale.buyer.page.url) == 404
    tale.rival.go("/notices/of-incidents/")
    assert "line three" not in tale.rival.reads


def test_who_was_not_told_stands_there_with_what_is_missing(tale: Tale) -> None:
    if tale.untold():
        tale.at_it(tale.leader).sees("Not told:")


# -- A strike of category A that becomes B ----------------------------------------------------


def test_a_strike_begins_as_category_a(tale: Tale) -> None:
    tale.begins(tale.advisor).types(kind="strike", what="Line two stopped over the bonus.", workers=640)
    tale.is_reported(tale.advisor)
    tale.at_it(tale.advisor).sees("Category A").sees("If it goes on, it becomes category B").shows("strike-a")


def test_past_midnight_it_is_category_b_and_the_factorys_48_hours_run(tale: Tale) -> None:
    tale.goes_on(24)
    tale.at_it(tale.advisor).waits_to_see("The factory tells its buyers")
    tale.advisor.sees("Category B").sees("it lasts more than one day").shows("strike-b")
    tale.factory.go("/notices/")
    tale.factory.waits_to_see("Please tell your buyers of the strike")


def test_visits_wait(tale: Tale) -> None:
    def waits() -> bool:
        factory = tale.advisor.asks_json(f"/api/v1/incidents/{tale.pk}/")["factory"]
        rows = tale.advisor.asks_json(f"/api/v1/visits/?factory={factory}&limit=100")["results"]
        return any(row["suspended"] for row in rows)

    tale.advisor.waits_for(waits, "a planned visit waits")


def test_the_factory_stays_silent_and_our_own_duty_opens(tale: Tale) -> None:
    tale.goes_on(49)
    tale.at_it(tale.leader).waits_to_see("Our assessment of the situation")
    tale.leader.waits_to_see("Assessment of a strike")


def test_it_cannot_go_out_before_each_party_was_asked(tale: Tale) -> None:
    tale.at_it(tale.leader).follow("Assessment of a strike")
    tale.leader.sees("Before it can go out").sees("not asked yet")
    tale.leader.page.get_by_role("button", name=re.compile("Approve and send")).click()
    tale.leader.sees("Record first whom you asked")


def test_whom_we_asked_is_recorded(tale: Tale) -> None:
    for party, union in [
        ("management", ""),
        ("picc_workers", ""),
        *[("union", f"Union {n}") for n in range(3)],
    ]:
        page = tale.at_it(tale.advisor)
        page.page.get_by_text("Record a consultation", exact=True).click()
        form = page.page.locator("form[action$='/consulted/']")
        page.types(form, party=party, union=union, outcome="consulted", words="The bonus was cut.")
        page.types(form, consulted_at=f"{tale.now - HOUR:%Y-%m-%dT%H:%M}")
        page.presses("Record it", form).sees("The consultation is recorded.")


def test_our_assessment_goes_out_with_what_we_ask_of_buyers(tale: Tale) -> None:
    tale.at_it(tale.leader).follow("Assessment of a strike")
    tale.leader.page.get_by_role("button", name=re.compile("Approve and send")).click()
    tale.leader.sees("Approved. It goes out in a moment")
    tale.buyer.go("/notices/of-incidents/")
    tale.buyer.waits_to_see("Strike or work stoppage")
    tale.buyer.follow(f"Strike or work stoppage: {FACTORY}")
    tale.buyer.sees("Please take no punitive action against the factory")


def test_the_duty_board_shows_what_is_left(tale: Tale) -> None:
    tale.leader.go("/duties/?who=country")
    tale.leader.shows("duties")
