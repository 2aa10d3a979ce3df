"""The form with separate containers, as far as it can be checked without an engine."""

import re
import runpy
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from gunicorn.config import make_settings

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text()
EXAMPLE = (ROOT / "deploy" / "example.env").read_text()
ADDRESSES = {"prepare": "DATABASE_OWNER_URL", "web": "DATABASE_URL", "worker": "DATABASE_WORKER_URL"}
SERVICES: dict[str, Any] = yaml.safe_load(COMPOSE)["services"]


def test_each_part_has_a_container_of_its_own() -> None:
    assert set(SERVICES) == {"prepare", "web", "worker", "beat", "postgres", "redis", "mail"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"prepare"}))
def test_every_part_that_stays_is_asked_for_its_health(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_what_serves_waits_for_the_prepared_database(name: str) -> None:
    assert SERVICES[name]["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}


@pytest.mark.parametrize(("name", "address"), ADDRESSES.items())
def test_a_part_knows_the_address_of_its_own_role_alone(name: str, address: str) -> None:
    known = [key for key in SERVICES[name]["environment"] if re.fullmatch(r"DATABASE_.*URL", key)]
    assert known == [address]


def test_every_variable_without_a_default_is_in_the_example() -> None:
    demanded = set(re.findall(r"\$\{(\w+):\?\}", COMPOSE))
    assert demanded and demanded <= set(re.findall(r"^(\w+)=$", EXAMPLE, re.MULTILINE))


def test_the_image_takes_nothing_private_along() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {"var", ".git", "deploy/*.env"} <= set(ignored)


def test_gunicorn_knows_every_word_of_its_configuration() -> None:
    words = runpy.run_path(str(ROOT / "deploy" / "gunicorn.conf.py"))
    ours = {name for name in words if not name.startswith("_") and name != "os"}
    assert ours and ours <= set(make_settings())


def test_the_scripts_are_scripts() -> None:
    for script in (ROOT / "deploy" / "postgres" / "roles.sh", ROOT / ".ci" / "run"):
        subprocess.run(["sh", "-n", script], check=True)
        assert script.stat().st_mode & 0o111
