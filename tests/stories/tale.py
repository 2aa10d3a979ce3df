"""What the story of a first cycle knows so far, and what its people do more than once."""

import difflib
import io
import json
import re
import time
from dataclasses import dataclass, field
from datetime import date, timedelta

from playwright.sync_api import Locator
from pypdf import PdfReader

from tests.stories.browser import OWN_PASSWORD, Person, Stage

FINDING = "Eleven of thirty sewing machines in line four ran without a needle guard on both days."
REPLY = "Guards for line four were ordered on the second day and are fitted line by line."
OWN_WORDS = "Since the assessment every line leader checks the needle guards with a worker each Monday."
PROGRAMMES_WORDS = "The committee walked line four with the advisor in March and saw every guard in place."

STAMP = time.time_ns() // 10**6 % 10**8  # so that a product that runs already can be told the story again


@dataclass
class Tale:
    """Addresses were read on the pages."""

    stage: Stage
    name: str = f"Amber Loom {STAMP}"
    manager_mail: str = f"sok.dara.{STAMP}@amber.example"
    factory: str = ""  # the address of its page
    code: str = ""
    day_zero: date = date.min
    now: date = date.min  # where the story moved the clock to
    gate: date = date.min  # the secret day
    last_day: date = date.min  # of data collection
    assessment: str = ""  # the address that nobody may guess
    mate: str = ""  # the name of the second assessor
    second: str = ""  # and the e-mail
    before: dict[str, dict[str, str]] = field(default_factory=dict)  # what each person saw, by address
    reports: dict[str, str] = field(default_factory=dict)  # address of the page by kind
    visit_on: date = date.min  # a visit on site that a change of phase touches

    @property
    def pk(self) -> str:
        return self.factory.rstrip("/").rpartition("/")[2]

    @property
    def secret(self) -> str:
        """What would give the assessment away wherever it stood."""
        return self.assessment.rstrip("/").rpartition("/")[2]

    @property
    def admin(self) -> Person:
        return self.stage.demo("admin")

    @property
    def leader(self) -> Person:
        return self.stage.demo("leader")

    @property
    def country_manager(self) -> Person:
        return self.stage.demo("manager")

    @property
    def advisor(self) -> Person:
        return self.stage.demo("advisor")

    @property
    def assessor(self) -> Person:
        return self.stage.demo("assessor")

    @property
    def second_assessor(self) -> Person:
        return self.stage.person(self.second)

    @property
    def manager(self) -> Person:
        return self.stage.person(self.manager_mail, OWN_PASSWORD)

    @property
    def buyer(self) -> Person:
        return self.stage.demo("buyer")

    @property
    def rival(self) -> Person:
        return self.stage.demo("rival")

    # -- time --------------------------------------------------------------------------
    @property
    def today(self) -> date:
        self.admin.go("/demo/clock/")
        return date.fromisoformat(self.admin.page.locator("[name=on]").input_value())

    def goes_on_to(self, day: date, at: str = "09:01") -> None:
        """Moves the demo's clock at its page: the one thing done behind the pages' back."""
        self.admin.go("/demo/clock/")
        self.admin.types(on=day.isoformat(), at=at).presses("Move the clock").sees("The clock is moved")
        self.now = day

    def a_working_day_from(self, day: date) -> date:
        return day if day.isoweekday() < 6 else day + timedelta(days=8 - day.isoweekday())

    # -- places ------------------------------------------------------------------------
    def at_the_factory(self, person: Person, tab: str = "") -> Person:
        person.go(self.factory)
        if tab:
            person.page.locator(".tabs").get_by_role("link", name=re.compile(f"^{tab}")).click()
            person.page.wait_for_load_state()
        return person

    def visit(self) -> str:
        """The id of the visit on `visit_on`."""
        found = self.advisor.asks_json(f"/api/v1/visits/?factory={self.pk}")["results"]
        return str(next(each["id"] for each in found if each["on"] == self.visit_on.isoformat()))

    def form_of(self, visit: str) -> str:
        return str(self.advisor.asks_json(f"/api/v1/visits/{visit}/")["modality"])

    def link_in_mail(self, address: str) -> str:
        """The newest link mailed to that address, read on the demo's mail page."""
        self.admin.go(f"/demo/mail/?q={address}")
        mails = self.admin.page.locator("article", has_text=address)
        self.admin.waits_for(lambda: mails.count() > 0, f"a mail to {address}").shows("demo-mail")
        return str(mails.first.get_by_role("link").first.get_attribute("href"))

    def line(self, person: Person, words: str) -> Locator:
        return person.page.locator("main li, main tr", has_text=words).first


# -- looking for a secret ------------------------------------------------------------------

