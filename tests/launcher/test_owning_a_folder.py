"""The folder of an instance: secrets kept, one launcher at a time, nobody else's files touched."""

import os
from pathlib import Path

import pytest

from betterwork.launcher import account, place, services
from betterwork.launcher.account import Account
from betterwork.launcher.place import Place
from betterwork.launcher.say import Trouble

BUILT = ["venv", "pycache", "uv-cache", "tmp"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """As an ordinary user, whoever runs the tests."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    return place.claim(tmp_path, tmp_path / "var")


def test_a_secret_is_made_once_and_for_us_alone(here: Place) -> None:
    made = place.secret(here, "bw_app")
    assert place.secret(here, "bw_app") == made
    assert len(made) >= 40
    assert (here.var / "secrets" / "bw_app").stat().st_mode & 0o777 == 0o600
    assert (here.var / "secrets").stat().st_mode & 0o777 == 0o700


def test_a_second_launcher_is_told_who_is_there(here: Place) -> None:
    with place.alone(here), pytest.raises(Trouble, match=f"process {os.getpid()}"), place.alone(here):
        pass


def test_a_folder_with_something_else_in_it_is_refused(here: Place, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("Dear …")
    with pytest.raises(Trouble, match="something else"):
        place.claim(tmp_path, tmp_path / "letters")


def test_beginning_anew_forgets_the_data_and_keeps_what_was_built(here: Place) -> None:
    before = place.secret(here, "bw_app")
    (here.var / "postgres").mkdir()
    for name in BUILT:
        (here.var / name).mkdir()
    place.empty(here)
    assert not (here.var / "postgres").exists()
    assert all((here.var / name).exists() for name in BUILT)
    assert place.secret(here, "bw_app") != before


def test_ports_half_written_are_forgotten(here: Place) -> None:
    (here.var / "ports.json").write_text('{"web": 80')
    assert place.remembered(here) == {}


def test_the_servers_home_is_never_made_by_opening_somebodys_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private, public = tmp_path / "private", tmp_path / "public"
    private.mkdir(mode=0o700)
    public.mkdir()
    monkeypatch.setattr(account, "HOMES", (str(private / "lib"), str(public)))
    (private / "lib").mkdir()
    monkeypatch.setattr(account, "_open_to_all", lambda folder: folder == public)
    assert account.shared() == public / account.NAME
    assert private.stat().st_mode & 0o777 == 0o700


def test_a_private_folder_above_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "private" / "lib").mkdir(parents=True)
    (tmp_path / "private").chmod(0o700)
    assert not account._open_to_all(tmp_path / "private" / "lib")


def test_one_of_three_addresses_is_not_enough() -> None:
    with pytest.raises(Trouble, match="DATABASE_WORKER_URL, DATABASE_OWNER_URL"):
        services.own_database({"DATABASE_URL": "postgresql://a@b/c"})


def test_the_three_addresses_name_ones_own_server() -> None:
    assert services.own_database(dict.fromkeys(services.DATABASES, "postgresql://a@b/c"))


def test_the_servers_account_is_never_root() -> None:
    found = account._named(account.NAME) or account._named("nobody")
    assert isinstance(found, Account) and found.uid != 0
