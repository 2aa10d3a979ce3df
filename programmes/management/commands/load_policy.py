"""Loads a policy of services from a folder of readable files: head, rows, facts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.errors import Invalid
from programmes import policyfile
from programmes.policyload import load

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "services_2020"


class Command(BaseCommand):
    help = "Loads a policy of services; without a folder the table of 2020 that ships."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load(policyfile.read(options["folder"]))
        except (Invalid, OSError) as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(f"{loaded.policy}: {loaded.services} rows, {loaded.facts} facts.")
        if loaded.without_programme:
            self.stdout.write(
                f"Facts of countries without a programme: {', '.join(loaded.without_programme)}."
            )
