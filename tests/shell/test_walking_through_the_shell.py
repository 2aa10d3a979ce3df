"""The frame of every page: navigation by role, language, demo bar, error pages, content policy."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client, RequestFactory
from django.views.defaults import server_error
from pytest_django import Settings

from accounts.models import Role, User
from betterwork.context import BY_ROLE, IN_THE_ROW, PLACES
from betterwork.icons import ICONS
from tests.personas import World

Browse = Callable[[User | None], Client]
TEMPLATES = sorted((django_settings.BASE_DIR / "templates").rglob("*.html"))


def test_every_role_has_places() -> None:
    assert set(BY_ROLE) == set(Role)


def test_every_place_is_known_and_drawn() -> None:
    assert {name for names in BY_ROLE.values() for name in names.split()} <= set(PLACES)
    assert {icon for _, _, icon in PLACES.values()} <= set(ICONS)


def test_a_page_says_whose_it_is_and_where_one_stands(world: World, browse: Browse) -> None:
    page = browse(world.advisor).get("/accounts/2fa/").content.decode()
    assert "Chan Sokha" in page
    assert "Better Work Cambodia" in page
    assert '<a class="skip" href="#main">' in page


def test_a_stranger_is_asked_to_sign_in(browse: Browse, world: World) -> None:
    page = browse(None).get("/accounts/login/").content.decode()
    assert "Account menu" not in page
    assert 'autocomplete="current-password"' in page


def test_what_is_not_there_leads_home(browse: Browse, world: World) -> None:
    response = browse(world.manager).get("/nothing/here/")
    assert response.status_code == 404
    assert "There is nothing here for you" in response.content.decode()


def test_the_page_of_a_failure_needs_no_person() -> None:
    response = server_error(RequestFactory().get("/"))
    assert "Something failed here" in response.content.decode()


def test_a_language_is_kept_with_the_person(browse: Browse, world: World) -> None:
    client = browse(world.manager)
    answer = client.post("/language/", {"language": "ar", "next": "/accounts/2fa/"})
    assert answer.headers["Location"] == "/accounts/2fa/"
    world.manager.refresh_from_db()
    assert world.manager.language == "ar"
    assert '<html lang="ar" dir="rtl">' in client.get("/accounts/2fa/").content.decode()


def test_a_persons_language_follows_to_another_browser(browse: Browse, world: World) -> None:
    User.objects.filter(pk=world.manager.pk).update(language="ar")
    page = browse(world.manager).get("/accounts/2fa/").content.decode()
    assert 'lang="ar"' in page


def test_a_stranger_chooses_a_language_for_this_browser(browse: Browse, world: World) -> None:
    client = browse(None)
    client.post("/language/", {"language": "ar", "next": "/accounts/login/"})
    assert "تسجيل الدخول" in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("to", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_the_choice_of_a_language_leads_nowhere_else(to: str, browse: Browse, world: World) -> None:
    answer = browse(None).post("/language/", {"language": "ar", "next": to})
    assert answer.headers["Location"] == "/"


def test_an_unknown_language_is_nothing(browse: Browse, world: World) -> None:
    assert browse(None).post("/language/", {"language": "xx"}).status_code == 404


def test_signing_in_leads_home(browse: Browse, world: World) -> None:
    form = {"login": world.manager.email, "password": "correct horse battery"}
    answer = browse(None).post("/accounts/login/", form)
    assert answer.headers["Location"] == "/"


def test_a_wrong_password_is_said_in_plain_words(browse: Browse, world: World) -> None:
    answer = browse(None).post("/accounts/login/", {"login": world.manager.email, "password": "wrong"})
    page = answer.content.decode()
    assert "The e-mail or the password is not right" in page
    assert world.manager.email in page  # nothing typed is lost


def test_a_new_password_is_asked_for_without_saying_who_has_an_account(browse: Browse, world: World) -> None:
    answers = [
        browse(None).post("/accounts/password/reset/", {"email": email}, follow=True).content.decode()
        for email in (world.manager.email, "nobody@elsewhere.example")
    ]
    tokens = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert tokens.sub("", answers[0]) == tokens.sub("", answers[1])
    assert "Look into your mail" in answers[0]


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/password/change/",
        "/accounts/logout/",
        "/accounts/reauthenticate/",
    ],
)
def test_the_pages_of_an_account_stand_in_the_frame(address: str, browse: Browse, world: World) -> None:
    page = browse(world.manager).get(address, follow=True)
    assert page.status_code == 200
    assert 'class="skip"' in page.content.decode()
    assert "<h1" in page.content.decode()


def test_the_demo_tells_its_time(browse: Browse, world: World, settings: Settings) -> None:
    settings.DEMO = True
    page = browse(world.manager).get("/accounts/2fa/").content.decode()
    assert "Demo clock:" in page


def test_without_a_demo_nobody_is_offered(browse: Browse, world: World, settings: Settings) -> None:
    settings.DEMO = False
    page = browse(None).get("/accounts/login/").content.decode()
    assert "Demo clock:" not in page
    assert "People of this demo" not in page


class _Inline(HTMLParser):
    """Collects what the content policy forbids: inline styles, handlers and script texts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        self.found += [name for name in names if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(tag)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.name))
def test_no_template_carries_style_or_script_inside(template: Path) -> None:
    source = re.sub(r"{%.*?%}|{#.*?#}", "", template.read_text(), flags=re.S)
    parser = _Inline()
    parser.feed(source)
    assert parser.found == []


def test_a_wide_window_puts_the_rest_of_many_places_behind_more(world: World, browse: Browse) -> None:
    page = browse(world.country_manager).get("/accounts/2fa/").content.decode()
    row, more = page.split('<li class="more">')
    assert 'href="/messages/"' in more.split("</nav>")[0]
    assert row.count('<li class="extra far">') == len(BY_ROLE[Role.COUNTRY_MANAGER].split()) - IN_THE_ROW


def test_the_place_where_one_is_stands_in_the_row(world: World, browse: Browse) -> None:
    page = browse(world.country_manager).get("/leave/").content.decode()
    row = page.split('<li class="more">')[0]
    assert re.search(r'<li class="extra">\s*<a href="/leave/" aria-current="page">', row)


def test_few_places_need_no_more_in_a_wide_window(world: World, browse: Browse) -> None:
    page = browse(world.manager).get("/accounts/2fa/").content.decode()
    assert '<li class="more phone">' in page
    assert "far" not in page.split("</nav>")[0]
