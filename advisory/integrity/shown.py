"""What the page of a restricted file shows: its ladder of steps, its clocks, its readers, who looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from advisory.integrity.readers import sees_to
from advisory.models import (
    FileLook,
    FileStep,
    NamedReader,
    PlannedAction,
    RestrictedReader,
    ZeroToleranceFile,
)
from factories.models import HandedFactory
from programmes.zerotolerance import DECIDE, NOTIFY_MINISTRY, Owner

CLOCKS, LOOKS = 2, 20


@dataclass(frozen=True)
class Rung:
    """One step of the ladder. `state`: done, now or nothing; `verb`: the form by which it is done."""

    step: FileStep
    words: str
    who: str
    state: str
    late: bool
    verb: str

    @property
    def length(self) -> str:
        rule = self.step.rule
        if rule is None or rule.amount is None or self.step.due_at is None:
            return ""
        hours = (self.step.due_at - self.step.anchor_at).total_seconds() / 3600  # type: ignore[operator]
        return _("%(hours)g h") % {"hours": round(hours)}


@dataclass(frozen=True)
class Reader:
    user: User
    why: str
    decides: bool
    sees_persons: bool


class RestrictedPage:
    """One file as one of its readers sees it."""

    def __init__(self, user: User, file: ZeroToleranceFile, at: datetime) -> None:
        self.user, self.file, self.at = user, file, at

    @cached_property
    def ladder(self) -> list[Rung]:
        rows = FileStep.objects.visible_to(self.user).filter(file=self.file)
        steps = rows.select_related("step", "file", "owner", "done_by", "rule").order_by("step__order")
        return [self._rung(step) for step in steps]

    def _rung(self, step: FileStep) -> Rung:
        state = "done" if not step.is_open else "now" if step.anchor_at else ""
        ended = step.done_at or step.waived_at or self.at
        late = step.due_at is not None and ended > step.due_at
        return Rung(step, words_of(step), who_sees_to(step), state, late, self._verb(step, state))

    def _verb(self, step: FileStep, state: str) -> str:
        if state != "now" or not (self.decides or sees_to(self.user, step)):
            return ""
        return {DECIDE: "decide", NOTIFY_MINISTRY: "ministry"}.get(step.step.key, "finish")

    @property
    def clocks(self) -> Sequence[Rung]:
        """Those that run, the soonest first."""
        running = [rung for rung in self.ladder if rung.state == "now" and rung.step.due_at]
        return sorted(running, key=lambda rung: rung.step.due_at or self.at)[:CLOCKS]

    @cached_property
    def _mine(self) -> RestrictedReader:
        return next(reader for reader in self._every if reader.user_id == self.user.pk)

    @property
    def decides(self) -> bool:
        return self._mine.decides

    @property
    def sees_persons(self) -> bool:
        return self._mine.sees_persons

    @cached_property
    def _every(self) -> list[RestrictedReader]:
        return list(RestrictedReader.objects.filter(file_id=self.file.pk))

    @cached_property
    def readers(self) -> list[Reader]:
        people = User.objects.in_bulk([reader.user_id for reader in self._every])
        named = NamedReader.objects.visible_to(self.user).filter(file=self.file, ended_at=None)
        reasons = {row.user_id: row.reason for row in named}
        found = [self._reader(row, people[row.user_id], reasons) for row in self._every]
        return sorted(found, key=lambda reader: (not reader.decides, reader.user.name))

    def _reader(self, row: RestrictedReader, user: User, reasons: dict[UUID, str]) -> Reader:
        why = _("decides") if row.decides else reasons.get(user.pk) or _("reported it")
        return Reader(user, why, row.decides, row.sees_persons)

    @cached_property
    def handed(self) -> list[HandedFactory]:
        """For the deciding office: who reads this file by name and has passed its factory on."""
        if not (self.decides and self.file.is_open):
            return []
        lines = HandedFactory.objects.visible_to(self.user).filter(factory=self.file.factory_id)
        still = lines.filter(hand_over__advisor__in=by_name(self.user, self.file))
        found = still.select_related("hand_over__advisor", "successor").order_by("hand_over__made_at")
        return list({line.hand_over.advisor_id: line for line in found}.values())

    @property
    def plan(self) -> Any:
        return PlannedAction.objects.visible_to(self.user).filter(file=self.file).order_by("due_on", "pk")

    @property
    def looks(self) -> Any:
        """For the deciding office: the others need not know how often a person looks."""
        if not self.decides:
            return []
        rows = FileLook.objects.visible_to(self.user).filter(file=self.file).select_related("user")
        return rows.order_by("-at")[:LOOKS]


def by_name(user: User, file: ZeroToleranceFile) -> set[UUID]:
    """Who reads by name or as the one who reported, not by office; also who has left the programme."""
    named = list(NamedReader.objects.visible_to(user).filter(file=file))
    reported = {file.opened_by_id} - {row.user_id for row in named}
    return reported | {row.user_id for row in named if row.ended_at is None}


def words_of(step: FileStep) -> str:
    return step.step.words_in(get_language() or "en")


def who_sees_to(step: FileStep) -> str:
    if step.owner is not None:
        return step.owner.name
    if step.file.head_office_alone and step.step.owner == Owner.COUNTRY_MANAGER:
        return _("head office")
    return str(Owner(step.step.owner).label)


def files_of(user: User) -> Any:
    """The files that name the person, open ones first."""
    rows = ZeroToleranceFile.objects.visible_to(user).select_related("factory__programme")
    return sorted(rows.order_by("-opened_at")[:200], key=lambda file: not file.is_open)


def waiting_for(user: User) -> list[dict[str, object]]:
    """The person's files in which a step waits, with the soonest moment; nothing more, as a screen may be seen."""
    rows: Any = FileStep.objects.visible_to(user)
    begun = rows.open().filter(anchor_at__isnull=False).select_related("file__factory__programme")
    soonest: dict[UUID, FileStep] = {}
    for step in begun.order_by(F("due_at").asc(nulls_last=True)):
        soonest.setdefault(step.file_id, step)
    return [
        {"file": step.file, "due_at": step.due_at, "zone": step.file.factory.programme.zone}
        for step in soonest.values()
    ]
