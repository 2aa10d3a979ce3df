"""A suspicion of child labour at the pages: reported from a phone, decided, gone through; and for everybody who is
not named in it every page stays as it was.

Real web server, worker and beat. The tests are the steps of one story, in their order.
"""

import re
from dataclasses import dataclass, field

import pytest

from tests.stories.browser import Person, Stage
from tests.stories.tale import words_of

pytestmark = pytest.mark.usefixtures("in_order")

FACTORY = "Lotus Thread Apparel"
WORDS = "A girl at the trimming table of hall two looks twelve at most."
PERSON = "Srey"
OUTSIDE = [
    "leader",
    "admin",
    "headoffice",
    "assessor",
    "factory",
    "worker",
    "picc",
    "buyer",
    "rival",
    "haiti",
]
STILL = [
    "/integrity/",
    "/integrity/files/",
    "/integrity/logbook/",
    "/integrity/conflicts/",
]  # no clock moves them
LOOKED_AT = [
    *STILL,
    "/",
    "/factories/",
    "/incidents/",
    "/duties/",
    "/agenda/",
    "/notices/",
    "/messages/",
    "/visits/",
    "/plan/",
    "/reports/",
    "/api/v1/messages/",
    "/api/v1/failed-messages/",
]


@dataclass
class Tale:
    stage: Stage
    file: str = ""  # the address that nobody may guess
    before: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def advisor(self) -> Person:
        return self.stage.demo("advisor")

    @property
    def manager(self) -> Person:
        return self.stage.demo("manager")


@pytest.fixture(scope="module")
def tale(stage: Stage) -> Tale:
    return Tale(stage)


def looked(person: Person) -> dict[str, str]:
    """Status and words of the pages on which this person might learn of it."""
    return {path: words_of(person.asks(path)) for path in LOOKED_AT}


def test_before_anything_everybody_outside_looks_around(tale: Tale) -> None:
    for name in OUTSIDE:
        tale.before[name] = looked(tale.stage.demo(name))


def test_the_advisor_reports_it_from_a_phone(tale: Tale) -> None:
    advisor = tale.advisor
    advisor.go("/integrity/")
    with advisor.on_a_phone():
        advisor.follow("Report a suspicion")
        advisor.types(factory=FACTORY, issue="child_labour", words=WORDS).presses("Report it")
    advisor.sees("Waits for the decision").sees("every look at it is kept".capitalize()).shows("reported")
    tale.file = advisor.page.url


def test_the_country_manager_is_told_that_something_waits_and_no_more(tale: Tale) -> None:
    manager = tale.manager
    manager.go("/notices/")
    manager.waits_to_see("A restricted file waits for you")
    assert FACTORY not in manager.page.locator("main li", has_text="A restricted file").first.inner_text()
    manager.go("/integrity/files/")
    manager.sees(FACTORY).shows("restricted-files")


def test_the_country_manager_activates_the_protocol(tale: Tale) -> None:
    manager = tale.manager
    manager.go(tale.file)
    manager.follow("Decide").shows("decide")
    manager.types(activate="yes", reason="The advisor is certain.").presses("Decide")
    manager.sees("Protocol activated").shows("activated")


def test_informing_the_ministry_starts_its_clocks(tale: Tale) -> None:
    manager = tale.manager
    rung = manager.page.locator(".ladder > li", has_text="Inform the ministry")
    rung.get_by_role("link", name=re.compile("^Record it")).click()
    manager.types(ministry="Ministry of Labour", reference="ML 7").presses("Save")
    manager.sees("left of 48 h").sees("left of 72 h").shows("ministry-informed")


def test_who_is_concerned_stands_on_a_page_of_its_own(tale: Tale) -> None:
    advisor = tale.advisor
    advisor.go(tale.file)
    advisor.follow("Persons concerned").types(name=PERSON, consent="guardian", wishes="To go to school")
    advisor.presses("Save").sees(PERSON).shows("persons")
    advisor.go(tale.file)
    assert PERSON not in advisor.reads


def test_for_everybody_outside_nothing_has_changed(tale: Tale) -> None:
    pk = tale.file.rstrip("/").rpartition("/")[2]
    for name in OUTSIDE:
        person = tale.stage.demo(name)
        for verb in ("", "decide/", "close/", "persons/"):
            assert person.asks(f"/integrity/files/{pk}/{verb}")[0] == 404, (name, verb)
        after, code = looked(person), f"ZT-{pk[:6].upper()}"
        telling = [path for path in LOOKED_AT if any(word in after[path] for word in (pk, code, WORDS))]
        assert telling == [], name
        assert [path for path in STILL if after[path] != tale.before[name][path]] == [], name


def test_a_named_person_reads_it_without_the_persons_until_taken_out(tale: Tale) -> None:
    manager, leader = tale.manager, tale.stage.demo("leader")
    leader.go("/")
    manager.go(tale.file)
    manager.follow("Name a person").types(user=leader.own_name, reason="Leads the next visit")
    manager.presses("Name the person").sees("Named.")
    assert leader.go(tale.file) == 200
    leader.sees(WORDS).shows("named")
    assert leader.asks(f"{tale.file}persons/")[0] == 404
    reader = manager.page.locator("li", has_text=leader.own_name).filter(has_text="Leads the next visit")
    manager.presses(f"Take out {leader.own_name}", within=reader).sees("reads this file no more")
    assert leader.asks(tale.file)[0] == 404


def test_every_look_is_kept(tale: Tale) -> None:
    tale.manager.go(tale.file)
    looks = tale.manager.page.locator("section", has_text="Who looked").inner_text()
    assert tale.stage.demo("leader").own_name in looks
    assert "the persons concerned" in looks


def test_it_reads_in_arabic(tale: Tale) -> None:
    manager = tale.stage.demo("manager", "ar")
    manager.go(tale.file)
    manager.sees("خطوات البروتوكول").sees("إبلاغ الوزارة وطلب بدء تحقيقها").shows("activated-ar")


def test_an_attempt_at_bribery_is_written_down_at_a_gate(tale: Tale) -> None:
    advisor = tale.advisor
    advisor.go("/integrity/logbook/new/")
    with advisor.on_a_phone():
        advisor.types(way="offered", what="A watch", by_whom="The owner", place="In his car")
        advisor.types(refused_how="Left it on the seat").presses("Write it down")
    advisor.sees("Written down").shows("logbook-entry")
    tale.manager.go("/notices/")
    tale.manager.waits_to_see("There is a new entry in the logbook")
    assert tale.manager.asks(advisor.page.url)[0] == 200
    assert tale.stage.demo("leader").asks(advisor.page.url)[0] == 404
