"""`manage.py import_tool FILE --programme KH`: a country's compliance assessment tool from a file."""

from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts import clock
from accounts.errors import Refused
from assessments.models import QuestionText
from assessments.tool_import.actions import Imported, import_tool
from factories.imports.commandline import act_as, add_common, content_of, programme_of
from programmes.models import CountryProgramme

TOLD = 20  # changed questions of each kind that are printed


class Command(BaseCommand):
    help = "Imports a version of the compliance assessment tool (CSV or XLSX) into a country programme."

    def add_arguments(self, parser: CommandParser) -> None:
        add_common(parser)
        parser.add_argument("--version-name", default="", metavar="NAME")
        parser.add_argument(
            "--valid-from",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="in force from then; else today",
        )
        parser.add_argument("--draft", action="store_true", help="prepare the version and publish it later")

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        try:
            with transaction.atomic():
                self._import(programme_of(options["programme"]), at, options)
                transaction.set_rollback(options["dry_run"])
        except Refused as refused:
            raise CommandError(f"Nothing was imported. {refused}") from refused
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")

    def _import(self, programme: CountryProgramme, at: datetime, options: dict[str, Any]) -> None:
        today = at.astimezone(programme.tz).date()
        imported = import_tool(
            programme=programme,
            content=content_of(options["file"]),
            name=options["version_name"],
            valid_from=None if options["draft"] else options["valid_from"] or today,
            by=act_as(options["by"], at),
            at=at,
        )
        self._tell(imported)

    def _tell(self, imported: Imported) -> None:
        version, changes = imported.version, imported.changes
        if version is None:
            self.stdout.write("The file says what the tool says already: no new version.")
            return
        texts = list(QuestionText.objects.filter(version=version).select_related("point"))
        facts = sum(text.is_fact for text in texts)
        points = {text.point_id for text in texts if not text.is_fact}
        clusters = {text.point.cluster_id for text in texts if not text.is_fact}
        state = f"in force from {version.valid_from}" if version.published_at else "a draft, not in force"
        self.stdout.write(f"{version.name}: {state}")
        self.stdout.write(
            f"{len(texts)} questions, {len(texts) - facts} of compliance and {facts} fact-gathering;"
            f" {len(points)} compliance points in {len(clusters)} clusters"
        )
        self.stdout.write(", ".join(f"{kind} {count}" for kind, count in changes.counts.items()))
        for one in changes.added[:TOLD] if version.number > 1 else []:
            self.stdout.write(f"  added {one.number} {one.text}")
        for before in changes.removed[:TOLD]:
            self.stdout.write(f"  removed {before.number} {before.text}")
        for before, one in changes.reworded[:TOLD]:
            self.stdout.write(f"  reworded {one.number} “{before.text}” → “{one.text}”")
        for before, one in changes.turned[:TOLD]:
            self.stdout.write(
                f"  turned {one.number}: non-compliant was {before.noncompliant_answer or 'none'}"
            )
