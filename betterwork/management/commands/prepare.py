"""Everything between an empty database and one that can be served. Safe to repeat, and at once by two."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection

from accounts.models import User

LOCK = 0x62_77_6D_69  # any number, the same for everybody who prepares this database


class Command(BaseCommand):
    help = "Lays tables, walls and the cache table; with --static also collects the static files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--static", action="store_true", help="collect the static files too")

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        call_command("createcachetable", verbosity=0)  # before migrate, which grants its use
        call_command("migrate", interactive=False, verbosity=options["verbosity"] - 1)
        if options["static"]:
            call_command("static")
        self.stdout.write(json.dumps({"empty": not User.objects.exists(), "demo": "demo" in get_commands()}))
