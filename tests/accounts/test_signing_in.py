"""Sign-in, the second factor of staff, and the own account."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from accounts.models import Role, User
from tests.factories import PASSWORD, make_user
from tests.personas import World

Browse = Callable[[User | None], Client]


@pytest.fixture(autouse=True)
def one_half_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes change every thirty seconds; here none runs out between being read and being typed."""
    monkeypatch.setattr(totp, "yield_hotp_counters_from_time", lambda: iter([59_000_000]))


@pytest.fixture
def newcomer(world: World) -> User:
    """A member of staff who is no made-up person, without a second factor yet."""
    return make_user("Sar Kunthea", world.cambodia.organisation, Role.ADVISOR, is_demo=False)


def sign_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def code_of(secret: str) -> str:
    counters = list(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counters[0]))


def activate(client: Client) -> str:
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    return str(secret)


def test_staff_without_a_second_factor_are_led_to_make_one(newcomer: User) -> None:
    answer = sign_in(newcomer).get("/factories/")
    assert answer.headers["Location"] == "/accounts/2fa/totp/activate/"


def test_staff_with_a_second_factor_enter(newcomer: User) -> None:
    client = sign_in(newcomer)
    activate(client)
    assert client.get("/factories/").status_code == 200


def test_the_code_is_asked_for_at_the_next_sign_in(newcomer: User) -> None:
    secret = activate(sign_in(newcomer))
    client = sign_in(newcomer)
    assert client.get("/factories/").headers["Location"].startswith("/accounts/login/")
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert client.get("/factories/").status_code == 200


def test_the_secret_is_not_kept_in_clear(newcomer: User) -> None:
    secret = activate(sign_in(newcomer))
    kept = Authenticator.objects.get(user=newcomer, type="totp")
    assert secret not in str(kept.data)


def test_factory_people_need_no_second_factor(world: World) -> None:
    assert sign_in(world.manager).get("/factories/").status_code == 200


def test_a_person_changes_the_own_name_and_language(world: World, browse: Browse) -> None:
    browse(world.manager).post("/account/", {"name": "Pich S.", "language": "ar"})
    kept = User.objects.get(pk=world.manager.pk)
    assert (kept.name, kept.language) == ("Pich S.", "ar")


def test_signing_out_everywhere_keeps_this_device(world: World) -> None:
    here, there = sign_in(world.manager), sign_in(world.manager)
    here.post("/account/sign-out-everywhere/")
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_who_chose_no_language_reads_what_the_browser_asks_for(world: World, browse: Browse) -> None:
    page = browse(world.manager).get("/account/", headers={"accept-language": "ar"})
    assert '<html lang="ar"' in page.content.decode()


def test_a_chosen_language_goes_before_the_browsers(world: World, browse: Browse) -> None:
    User.objects.filter(pk=world.manager.pk).update(language="en")
    page = browse(world.manager).get("/account/", headers={"accept-language": "ar"})
    assert '<html lang="en"' in page.content.decode()


def test_a_choice_of_language_is_taken_back(world: World, browse: Browse) -> None:
    User.objects.filter(pk=world.manager.pk).update(language="ar")
    browse(world.manager).post("/account/", {"name": "Pich S.", "language": ""})
    assert User.objects.get(pk=world.manager.pk).language == ""


def test_nobody_adds_an_address_alone(world: World, browse: Browse) -> None:
    client = browse(world.manager)
    assert client.get("/accounts/email/").status_code == 404
    added = client.post("/accounts/email/", {"action_add": "", "email": "other@people.example"})
    assert added.status_code == 404


def test_a_refused_sign_in_keeps_what_was_typed(world: World) -> None:
    typed = {"login": world.manager.email, "password": "not this one"}
    answer = Client().post("/accounts/login/", typed)
    assert answer.status_code == 422
    assert world.manager.email in answer.content.decode()


def test_a_refused_change_of_the_password_says_why(world: World) -> None:
    typed = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    answer = sign_in(world.manager).post("/accounts/password/change/", typed)
    assert answer.status_code == 422
    assert "too short" in answer.content.decode()


def test_a_wrong_code_is_refused(newcomer: User) -> None:
    client = sign_in(newcomer)
    client.get("/accounts/2fa/totp/activate/")
    assert client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).status_code == 422
    activate(client)
    again = sign_in(newcomer)
    assert again.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 422


def test_a_sign_in_that_is_taken_leads_on(world: World) -> None:
    answer = Client().post("/accounts/login/", {"login": world.manager.email, "password": PASSWORD})
    assert answer.status_code == 302
