"""What the installer is told, and that nothing is installed by an address of ours."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from betterwork.launcher import pipconfig, venv

ROOT = Path(__file__).resolve().parents[2]
LISTING = """\
:env:.cert='/etc/ssl/own.pem'
global.cert='/etc/ssl/other.pem'
global.index-url='https://user:p%40ss@packages.example/simple'
global.extra-index-url='https://one.example/simple https://two.example/simple'
install.find-links='/srv/wheels /srv/more'
freeze.timeout='10'
"""


def test_the_environment_wins_over_the_files_as_in_pip() -> None:
    assert pipconfig.parse(LISTING)["cert"] == "/etc/ssl/own.pem"


def test_a_setting_of_another_command_says_nothing_about_installing() -> None:
    assert "timeout" not in pipconfig.parse(LISTING)


def test_uv_is_sent_where_pip_would_go() -> None:
    told = pipconfig.for_uv(pipconfig.parse(LISTING), given={})
    assert told["UV_DEFAULT_INDEX"] == "https://user:p%40ss@packages.example/simple"
    assert told["UV_INDEX"] == "https://one.example/simple https://two.example/simple"
    assert told["UV_FIND_LINKS"] == "/srv/wheels,/srv/more"
    assert told["SSL_CERT_FILE"] == "/etc/ssl/own.pem"


def test_what_uv_was_told_in_its_own_words_stays() -> None:
    told = pipconfig.for_uv(pipconfig.parse(LISTING), given={"UV_DEFAULT_INDEX": "https://mine.example"})
    assert "UV_DEFAULT_INDEX" not in told


def test_a_folder_of_packages_that_is_absent_is_passed_over(tmp_path: Path) -> None:
    settings = {"extra-index-url": f"file://{tmp_path} file://{tmp_path}/absent"}
    assert pipconfig.for_uv(settings, given={})["UV_INDEX"] == f"file://{tmp_path}"


def test_without_configuration_no_address_is_made_up() -> None:
    assert not any("INDEX" in name and "://" in value for name, value in pipconfig.for_uv({}, {}).items())


@pytest.mark.parametrize("lock", [venv.INSTALLER, venv.RUNNING, venv.DEVELOPING])
def test_every_pinned_package_has_its_hash(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())
    assert [entry for entry in entries if not re.match(r"\S+==\S+ .*\\\n +--hash=sha256:", entry)] == []


def test_no_committed_file_of_the_installation_names_an_index() -> None:
    files = [
        *ROOT.glob("*.lock"),
        ROOT / "pyproject.toml",
        ROOT / "run",
        *(ROOT / "betterwork/launcher").glob("*.py"),
    ]
    assert [
        file.name for file in files if re.search(r"https?://[^\s\"']*(pypi|simple)", file.read_text())
    ] == []


def test_the_locks_serve_the_oldest_python_too() -> None:
    """redis needs async-timeout before Python 3.11.3, which Debian 12 has."""
    assert "async-timeout" in (ROOT / venv.RUNNING).read_text()


def test_the_launcher_needs_nothing_but_the_standard_library() -> None:
    probe = "import sys; sys.path.insert(0, sys.argv[1]); import betterwork.launcher.main"
    subprocess.run([sys.executable, "-I", "-S", "-c", probe, ROOT], check=True)


def checkout(folder: Path) -> Path:
    for lock in (venv.RUNNING, venv.DEVELOPING):
        (folder / lock).write_text(lock)
    (folder / "var" / "venv" / "bin").mkdir(parents=True)
    (folder / "var" / "venv" / "bin" / "python").touch()
    return folder


def stamp(root: Path, *locks: str) -> None:
    folder = root / "var" / "venv"
    (folder / "stamp.json").write_text(venv.json.dumps(venv._stamp(root, folder, list(locks))))


def test_a_finished_environment_is_not_touched(tmp_path: Path) -> None:
    root = checkout(tmp_path)
    stamp(root, venv.RUNNING)
    assert venv.ensure(root, venv.RUNNING) == root / "var" / "venv"


def test_the_developers_environment_serves_the_product_too(tmp_path: Path) -> None:
    root = checkout(tmp_path)
    stamp(root, venv.RUNNING, venv.DEVELOPING)
    assert venv._stamped(root, root / "var" / "venv", venv.RUNNING)


def test_a_changed_lock_asks_for_a_new_installation(tmp_path: Path) -> None:
    root = checkout(tmp_path)
    stamp(root, venv.RUNNING)
    (root / venv.RUNNING).write_text("newer")
    assert not venv._stamped(root, root / "var" / "venv", venv.RUNNING)