API = [
    f"/api/v1/{name}/"
    for name in [
        "factories",
        "visits",
        "plan-items",
        "assessments",
        "assessment-teams",
        "findings",
        "answers",
        "finding-comments",
        "reports",
        "downloads",
        "cycles",
        "messages",
        "tool-versions",
    ]
]
PLACES = [
    "/",
    "/factories/",
    "/factories/?mine=1",
    "/our-factory/",
    "/assessments/",
    "/assessments/mine/",
    "/reports/",
    "/approvals/",
    "/visits/",
    "/calendar/",
    "/plan/",
    "/picc/",
    "/people/",
    "/messages/",
    "/notices/",
    "/account/",
    "/agenda/",
    "/agenda.ics",
    "/board/",
    "/phases/",
    "/conditions/",
]
MADE_ANEW = re.compile(
    r'value="[0-9A-Za-z-]{32,64}"|DTSTAMP:\w+|(?<!\d)\d\d:\d\d(?!\d)'
)  # ids of forms, the time of day


def looked_at(tale: Tale, person: Person) -> dict[str, str]:
    """Everything where this person may look for the assessment, as status and words."""
    of_factory = ["", "agenda/", "assessments/", "reports/", "access/", "assessments/plan/", "services/"]
    paths = [
        *PLACES,
        *[f"/factories/{tale.pk}/{page}" for page in of_factory],
        f"/visits/of/{tale.pk}/",
        f"/plan/{tale.pk}/",
        f"/picc/{tale.pk}/",
        f"/diagnosis/{tale.pk}/",
        f"/factories/?q={tale.name}",
        f"/search/?q={tale.name}",
        *API,
        *[f"{path}?factory={tale.pk}" for path in API],  # what stands on a later page of many rows
    ]
    return {path: words_of(person.asks(path)) for path in paths}


def words_of(answer: tuple[int, bytes]) -> str:
    status, body = answer
    text = body.decode()
    _before, main, after = text.partition("<main")
    return f"{status} {MADE_ANEW.sub('…', (main + after.partition('</main>')[0]) if main else text)}"


def finds_nothing(tale: Tale, person: Person) -> None:
    """No page, list, search or API answer tells of it; its guessed addresses answer 404.

    Its day may stand there for another reason, so it counts where it did not stand before; when
    that day has come, each home bears its date. What the API says of the factory never changes.
    """
    before, day = tale.before[person.name], tale.gate.isoformat()
    seen = looked_at(tale, person)
    giving = [path for path, words in seen.items() if tale.secret in words]
    if tale.now < tale.gate:
        giving += [path for path, words in seen.items() if day in words and day not in before[path]]
    assert not giving, f"{person.name} finds the assessment at {giving}"
    for path in (f"{path}?factory={tale.pk}" for path in API):
        was, now = of_the_factory(tale, before[path]), of_the_factory(tale, seen[path])
        assert now == was, f"{person.name} sees a change at {path}:\n{change(was, now)}"
    for verb in ("", "change/", "entry/", "comparison/", "replies/"):
        assert person.asks(f"/assessments/{tale.secret}/{verb}")[0] == 404, verb
    assert person.asks(f"/api/v1/assessments/{tale.secret}/")[0] == 404


def of_the_factory(tale: Tale, words: str) -> list[str]:
    """The rows of an API's answer that name the factory."""
    status, _space, body = words.partition(" ")
    rows = json.loads(body).get("results", []) if status == "200" else []
    return [json.dumps(row) for row in rows if tale.pk in json.dumps(row)]


def nobody_else_finds_it(tale: Tale) -> None:
    for person in (tale.manager, tale.advisor, tale.rival):
        finds_nothing(tale, person)


def look_before(tale: Tale) -> None:
    for person in (tale.manager, tale.advisor, tale.rival):
        tale.before[person.name] = looked_at(tale, person)


def nothing_has_changed(tale: Tale) -> None:
    """Every page, list and API answer is the same as before it was planned."""
    for person in (tale.manager, tale.advisor, tale.rival):
        after = looked_at(tale, person)
        for path, words in tale.before[person.name].items():
            assert after[path] == words, (
                f"{person.name} sees a change at {path}:\n{change([words], [after[path]])}"
            )


def change(before: list[str], after: list[str]) -> str:
    was, now = "\n".join(before).splitlines(), "\n".join(after).splitlines()
    return "\n".join(line[:600] for line in difflib.unified_diff(was, now, lineterm="", n=0))


def pdf_words(body: bytes) -> str:
    """The text of a PDF with its lines joined, so that a sentence is found where it was broken."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(body)).pages]
    return " ".join(" ".join(pages).split())
