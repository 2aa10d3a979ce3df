"""`manage.py import_factories FILE --programme KH`: the same steps as the pages, all at once."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts import clock
from accounts.errors import Refused
from accounts.models import User
from factories.imports import actions, shown
from factories.imports.commandline import act_as, add_common, content_of, programme_of
from factories.imports.fields import BY_NAME
from factories.imports.reading import Habits
from factories.models import ImportBatch, ImportRow

TOLD = 20  # rows of each outcome that are printed


class Command(BaseCommand):
    help = "Imports a list of factories (CSV or XLSX) into a country programme."

    def add_arguments(self, parser: CommandParser) -> None:
        add_common(parser)
        parser.add_argument(
            "--good-rows", action="store_true", help="take the good rows and leave the others"
        )
        parser.add_argument(
            "--any-country", action="store_true", help="take factories of other countries too"
        )
        parser.add_argument(
            "--errors", type=Path, metavar="CSV", help="write the rows not taken to this file"
        )
        parser.add_argument(
            "--header-line", type=int, metavar="N", help="the names stand in this line (0: none)"
        )
        parser.add_argument("--encoding", default="")
        parser.add_argument("--delimiter", default="")
        parser.add_argument("--sheet", default="")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="N=FIELD",
            help="what the N-th column is: " + ", ".join(BY_NAME),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        try:
            with transaction.atomic():
                self._import(act_as(options["by"], at), at, options)
                transaction.set_rollback(options["dry_run"])
        except Refused as refused:
            raise CommandError(f"Nothing was imported. {refused}") from refused
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")

    def _import(self, by: User | None, at: datetime, options: dict[str, Any]) -> None:
        batch = _received(by, at, options)
        self._tell_columns(batch)
        actions.check(batch=batch, by=by, at=at)
        if batch.status == ImportBatch.Status.FAILED:
            raise CommandError(f"Nothing was imported. {batch.problem}")
        self._tell_rows(batch, options["errors"])
        if not options["dry_run"]:
            actions.approve(batch=batch, good_rows=options["good_rows"], by=by, at=at)
            actions.take_in(batch=batch, by=by, at=at)
            self.stdout.write(f"Taken in: {batch.new_count} new factories.")

    def _tell_columns(self, batch: ImportBatch) -> None:
        read = f"{batch.kind}, {batch.encoding or batch.sheet}, header in line {batch.header_line}"
        self.stdout.write(f"{batch.name} ({read})")
        for column in batch.columns:
            what = column["field"] or "(left out)"
            self.stdout.write(f"  {column['index'] + 1}. {column['header'] or '—'} = {what}")

    def _tell_rows(self, batch: ImportBatch, errors: Path | None) -> None:
        rows = ImportRow.rows.of(batch)
        refused = rows.filter(outcome=ImportRow.Outcome.REJECTED)
        for row in refused[:TOLD]:
            for problem in row.problems:
                self.stdout.write(f"  line {row.line}, {problem['field']}: {problem['sentence']}")
        for row in rows.filter(outcome=ImportRow.Outcome.SUGGESTED)[:TOLD]:
            likely = row.candidates[0] if row.candidates else {"label": "—", "score": 0}
            self.stdout.write(
                f"  line {row.line}, {row.told['name']} ≈ {likely['label']} ({likely['score']:.2f})"
            )
        if errors:
            errors.write_bytes(shown.errors_csv(batch, refused))
        counts = {kind: getattr(batch, f"{kind}_count") for kind in ("new", "same", "suggested", "rejected")}
        told = " + ".join(f"{kind} {count}" for kind, count in counts.items())
        self.stdout.write(f"{told} = {batch.row_count} rows")


def _received(by: User | None, at: datetime, options: dict[str, Any]) -> ImportBatch:
    """The list, read as the options say, its columns confirmed."""
    path: Path = options["file"]
    batch = actions.receive(
        programme=programme_of(options["programme"]),
        name=path.name,
        content=content_of(path),
        any_country=options["any_country"],
        by=by,
        at=at,
    )
    habits = Habits(options["encoding"], options["delimiter"], options["sheet"])
    if habits != Habits() or options["header_line"] is not None:
        actions.look_again(batch=batch, habits=habits, header_line=options["header_line"], by=by, at=at)
    fields = batch.mapping | dict(map(_column, options["column"]))
    return actions.confirm_columns(batch=batch, fields=fields, any_country=batch.any_country, by=by, at=at)


def _column(said: str) -> tuple[int, str]:
    number, _sign, field = said.partition("=")
    if not number.isdecimal() or int(number) < 1 or field not in {"", *BY_NAME}:
        raise CommandError(f"--column takes N=FIELD, such as 2=name; not “{said}”.")
    return int(number) - 1, field
