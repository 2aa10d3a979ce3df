"""A policy is loaded from files that people read; what is wrong is said with file and line."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from django.core.management import CommandError, call_command

from programmes.management.commands.load_policy import SHIPPED
from programmes.models import Policy, ProgrammeFact, ServicePolicy
from tests.personas import World


def test_the_table_of_2020_ships(world: World) -> None:
    call_command("load_policy")
    assert Policy.objects.get().valid_until == date(2021, 2, 1)
    assert ServicePolicy.objects.get(code="S36").starts_on == date(2020, 8, 11)
    assert ProgrammeFact.objects.get(programme=world.haiti).value == "suspended"


def test_facts_of_2020_say_nothing_of_today(world: World) -> None:
    call_command("load_policy")
    assert not ProgrammeFact.objects.on(date(2021, 2, 1)).exists()


def test_loading_it_again_changes_nothing(world: World) -> None:
    call_command("load_policy")
    before = list(ServicePolicy.objects.values()), list(ProgrammeFact.objects.values())
    call_command("load_policy")
    assert (list(ServicePolicy.objects.values()), list(ProgrammeFact.objects.values())) == before


def test_what_is_known_of_later_stays(world: World) -> None:
    later = date(2020, 12, 1)
    ProgrammeFact.objects.create(
        programme=world.haiti, subject="visits", value="possible", valid_from=later, decision="D"
    )
    call_command("load_policy")
    assert ProgrammeFact.objects.get(programme=world.haiti, value="suspended").valid_until == later


def test_a_line_that_cannot_be_read_changes_nothing(db: None, tmp_path: Path) -> None:
    folder = Path(copytree(SHIPPED, tmp_path / "policy"))
    lines = (folder / "services.csv").read_text().replace("S16,,1 2,industry_seminar", "S16,,1 2,seminair")
    (folder / "services.csv").write_text(lines)
    with pytest.raises(CommandError, match=r"services\.csv, line 5"):
        call_command("load_policy", folder)
    assert not Policy.objects.exists()


def test_a_policy_that_would_hold_beside_another_is_refused_with_a_sentence(world: World) -> None:
    dates = {"valid_from": date(2021, 1, 1), "valid_until": date(2022, 1, 1)}
    Policy.objects.create(key="other", name="Other", version=1, source="Source", **dates)
    with pytest.raises(CommandError, match="Another policy begins on"):
        call_command("load_policy")
