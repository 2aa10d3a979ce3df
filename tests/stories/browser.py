"""People at the product's pages, in a real browser: what they open, type, press, and what they see."""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from accounts.demo_sign_ins import PASSWORD
from tests.launcher.product import Product

CHROMIUM = Path("/usr/bin/chromium")
MISSING = "This story needs a browser:  apt-get install chromium"
AXE = (Path(__file__).resolve().parents[1] / "vendor/axe/axe.min.js").read_text()
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 812}
PATIENCE_S = 240  # of a person who waits for worker and beat, on a machine that has much else to do
expect.set_options(timeout=60_000)
OWN_PASSWORD = "a lamp over nine looms"


@dataclass
class Stage:
    """The running product, and the browser in which people come to it; pictures go to `shots`, if named."""

    product: Product
    browser: Browser
    shots: Path | None
    people: dict[str, "Person"] = field(default_factory=dict)
    judged: set[str] = field(default_factory=set)  # structures in which axe found no fault

    @property
    def address(self) -> str:
        return self.product.address

    def newcomer(self, language: str = "en", size: dict[str, int] = WIDE) -> "Person":
        """Somebody who is not signed in."""
        context = self.browser.new_context(viewport=size, locale=language, accept_downloads=True)  # type: ignore[arg-type]
        context.set_default_timeout(90_000)
        context.add_cookies([{"name": "django_language", "value": language, "url": self.address}])
        return Person(self, context, context.new_page(), f"newcomer-{language}")

    def person(self, email: str, password: str = PASSWORD, language: str = "en") -> "Person":
        """Signed in once, then the same one each time."""
        key = f"{email} {language}"
        if key not in self.people:
            self.people[key] = self.newcomer(language).signs_in(email, password)
        return self.people[key]

    def demo(self, name: str, language: str = "en") -> "Person":
        return self.person(f"{name}@demo.example", language=language)


