"""The steps of an import: received, columns confirmed, checked, decided, taken in.

Pages, command and worker take the same steps. Nothing of the programme's own is written before
`take_in`, and that all at once.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from uuid import uuid5

from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.lifecycle import advance
from accounts.models import Role, User
from accounts.verbs import verb
from factories.access import require_programme_role
from factories.imports import columns, memory, plan
from factories.imports.fields import NEEDED
from factories.imports.reading import Habits, read
from factories.imports.rows import Rules, drafts, stored
from factories.imports.table import Line, Table, Unreadable
from factories.imports.taking import lock, take
from factories.models import ImportBatch, ImportRow
from programmes.models import CountryProgramme

Status = ImportBatch.Status
HEAD = 300  # rows that are read to guess the columns


@verb
def receive(
    *,
    programme: CountryProgramme,
    name: str,
    content: bytes,
    by: User | None,
    at: datetime,
    any_country: bool = False,
) -> ImportBatch:
    """Takes a list and guesses its columns from its first rows; a refused file leaves nothing."""
    _must_administer(programme, by)
    batch = ImportBatch(
        programme=programme,
        name=name[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        content=content,
        uploaded_by=by,
        uploaded_at=at,
        any_country=any_country,
    )
    _look_at(batch, Habits(), None)
    batch.save(force_insert=True)
    return batch


@verb
def look_again(
    *, batch: ImportBatch, habits: Habits, header_line: int | None, by: User | None, at: datetime
) -> ImportBatch:
    """Reads the head of the list anew, as a person says it is written."""
    _must_administer(batch.programme, by)
    if batch.status != Status.READ:
        advance(batch, Status.READ, problem="")
    _look_at(batch, habits, header_line)
    batch.save()
    return batch


@verb
def confirm_columns(
    *, batch: ImportBatch, fields: Mapping[int, str], any_country: bool, by: User | None, at: datetime
) -> ImportBatch:
    """A person has seen the columns, and corrected them where the guess was wrong."""
    _must_administer(batch.programme, by)
    _must_fit(fields)
    columns = [{**column, "field": fields.get(column["index"], "")} for column in batch.columns]
    return advance(batch, Status.CHECKING, columns=columns, any_country=any_country, problem="")


@verb
def check(*, batch: ImportBatch, by: User | None, at: datetime) -> ImportBatch:
    """The dry run: every row gets its outcome; of the programme's own nothing is written."""
    try:
        made, lines = _plan(batch)
    except Unreadable as refused:
        return advance(batch, Status.FAILED, problem=str(refused))
    _keep(batch, made, lines)
    return advance(batch, Status.CHECKED, **_counts(made))


@verb
def decide(*, row: ImportRow, choice: str, by: User | None, at: datetime) -> ImportRow:
    """A person says what a likely duplicate is: `new`, or the number of the candidate it is."""
    _must_administer(row.batch.programme, by)
    if row.outcome != ImportRow.Outcome.SUGGESTED or row.batch.status not in (Status.CHECKED, Status.APPLIED):
        raise WrongState(_("There is nothing to decide about this row."))
    if row.decision and row.batch.status == Status.APPLIED:
        raise WrongState(_("This row was decided and taken in already."))
    _note_decision(row, choice)
    row.decided_by, row.decided_at = by, at
    row.save()
    if row.batch.status == Status.APPLIED:
        take(row.batch, at)
    return row


@verb
def approve(*, batch: ImportBatch, good_rows: bool, by: User | None, at: datetime) -> ImportBatch:
    """All rows, or the good ones alone: a person's choice, after the dry run."""
    _must_administer(batch.programme, by)
    if batch.rejected_count and not good_rows:
        raise Invalid(
            _(
                "%(count)d rows cannot be taken. Correct the file and send it again, or choose the good rows alone."
            )
            % {"count": batch.rejected_count},
            field="good_rows",
        )
    return advance(batch, Status.APPLYING, good_rows=good_rows, applied_by=by)


@verb
def take_in(*, batch: ImportBatch, by: User | None, at: datetime) -> ImportBatch:
    """Makes the factories. The list is planned anew, behind a lock: others may have been faster."""
    lock(batch.programme)
    made, lines = _plan(batch)
    _keep(batch, made, lines)
    if made.counts[plan.REJECTED] and not batch.good_rows:
        return advance(batch, Status.CHECKED, **_counts(made))
    take(batch, at)
    return advance(batch, Status.APPLIED, applied_at=at, content=b"", **_counts(made))


def now_or_later(batch: ImportBatch, by: User, at: datetime) -> None:
    """A short list is worked on at once; a long one by the worker, when beat rings next."""
    if not batch.is_large:
        step = check if batch.status == Status.CHECKING else take_in
        step(batch=batch, by=by, at=at)


