"""The folder of an instance: secrets kept, one launcher at a time, nobody else's files touched."""

import os
import shutil
from pathlib import Path

import pytest

from betterwork.launcher import account, homes, place, services
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


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As root, whoever runs the tests: homes of servers in a folder for all."""
    monkeypatch.setattr(account, "shared", lambda: folder)
    monkeypatch.setattr(os, "chown", lambda path, uid, gid: None)
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


def instance(var: Path) -> Path:
    """The servers' home of the instance in `var`."""
    place.claim(var.parent, var)
    return homes.of(var, Account("betterwork", 1000, 1000), place.MARK)


def test_the_servers_data_follows_a_folder_that_is_moved(here: Place, shared: Path, tmp_path: Path) -> None:
    before = instance(here.var)
    here.var.rename(tmp_path / "moved")
    assert instance(tmp_path / "moved") == before


def test_a_copied_folder_begins_with_data_of_its_own(here: Place, shared: Path, tmp_path: Path) -> None:
    before = instance(here.var)
    shutil.copytree(here.var, tmp_path / "copy")
    assert instance(tmp_path / "copy") != before
    assert instance(here.var) == before


def test_data_goes_with_the_folder_it_was_of(here: Place, shared: Path) -> None:
    before = instance(here.var)
    shutil.rmtree(here.var)
    assert instance(here.var) != before
    assert not before.exists()


def test_nobody_elses_data_is_touched(here: Place, shared: Path, tmp_path: Path) -> None:
    other = instance(tmp_path / "elsewhere")
    shutil.rmtree(tmp_path / "elsewhere")  # perhaps a disk that is not mounted
    instance(here.var)
    assert other.exists()


def test_one_of_three_addresses_is_not_enough() -> None:
    with pytest.raises(Trouble, match="DATABASE_WORKER_URL, DATABASE_OWNER_URL"):
        services.own_database({"DATABASE_URL": "postgresql://a@b/c"})


def test_the_three_addresses_name_ones_own_server() -> None:
    assert services.own_database(dict.fromkeys(services.DATABASES, "postgresql://a@b/c"))


def test_the_servers_account_is_never_root() -> None:
    found = account._named(account.NAME) or account._named("nobody")
    assert isinstance(found, Account) and found.uid != 0
