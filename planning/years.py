"""The year's visits as rows: laid when a cycle has begun, laid again when its standing changes (ENG-5, ADV-2).

Only open visits that the plan itself made are touched; what a person planned, moved or cancelled stays
as it is and counts. Laying twice changes nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.lifecycle import advance
from accounts.trail import acting
from advisory.models import Visit
from advisory.models.visit import Modality
from factories import outbox
from factories.models import AdvisorAssignment, Cycle, Factory
from factories.possible import Possibilities, possibilities
from planning import effects, year
from planning.telling import people_of
from planning.year import Engagement, Slot
from programmes.calendar import is_working_day
from programmes.models import CalendarRule, CountryProgramme, Holiday

BATCH = 100
S = Visit.Status
MOVES = ["on", "aim", "rule", "share", "modality", "wished", "suspended", "changed_why"]


@dataclass
class Laid:
    """What one laying did to the visits of a cycle."""

    made: list[Visit] = field(default_factory=list)
    moved: list[Visit] = field(default_factory=list)
    dropped: list[Visit] = field(default_factory=list)

    @property
    def changed(self) -> int:
        return len(self.made) + len(self.moved) + len(self.dropped)


def plan_years(at: datetime) -> int:
    """Cycles that have begun and whose year is not planned yet, or no longer; returns how many it planned."""
    done = 0
    unplanned = Cycle.rows.unplanned().filter(factory__programme=OuterRef("pk"))
    for programme in CountryProgramme.objects.filter(Exists(unplanned)):
        while planned := _batch(programme, at):
            done += planned
    return done


def _batch(programme: CountryProgramme, at: datetime) -> int:
    with transaction.atomic(), acting("planning.plan_years", by=None, at=at):
        cycles = list(_unplanned(programme)[:BATCH])
        if cycles:
            _lay_all(programme, cycles, at)
            Cycle.rows.filter(pk__in=[cycle.pk for cycle in cycles]).update(year_planned_at=at)
    return len(cycles)


def _unplanned(programme: CountryProgramme) -> Any:
    advised = AdvisorAssignment.rows.current().filter(factory=OuterRef("factory"))
    return (
        Cycle.rows.unplanned()
        .filter(Exists(advised), factory__programme=programme, factory__status=Factory.Status.ACTIVE)
        .select_related("factory")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("pk")
    )


def _lay_all(programme: CountryProgramme, cycles: Sequence[Cycle], at: datetime) -> None:
    today = at.astimezone(programme.tz).date()
    rules: list[Any] = list(CalendarRule.objects.for_programme(programme))
    factories = {cycle.factory_id for cycle in cycles}
    rows = possibilities(programme, Factory.rows.filter(pk__in=factories))
    advisors = dict(
        AdvisorAssignment.rows.current().filter(factory__in=factories).values_list("factory_id", "advisor_id")
    )
    holidays = set(Holiday.objects.filter(programme=programme).values_list("on", flat=True))
    visits, busy = _visits(cycles), _busy(advisors.values(), today)
    told = {}
    for cycle in cycles:
        advisor = advisors[cycle.factory_id]
        laying = Laying(programme, holidays, cycle, advisor, today, busy[advisor])
        laid = laying.lay(year.year(rules, engagement(cycle, rows)), visits[cycle.pk])
        if laid.changed:
            told[cycle] = laid
    _write(list(told.values()), rows)
    _tell(told, at)


def engagement(cycle: Cycle, rows: Possibilities) -> Engagement:
    """A cycle that has begun; its experience is that of its first day."""
    assert cycle.day_zero and cycle.ends_on  # `unplanned` gives no others
    known = rows.experience(cycle.factory_id, cycle.day_zero)
    return Engagement(
        number=cycle.number,
        day_zero=cycle.day_zero,
        ends_on=cycle.ends_on,
        until=cycle.initial_advisory_until,
        standing=cycle.standing,
        completed=known.completed_cycles or 0,
        ambassador=known.ambassador,
    )


@dataclass(frozen=True)
class Laying:
    """One cycle's visits; `busy` counts its advisor's visits a day, and learns of those laid here."""

    programme: CountryProgramme
    holidays: Collection[date]
    cycle: Cycle
    advisor: UUID
    today: date
    busy: Counter[date]

    def lay(self, slots: Sequence[Slot[Any]], visits: Sequence[Visit]) -> Laid:
        mine = {visit.slot: visit for visit in visits if visit.slot is not None}
        by_hand = [visit.on for visit in visits if visit.slot is None and visit.status != S.CANCELLED]
        kept = {number for number, visit in mine.items() if not _is_open(visit)}
        taken = kept | _nearest([slot for slot in slots if slot.number not in kept], by_hand)
        open_ = {slot.number: slot for slot in slots if slot.number not in taken}
        laid = Laid()
        for number, visit in mine.items():
            if number in kept:
                continue
            if number not in open_:
                laid.dropped.append(visit)
            elif self._differs(visit, open_[number]):
                laid.moved.append(self._move(visit, open_[number]))
        laid.made += [
            self._visit(slot) for number, slot in open_.items() if number not in mine and self._comes(slot)
        ]
        return laid

    def _comes(self, slot: Slot[Any]) -> bool:
        return slot.aim > self.today

    def _differs(self, visit: Visit, slot: Slot[Any]) -> bool:
        """Of visits that are still to come, and whose new day is."""
        same = visit.aim == slot.aim and visit.share_id == (slot.share.pk if slot.share else None)
        return not same and visit.on > self.today and self._comes(slot)

    def _visit(self, slot: Slot[Any]) -> Visit:
        visit = Visit(factory=self.cycle.factory, cycle=self.cycle, advisor_id=self.advisor, slot=slot.number)
        return self._on(visit, slot)

    def _move(self, visit: Visit, slot: Slot[Any]) -> Visit:
        self.busy[visit.on] -= 1
        return self._on(visit, slot)

    def _on(self, visit: Visit, slot: Slot[Any]) -> Visit:
        visit.on = self._day(slot.aim) if visit.aim != slot.aim else visit.on
        visit.aim, visit.rule, visit.share = slot.aim, slot.rule, slot.share
        visit.modality, visit.wished = (Modality.VIRTUAL if slot.virtual else Modality.ON_SITE), ""
        self.busy[visit.on] += 1
        return visit

    def _day(self, aim: date) -> date:
        assert self.cycle.ends_on
        return year.settle(aim, self.today, self.cycle.ends_on, self._is_working, self.busy)

    def _is_working(self, on: date) -> bool:
        return is_working_day(on, self.programme.weekend, self.holidays)


def _is_open(visit: Visit) -> bool:
    """Made by the plan, and nobody has chosen its day, held or cancelled it since."""
    return visit.status == S.PLANNED and not visit.fixed


def _nearest(free: Sequence[Slot[Any]], by_hand: Sequence[date]) -> set[int]:
    """The numbers whose place a visit takes that a person planned or logged: each takes the nearest."""
    aims, taken = {slot.number: slot.aim for slot in free}, set()
    for on in sorted(by_hand):
        if aims:
            number = min(aims, key=lambda each: abs((aims[each] - on).days))
            taken.add(number)
            del aims[number]
    return taken


def _visits(cycles: Iterable[Cycle]) -> Mapping[UUID, list[Visit]]:
    found = defaultdict(list)
    for visit in Visit.rows.filter(cycle__in=list(cycles)).order_by("on", "pk"):
        found[visit.cycle_id].append(visit)
    return found


def _busy(advisors: Iterable[UUID], today: date) -> Mapping[UUID, Counter[date]]:
    """How many visits each advisor has on each day to come."""
    found: Mapping[UUID, Counter[date]] = defaultdict(Counter)
    planned = Visit.rows.planned().filter(advisor__in=set(advisors), on__gt=today)
    for advisor, on in planned.values_list("advisor", "on"):
        found[advisor][on] += 1
    return found


def _write(laid: Iterable[Laid], rows: Possibilities) -> None:
    every = list(laid)
    made = [visit for each in every for visit in each.made]
    moved = [visit for each in every for visit in each.moved]
    for visit in [*made, *moved]:
        _take_form(visit, rows)
    Visit.rows.bulk_create(made, ignore_conflicts=True)  # one visit of a number: the database sees to it
    Visit.rows.bulk_update(moved, MOVES)
    for visit in (visit for each in every for visit in each.dropped):
        advance(visit, S.CANCELLED, cancelled_reason=_("The year has fewer visits now."))


def _take_form(visit: Visit, rows: Possibilities) -> None:
    """Its day may have another form than the year asks for, or none."""
    wished = visit.modality
    then, answer = effects.form(wished, visit.on, rows.factories[visit.factory_id], rows)
    why = answer.rows[0] if answer.rows else None
    said = getattr(why, "decision", "") or getattr(why, "condition", "")
    for name, value in effects.written(wished, then, said).items():
        setattr(visit, name, value)


def _tell(told: Mapping[Cycle, Laid], at: datetime) -> None:
    """Advisor and managers, once for each laying that changed anything."""
    cycles = {cycle.factory_id: cycle for cycle in told}
    messages = []
    for factory_id, person in people_of(set(cycles)):
        cycle = cycles[factory_id]
        laid = told[cycle]
        messages.append(
            outbox.message(
                key=f"year_planned:{cycle.pk}:{at:%Y%m%dT%H%M%S}:{person.pk}",
                kind="year_planned",
                to=person,
                at=at,
                factory=cycle.factory,
                subject_id=factory_id,
                facts={
                    "cycle": cycle.number,
                    "because": cycle.standing_because,
                    "made": len(laid.made),
                    "moved": len(laid.moved),
                    "dropped": len(laid.dropped),
                },
            )
        )
    outbox.enqueue_all(messages)
