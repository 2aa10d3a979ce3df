"""Each role's main pages on the demo's data: axe finds no fault, nothing scrolls sideways, no script is refused.

Wide and on a phone, in English and in Arabic. The pages are those that the navigation names, and the
first of each kind that they lead to.
"""

import re

import pytest

from tests.stories.browser import PHONE, WIDE, Person, Stage, faults

ROLES = {
    "advisor": "advisor",
    "assessor": "assessor",
    "team leader": "leader",
    "administrator": "admin",
    "factory manager": "factory",
    "PICC member of the workers": "worker",
    "group": "group",
    "buyer": "buyer",
}
LANGUAGES = ["en", "ar"]
NUMBERS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\?.*|#.*")
DOWNLOADS = re.compile(r"\.\w+(\?.*)?$|/(pdf|xlsx|html)/$|/evidence/")
MOST = 20  # pages looked at for one person


def test_the_page_before_signing_in(stage: Stage) -> None:
    for language in LANGUAGES:
        newcomer = stage.newcomer(language)
        newcomer.go("/accounts/login/")
        assert not look(newcomer, f"sign-in-{language}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_the_main_pages_of_a_role(stage: Stage, role: str, language: str) -> None:
    person = stage.demo(ROLES[role], language)
    wrong = []
    for nth, path in enumerate(pages_of(person)):
        if person.go(path) == 200:
            kind = re.sub(r"[^a-z]+", "-", NUMBERS.sub("", path)).strip("-") or "home"
            wrong += look(person, f"{ROLES[role]}-{nth:02d}-{kind}-{language}")
    assert not wrong, "\n".join(wrong)
    assert not person.complaints, person.complaints


def pages_of(person: Person) -> list[str]:
    """Home, what the navigation names, and of what stands there the first of each kind."""
    person.go("/")
    named = ["/", *links(person, ".nav a"), *links(person, "main a")]
    found = one_of_each(named)
    for path in found[:12]:
        if person.go(path) == 200:
            found = one_of_each([*found, *links(person, "main a")])
    return found[:MOST]


def links(person: Person, selector: str) -> list[str]:
    hrefs = person.page.locator(selector).evaluate_all("all => all.map(a => a.getAttribute('href') || '')")
    return [href for href in hrefs if href.startswith("/") and not DOWNLOADS.search(href)]


def one_of_each(paths: list[str]) -> list[str]:
    first: dict[str, str] = {}
    for path in paths:
        first.setdefault(NUMBERS.sub("…", path.partition("?")[0]), path)
    return list(first.values())


def look(person: Person, name: str) -> list[str]:
    """What is wrong with the page at both widths; a picture of each is kept."""
    wrong = []
    for size in (WIDE, PHONE):
        person.page.set_viewport_size(size)  # type: ignore[arg-type]
        person.page.screenshot(path=person.stage.shots / f"{name}-{size['width']}.png", full_page=True)
        where = f"{name} {person.page.url} at {size['width']} px"
        wrong += [f"{where}: {fault}" for fault in faults(person.page)]
    return wrong