@verb
def drop(*, batch: ImportBatch, by: User | None, at: datetime) -> ImportBatch:
    """The list is not wanted; its rows go, and with them what they told of people."""
    _must_administer(batch.programme, by)
    advance(batch, Status.DROPPED, content=b"")
    ImportRow.rows.of(batch).delete()
    return batch


def _must_administer(programme: CountryProgramme, by: User | None) -> None:
    """None is the command line, whose user holds the keys of the house anyway."""
    if by:
        require_programme_role(by, Role.ADMINISTRATOR, programme=programme)


def _look_at(batch: ImportBatch, habits: Habits, header_line: int | None) -> None:
    try:
        table = read(bytes(batch.content), habits, most=HEAD)
    except Unreadable as refused:
        raise Invalid(str(refused), field="file") from refused
    layout = columns.guess(table, header_line)
    batch.kind, batch.encoding, batch.delimiter = table.kind, table.encoding, table.delimiter
    batch.sheet, batch.sheets = table.sheet[:100], [name[:100] for name in table.sheets]
    batch.header_line = layout.header_line
    batch.columns = [asdict(column) for column in layout.columns]


def _must_fit(fields: Mapping[int, str]) -> None:
    chosen = [name for name in fields.values() if name]
    if any(name not in chosen for name in NEEDED):
        raise Invalid(_("Say which column holds the factory’s name."))
    if len(chosen) != len(set(chosen)):
        raise Invalid(_("Two columns cannot be the same thing. Choose one of them."))


def _plan(batch: ImportBatch) -> tuple[plan.Plan, dict[int, Line]]:
    table = _table(batch)
    body = columns.rows_below(table, batch.header_line)
    rules = Rules(batch.programme.code, batch.any_country)
    read_rows = drafts(body, batch.mapping, rules)
    programme = batch.programme
    made = plan.make(memory.known(programme), read_rows, memory.undecided(programme))
    return made, {line.number: line for line in body}


def _table(batch: ImportBatch) -> Table:
    habits = Habits(batch.encoding, batch.delimiter, batch.sheet)
    return read(bytes(batch.content), habits)


def _counts(made: plan.Plan) -> dict[str, int]:
    return {f"{kind}_count": count for kind, count in made.counts.items()} | {"row_count": len(made.outcomes)}


def _keep(batch: ImportBatch, made: plan.Plan, lines: Mapping[int, Line]) -> None:
    """The rows of the batch become what the plan says; what a person decided stays decided."""
    decided = {row.line: row for row in ImportRow.rows.of(batch).exclude(decision="")}
    ImportRow.rows.of(batch).delete()
    rows = [_row(batch, outcome, lines) for outcome in made.outcomes]
    for row in rows:
        before = decided.get(row.line)
        if before and row.outcome == ImportRow.Outcome.SUGGESTED and before.fingerprint == row.fingerprint:
            row.decision, row.decided_by, row.decided_at = (
                before.decision,
                before.decided_by,
                before.decided_at,
            )
            row.factory_id, row.twin_line = before.factory_id, before.twin_line
    ImportRow.rows.bulk_create(rows, batch_size=1000)


def _row(batch: ImportBatch, outcome: plan.Outcome, lines: Mapping[int, Line]) -> ImportRow:
    draft = outcome.draft
    row = ImportRow(
        pk=uuid5(batch.pk, str(draft.line)),  # the same row at every check: its address stays
        batch=batch,
        line=draft.line,
        cells=list(lines[draft.line].cells),
        told=stored(draft),
        fingerprint=draft.fingerprint,
        outcome=outcome.kind,
        problems=[{"field": problem.column, "sentence": problem.sentence} for problem in draft.problems],
        candidates=[asdict(candidate) for candidate in outcome.candidates],
    )
    if outcome.kind == plan.SAME:
        _lay_on(row, row.candidates[0])
    return row


def _lay_on(row: ImportRow, candidate: dict[str, object]) -> None:
    """The row is that factory, or that earlier row of its own file."""
    row.factory_id = candidate["key"] or None  # type: ignore[assignment]
    row.twin_line = candidate["line"] or None  # type: ignore[assignment]


def _note_decision(row: ImportRow, choice: str) -> None:
    row.factory_id = row.twin_line = None
    if choice == ImportRow.Decision.NEW:
        row.decision = ImportRow.Decision.NEW
        return
    if not choice.isdecimal() or int(choice) >= len(row.candidates):
        raise Invalid(_("Choose one of the factories shown, or say that it is another one."), field="choice")
    row.decision = ImportRow.Decision.SAME
    _lay_on(row, row.candidates[int(choice)])
