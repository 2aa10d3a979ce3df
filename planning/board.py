"""The planning board of a country: visits by advisor and month against what the rules ask, and who is behind.

What the rules ask of a factory in its year (6 to 10 visits, by year and standing) is spread evenly over
the days from its day zero on; an advisor is asked for the sum over the factories that are theirs today.
Capacity is one visit a working day. Seven queries, however many factories and visits there are.
Source: ENG-5; advisory FAQ III.1.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import ceil, floor
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Membership, Role, User
from advisory.models import Visit
from factories.models import AdvisorAssignment, Cycle, Factory
from planning.year import Number, visits_of_year
from programmes.calendar import is_working_day
from programmes.models import CalendarRule, CountryProgramme, Holiday

MONTHS = 6
BEFORE = 2  # of them before this month
A_YEAR = 365
NEARLY = 1e-9  # what floats leave of a whole number


def span(least: int, most: int) -> str:
    """“6–10”, kept in this order by isolating signs where the words around run from right to left."""
    return f"\N{LEFT-TO-RIGHT ISOLATE}{least}–{most}\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True)
class Month:
    first: date
    working_days: int

    @property
    def after(self) -> date:
        return self.first + relativedelta(months=1)


@dataclass
class Cell:
    """One advisor's month. `least` and `most` are what the rules ask of the advisor's factories in it."""

    month: Month
    is_over: bool  # the month has ended
    held: int = 0
    planned: int = 0
    least: float = 0.0
    most: float = 0.0

    @property
    def total(self) -> int:
        return self.held + self.planned

    @property
    def asked(self) -> tuple[int, int]:
        return floor(self.least + NEARLY), ceil(self.most - NEARLY)

    @property
    def span(self) -> str:
        return span(*self.asked)

    @property
    def short(self) -> bool:
        """Fewer than asked: held ones where the month is over, else those planned too."""
        return (self.held if self.is_over else self.total) < self.asked[0]

    @property
    def too_many(self) -> bool:
        return self.total > self.month.working_days

    @property
    def share(self) -> int:
        """Per cent of the capacity."""
        return min(100, round(100 * self.total / self.month.working_days)) if self.month.working_days else 100


@dataclass
class Row:
    """One advisor; None stands for factories without one. `least` and `most` are of a whole year."""

    advisor: User | None
    cells: list[Cell]
    factories: int = 0
    least: int = 0
    most: int = 0
    behind: int = 0

    @property
    def span(self) -> str:
        return span(self.least, self.most)

    @property
    def name(self) -> str:
        return self.advisor.name if self.advisor else _("Without an advisor")


@dataclass(frozen=True)
class Standing:
    """How one factory stands in its year."""

    factory: Factory
    cycle: Cycle
    advisor: User | None
    asked: Number[Any]
    held: int
    planned: int  # still to come
    unlogged: int  # planned, and their day is past
    waiting: int  # planned, and no form of them is possible
    reasons: list[str] = field(default_factory=list)

    @property
    def span(self) -> str:
        return span(self.asked.least, self.asked.most)


@dataclass(frozen=True)
class Board:
    programme: CountryProgramme
    months: Sequence[Month]
    lines: Sequence[Row]
    behind: Sequence[Standing]  # by advisor, those most behind first
    factories: int


def board(user: User, programme: CountryProgramme, at: datetime, first: date | None = None) -> Board:
    """Months from `first` on; by default two before this one. Through what the person may see."""
    today = at.astimezone(programme.tz).date()
    months = _months(programme, first or today.replace(day=1) - relativedelta(months=BEFORE))
    standings = list(_standings(user, programme, today))
    rows = _rows(user, programme, months, standings, today)
    behind = [each for each in standings if each.reasons]
    behind.sort(key=lambda each: (each.advisor.name if each.advisor else "", _room(each), each.factory.name))
    return Board(programme, months, rows, behind, len(standings))


def _room(each: Standing) -> int:
    return each.held + each.planned - each.asked.least


def _months(programme: CountryProgramme, first: date) -> list[Month]:
    firsts = [first.replace(day=1) + relativedelta(months=number) for number in range(MONTHS)]
    last = firsts[-1] + relativedelta(months=1)
    holidays = set(
        Holiday.objects.filter(programme=programme, on__gte=firsts[0], on__lt=last).values_list(
            "on", flat=True
        )
    )
    return [Month(each, _working_days(each, programme.weekend, holidays)) for each in firsts]


def _working_days(first: date, weekend: Sequence[int], holidays: set[date]) -> int:
    days = ((first + relativedelta(months=1)) - first).days
    return sum(is_working_day(first + timedelta(days=number), weekend, holidays) for number in range(days))


# -- How factories stand ---------------------------------------------------------------------


def _standings(user: User, programme: CountryProgramme, today: date) -> Iterator[Standing]:
    rules: list[Any] = list(CalendarRule.objects.for_programme(programme))
    cycles: Any = Cycle.objects.visible_to(user)
    begun = cycles.begun().filter(factory__programme=programme, factory__status=Factory.Status.ACTIVE)
    counted = _counted(user, programme, today)
    advisors = _advisors(user, programme)
    asked: dict[tuple[object, ...], Number[Any]] = {}
    for cycle in begun.select_related("factory").order_by("factory__name", "pk"):
        key = (cycle.day_zero, cycle.number, cycle.standing)
        if key not in asked:
            asked[key] = visits_of_year(rules, *key)
        numbers = counted.get(cycle.pk, {"held": 0, "planned": 0, "unlogged": 0, "waiting": 0})
        advisor = advisors.get(cycle.factory_id)
        found = Standing(cycle.factory, cycle, advisor, asked[key], **numbers)
        found.reasons.extend(_reasons(found, today))
        yield found


def _counted(user: User, programme: CountryProgramme, today: date) -> Mapping[UUID, dict[str, Any]]:
    """Visits of open cycles, counted in one statement."""
    rows: Any = Visit.objects.visible_to(user)
    planned = Q(status=Visit.Status.PLANNED)
    counts = (
        rows.filter(factory__programme=programme, cycle__closed_at=None)
        .order_by()
        .values("cycle")
        .annotate(
            held=Count("pk", filter=Q(status=Visit.Status.HELD)),
            planned=Count("pk", filter=planned & Q(on__gte=today)),
            unlogged=Count("pk", filter=planned & Q(on__lt=today)),
            waiting=Count("pk", filter=planned & Q(on__gte=today, suspended=True)),
        )
    )
    return {each.pop("cycle"): each for each in counts}


def _advisors(user: User, programme: CountryProgramme) -> Mapping[UUID, User]:
    rows: Any = AdvisorAssignment.objects.visible_to(user)
    current = rows.current().filter(factory__programme=programme).select_related("advisor")
    return {each.factory_id: each.advisor for each in current}


def _reasons(of: Standing, today: date) -> Iterator[str]:
    """Why the factory is behind its number; nothing where it is not."""
    said = {"held": of.held, "planned": of.planned, "least": of.asked.least, "now": _by_now(of, today)}
    if of.held < said["now"]:
        yield _("%(held)s held; by now the rules ask for %(now)s of the year's %(least)s.") % said
    if of.held + of.planned < of.asked.least:
        yield _("%(held)s held and %(planned)s planned: the year asks for at least %(least)s.") % said
    if of.unlogged:
        one, many = (
            "%(n)s planned visit is past and not logged.",
            "%(n)s planned visits are past and not logged.",
        )
        yield ngettext(one, many, of.unlogged) % {"n": of.unlogged}
    if of.waiting:
        one, many = (
            "%(n)s visit waits until it is possible again.",
            "%(n)s visits wait until they are possible again.",
        )
        yield ngettext(one, many, of.waiting) % {"n": of.waiting}
    if of.advisor is None:
        yield _("The factory has no advisor.")


def _by_now(of: Standing, today: date) -> int:
    """How many of the least number fall into the part of the cycle that is over, evenly spread."""
    assert of.cycle.day_zero
    days = ((of.cycle.ends_on or of.cycle.day_zero + timedelta(days=A_YEAR)) - of.cycle.day_zero).days
    over = min(max((today - of.cycle.day_zero).days, 0), days)
    return floor(of.asked.least * over / days + NEARLY)


# -- Months of advisors ----------------------------------------------------------------------


def _rows(
    user: User,
    programme: CountryProgramme,
    months: Sequence[Month],
    standings: Iterable[Standing],
    today: date,
) -> list[Row]:
    rows: dict[UUID | None, Row] = {}

    def row(advisor: User | None) -> Row:
        key = advisor.pk if advisor else None
        if key not in rows:
            rows[key] = Row(advisor, [Cell(month, month.after <= today) for month in months])
        return rows[key]

    for advisor in _people(programme):
        row(advisor)
    for each in standings:
        _ask(row(each.advisor), each)
    held = _by_month(user, programme, months)
    for person in User.objects.filter(pk__in=held):
        for cell in row(person).cells:
            cell.held, cell.planned = held[person.pk].get(cell.month.first, (0, 0))
    return sorted(rows.values(), key=lambda each: (each.advisor is None, each.name))


def _people(programme: CountryProgramme) -> list[User]:
    current = Membership.objects.current().filter(
        organisation=programme.organisation_id,
        role=Role.ADVISOR,
        user__is_active=True,
        user__is_machine=False,
    )
    return [each.user for each in current.select_related("user")]


def _ask(row: Row, each: Standing) -> None:
    row.factories += 1
    row.least += each.asked.least
    row.most += each.asked.most
    row.behind += bool(each.reasons)
    for cell in row.cells:
        assert each.cycle.day_zero
        days = max(0, (cell.month.after - max(cell.month.first, each.cycle.day_zero)).days)
        cell.least += each.asked.least * days / A_YEAR
        cell.most += each.asked.most * days / A_YEAR


def _by_month(
    user: User, programme: CountryProgramme, months: Sequence[Month]
) -> Mapping[UUID, Mapping[date, tuple[int, int]]]:
    """By the advisor who holds the visit: month, held, planned."""
    rows: Any = Visit.objects.visible_to(user)
    counted = (
        rows.filter(factory__programme=programme, on__gte=months[0].first, on__lt=months[-1].after)
        .order_by()
        .annotate(month=TruncMonth("on"))
        .values("advisor", "month")
        .annotate(
            held=Count("pk", filter=Q(status=Visit.Status.HELD)),
            planned=Count("pk", filter=Q(status=Visit.Status.PLANNED)),
        )
    )
    found: dict[UUID, dict[date, tuple[int, int]]] = defaultdict(dict)
    for each in counted:
        found[each["advisor"]][each["month"]] = (each["held"], each["planned"])
    return found