@dataclass
class Person:
    """One person's browser. `complaints` are what the browser itself said was wrong."""

    stage: Stage
    context: BrowserContext
    page: Page
    name: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: self._hear(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and "status of 4" not in text:  # a 404 or 422 is an answer, no fault
            self.complaints.append(f"{self.page.url}: {text}")

    # -- going about -------------------------------------------------------------------
    def signs_in(self, email: str, password: str) -> "Person":
        self.go("/accounts/login/")
        form = self.page.locator("form:has(input[name=login]:not([type=hidden]))")
        form.locator("input[name=login]").fill(email)
        form.locator("input[name=password]").fill(password)
        form.locator("button").click()
        expect(self.page, f"{email} is signed in").not_to_have_url(re.compile("/accounts/"))
        self.name = email.partition("@")[0]
        return self

    def go(self, path: str) -> int:
        """Opens an address; returns the status."""
        address = path if path.startswith("http") else f"{self.stage.address}{path}"
        answer = self.page.goto(address)
        assert answer and answer.status < 500, f"{path}: {answer and answer.status}"
        return answer.status

    def follow(self, link: str, exact: bool = True) -> "Person":
        self.page.get_by_role("link", name=link, exact=exact).first.click()
        self.page.wait_for_load_state()
        return self

    def asks(self, path: str) -> tuple[int, bytes]:
        """A request with this person's session beside the page: files, API, guessed addresses."""
        address = path if path.startswith("http") else f"{self.stage.address}{path}"
        answer = self.context.request.get(address)
        return answer.status, answer.body()

    def asks_json(self, path: str) -> Any:
        status, body = self.asks(path)
        assert status == 200, f"{path}: {status}"
        return json.loads(body)

    # -- filling in --------------------------------------------------------------------
    def types(self, within: Locator | None = None, **fields: object) -> "Person":
        """Fields by their `name`; text, dates and numbers are typed, choices chosen, boxes ticked."""
        for name, value in fields.items():
            self._enter((within or self.page.locator("main")).locator(f"[name='{name}']"), value)
        return self

    def _enter(self, control: Locator, value: object) -> None:
        kind = control.first.evaluate("each => each.type")
        if kind == "radio":
            control.and_(self.page.locator(f"[value='{value}']")).check(force=True)
        elif kind == "checkbox":
            control.first.set_checked(bool(value), force=True)
        elif kind == "file":
            control.first.set_input_files(str(value))
        elif kind in ("select-one", "select-multiple"):
            self._select(control.first, str(value))
        else:
            control.first.fill(str(value))

    def _select(self, control: Locator, words: str) -> None:
        """By value, else by a part of the words."""
        options = control.locator("option").evaluate_all("all => all.map(o => [o.value, o.textContent])")
        found = [value for value, text in options if value == words or words in text]
        assert found, f"no “{words}” in {options}"
        control.select_option(found[0])

    def presses(self, button: str, within: Locator | None = None) -> "Person":
        """Presses a button of the page; where a dialog asks, presses the same words there."""
        (within or self.page.locator("main")).get_by_role("button", name=button, exact=True).first.click()
        self.page.wait_for_load_state()
        return self

    # -- seeing ------------------------------------------------------------------------
    def sees(self, words: str | re.Pattern[str]) -> "Person":
        expect(self.page.locator("main")).to_contain_text(words)
        return self

    @property
    def own_name(self) -> str:
        return self.page.locator(".hide-name").inner_text()

    @property
    def reads(self) -> str:
        return self.page.locator("body").inner_text()

    def waits_for(self, happened: Callable[[], bool], what: str) -> "Person":
        """Reloads the page until it happened: the worker and beat are at it."""
        deadline = time.monotonic() + PATIENCE_S
        while not happened():
            assert time.monotonic() < deadline, f"{what}: not within {PATIENCE_S} s\n{self.reads[:2000]}"
            self.page.wait_for_timeout(1000)
            self.page.reload()
        return self

    def waits_to_see(self, words: str) -> "Person":
        return self.waits_for(lambda: words in self.page.locator("main").inner_text(), words)

    @contextmanager
    def on_a_phone(self) -> Iterator["Person"]:
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        yield self
        self.page.set_viewport_size(WIDE)  # type: ignore[arg-type]

    # -- looking closely ---------------------------------------------------------------
    def shows(self, name: str) -> "Person":
        """This page is in order, wide and on a phone."""
        wrong = self.looks(name)
        assert not wrong, "\n".join(wrong)
        assert not self.complaints, f"{name}: the browser complains: {self.complaints}"
        return self

    def looks(self, name: str) -> list[str]:
        """What is wrong with the page, wide and on a phone; a picture of each is kept."""
        wrong = []
        for size in (PHONE, WIDE):
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            self.pictured(f"{name}-{size['width']}")
            where = f"{name} {self.page.url} at {size['width']} px"
            wrong += [f"{where}: {fault}" for fault in faults(self.page, self.stage.judged)]
        return wrong

    def pictured(self, name: str) -> None:
        if self.stage.shots:
            self.page.screenshot(path=self.stage.shots / f"{name}.png", full_page=True)


STRUCTURES = """() => {
    const known = new Map([[document.documentElement, ""]]), kept = ["role", "type", "scope", "lang", "dir"];
    for (const each of document.body.querySelectorAll("body, body *:not(svg *)")) {
        const said = [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        const attributes = [...each.attributes].map(({name, value}) =>
            kept.includes(name) || name === "class" || name.startsWith("aria-c") ? `${name}=${value}` : name);
        const own = [each.localName, said ? "words" : "", ...attributes.sort()].join(" ");
        known.set(each, `${known.get(each.parentElement) ?? ""} > ${own}`);
    }
    const page = `${document.documentElement.lang} ${innerWidth}`;
    return [...new Set([...known.values()].map(structure => page + structure))];
}"""


def faults(page: Page, judged: set[str]) -> list[str]:
    """What axe finds wrong on the page, and whether it scrolls sideways.

    Axe is asked where an element stands that was not `judged` yet: with its ancestors, their classes
    and attributes, in this language and at this width. What has no fault once has none again.
    """
    structures = page.evaluate(STRUCTURES)
    wrong = [] if judged.issuperset(structures) else axe(page)
    if not wrong:
        judged.update(structures)
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*wrong, *([f"it scrolls sideways by {over} px"] if over > 0 else [])]


def axe(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']}: {each['help']} at {[node['target'] for node in each['nodes']][:3]}"
        for each in found["violations"]
    ]


@contextmanager
def chromium() -> Iterator[Browser]:
    assert CHROMIUM.exists(), MISSING
    with sync_playwright() as playwright:
        words = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-dev-shm-usage",
        ]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=words)
        yield browser
        browser.close()
