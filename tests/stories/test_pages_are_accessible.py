"""Each role's main pages on the demo's data: axe finds no fault, nothing scrolls sideways, no script is refused.

Wide and on a phone, in English and in Arabic. The pages are those that the navigation names, and the
first of each kind that they lead to.
"""

import re
from collections.abc import Iterator

import pytest

from accounts.demo_sign_ins import SIGN_INS
from tests.stories.browser import Person, Stage

ROLES = {
    "advisor": "advisor",
    "assessor": "assessor",
    "team leader": "leader",
    "country manager": "manager",
    "head office": "headoffice",
    "administrator": "admin",
    "factory manager": "factory",
    "PICC member of the workers": "worker",
    "PICC member of the management": "picc",
    "Factory Ambassador": "ambassador",
    "group": "group",
    "buyer": "buyer",
    "buyer without access": "rival",
    "national constituent": "constituent",
}
LANGUAGES = ["en", "ar"]
FROM_RIGHT_TO_LEFT = ["factory manager", "advisor", "buyer"]  # whose pages hold every component between them
NUMBERS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\?.*|#.*")
DOWNLOADS = re.compile(r"\.\w+(\?.*)?$|/(pdf|xlsx|html)/$|/evidence/")
MOST = 20  # pages looked at for one person


def test_the_page_before_signing_in(stage: Stage) -> None:
    for language in LANGUAGES:
        newcomer = stage.newcomer(language)
        newcomer.go("/accounts/login/")
        assert not newcomer.looks(f"sign-in-{language}")


def test_what_everybody_reads_of_the_countries(stage: Stage) -> None:
    for language in LANGUAGES:
        newcomer = stage.newcomer(language)
        for number, path in enumerate(("/conditions/", "/conditions/HT/", "/conditions/HT/1/")):
            newcomer.go(path)
            assert not newcomer.looks(f"conditions-{number}-{language}")


def test_each_printed_sign_in_finds_rows_at_home(stage: Stage) -> None:
    empty = [email for _role, email in SIGN_INS if not rows_at_home(stage.person(email))]
    assert empty == []


def rows_at_home(person: Person) -> int:
    person.go("/")
    return person.page.locator("main .lines > li, main tbody > tr").count()


@pytest.mark.parametrize("role", ROLES)
def test_the_main_pages_of_a_role(stage: Stage, role: str) -> None:
    look_around(stage, ROLES[role], "en")


@pytest.mark.parametrize("role", FROM_RIGHT_TO_LEFT)
def test_the_main_pages_of_a_role_in_arabic(stage: Stage, role: str) -> None:
    look_around(stage, ROLES[role], "ar")


def look_around(stage: Stage, name: str, language: str) -> None:
    person = stage.demo(name, language)
    wrong, seen = [], 0
    for path in pages_of(person):
        page = re.sub(r"[^a-z]+", "-", kind(path)).strip("-") or "home"
        wrong += person.looks(f"{name}-{seen:02d}-{page}-{language}")
        seen += 1
    assert not wrong, "\n".join(wrong)
    assert seen > 1
    assert not person.complaints, person.complaints
    person.context.close()


def pages_of(person: Person) -> Iterator[str]:
    """Home, what the navigation names, and of what stands on those pages the first of each kind; each opened."""
    person.go("/")
    found = {kind("/"): "/"}
    add(found, [*links(person, ".nav a"), *links(person, "main a")])
    looked = 0
    while looked < min(len(found), MOST):
        path = list(found.values())[looked]
        looked += 1
        if person.go(path) == 200:
            add(found, links(person, "main a"))
            yield path


def kind(path: str) -> str:
    return NUMBERS.sub("…", path.partition("?")[0])


def add(found: dict[str, str], paths: list[str]) -> None:
    for path in paths:
        found.setdefault(kind(path), path)


def links(person: Person, selector: str) -> list[str]:
    hrefs = person.page.locator(selector).evaluate_all("all => all.map(a => a.getAttribute('href') || '')")
    paths = [href.partition("#")[0] for href in hrefs]
    return [path for path in paths if path.startswith("/") and not DOWNLOADS.search(path)]
