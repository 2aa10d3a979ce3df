"""`manage.py demo`: fills an empty database with the demo; `--sign-ins` lists whom to sign in as."""

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import demo_sign_ins
from betterwork.demo.tell import tell
from programmes.models import CountryProgramme


class Command(BaseCommand):
    help = "Fills an empty database with made-up programmes, factories, people and two told years."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sign-ins", action="store_true", help="list the people to sign in as")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sign_ins"]:
            return self.list_people()
        if CountryProgramme.objects.exists():
            raise CommandError(
                "There are country programmes already. The demo goes into an empty database only."
            )
        tell(datetime.now(UTC))
        return None

    def list_people(self) -> None:
        for role, email in demo_sign_ins.sign_ins():
            self.stdout.write(f"{role:42} {email}")
        self.stdout.write(f"{'password of all':42} {demo_sign_ins.password()}")
