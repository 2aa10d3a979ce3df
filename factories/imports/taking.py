"""From rows to factories: each new row one factory, each same row the factory it is."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from accounts.models import Organisation
from factories.codes import last_number
from factories.imports.rows import Draft, restored
from factories.imports.spelling import plain
from factories.models import Factory, GroupFactory, ImportBatch, ImportRow, ManufacturingGroup
from programmes.models import CountryProgramme


def take(batch: ImportBatch, at: datetime) -> None:
    """Makes or finds the factory of every row that has none yet and is not left to a person.

    Called again after a late decision, it does what that one decision opened, and no more.
    """
    lock(batch.programme)
    rows = list(ImportRow.rows.of(batch).exclude(outcome=ImportRow.Outcome.REJECTED))
    waiting = [row for row in rows if row.factory_id is None and not row.is_undecided]
    new = [row for row in waiting if row.is_new]
    for row in new:
        row.factory_id = uuid4()
    _make(batch.programme, new, at)
    became = {row.line: row.factory_id for row in rows}
    for row in waiting:  # in the order of lines: a twin stands before its row
        if row.twin_line:
            row.factory_id = became[row.line] = became.get(row.twin_line)
    ImportRow.rows.bulk_update([row for row in waiting if row.factory_id], ["factory"], batch_size=1000)


def lock(programme: CountryProgramme) -> None:
    """One at a time makes factories of a programme, by list or by hand, until the transaction ends."""
    CountryProgramme.objects.select_for_update().get(pk=programme.pk)


def _make(programme: CountryProgramme, rows: Sequence[ImportRow], at: datetime) -> None:
    drafts = [restored(row.line, row.told) for row in rows]
    homes = [Organisation(kind=Organisation.Kind.FACTORY, name=draft.name) for draft in drafts]
    Organisation.objects.bulk_create(homes, batch_size=1000)
    first = last_number(programme) + 1
    made = [
        _factory(row.factory_id, programme, home, f"{programme.code}-{number:04d}", draft)
        for number, (row, home, draft) in enumerate(zip(rows, homes, drafts, strict=True), start=first)
    ]
    Factory.rows.bulk_create(made, batch_size=1000)
    _join_groups(zip(made, drafts, strict=True), at.astimezone(programme.tz).date())


def _factory(
    pk: UUID | None, programme: CountryProgramme, home: Organisation, code: str, draft: Draft
) -> Factory:
    return Factory(
        pk=pk,
        programme=programme,
        organisation=home,
        code=code,
        name=draft.name,
        status=Factory.Status.IMPORTED,
        address=_address(draft),
        city=draft.city,
        region=draft.province,
        latitude=draft.lat,
        longitude=draft.lng,
        products=draft.products,
        workers=draft.workers,
        women=draft.workers_female,
        os_id=draft.os_id[:32],
    )


def _address(draft: Draft) -> str:
    known = plain(draft.address)
    missing = draft.postal_code and plain(draft.postal_code) not in known
    return f"{draft.address}, {draft.postal_code}".strip(", ") if missing else draft.address


def _join_groups(factories: Iterable[tuple[Factory, Draft]], since: date) -> None:
    named = [(factory, draft.group) for factory, draft in factories if plain(draft.group)]
    groups = _groups({group for _factory, group in named})
    GroupFactory.rows.bulk_create(
        [GroupFactory(group=groups[plain(name)], factory=factory, since=since) for factory, name in named],
        batch_size=1000,
    )


def _groups(names: set[str]) -> dict[str, ManufacturingGroup]:
    """The groups of these names, however spelled; those we do not know yet are made."""
    if not names:
        return {}
    found = {plain(group.name): group for group in ManufacturingGroup.objects.all()}
    for name in sorted(names):
        if plain(name) not in found:
            home = Organisation.objects.create(kind=Organisation.Kind.GROUP, name=name)
            found[plain(name)] = ManufacturingGroup.objects.create(organisation=home, name=name)
    return found
