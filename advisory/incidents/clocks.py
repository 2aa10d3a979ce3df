"""The ladders of duties with the rows of their countries: rules, weekends, holidays."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from advisory.incidents.ladder import Ring, Work, rings
from programmes import calendar
from programmes.models import CalendarRule, CountryProgramme, Holiday
from programmes.rules import Kind

AROUND = timedelta(days=60)  # holidays that may matter to a reminder of these days


class Clocks:
    """A few statements for each country, however many duties."""

    def __init__(self, programmes: Iterable[CountryProgramme], at: datetime) -> None:
        self.rules, self.work = {}, {}
        for programme in programmes:
            rules = list(CalendarRule.objects.for_programme(programme))
            self.rules[programme.pk] = rules
            self.work[programme.pk] = _work(programme, rules, at)

    def rings(self, programme: UUID, due_at: datetime, opened_at: datetime) -> list[Ring]:
        return rings(due_at, opened_at, self.rules[programme], self.work[programme])


def _work(programme: CountryProgramme, rules: list[CalendarRule], at: datetime) -> Work:
    today = at.astimezone(programme.tz).date()
    days = Holiday.objects.filter(
        programme=programme, on__range=((at - AROUND).date(), (at + AROUND).date())
    ).values_list("on", flat=True)
    hours = []
    for kind in (Kind.WORKDAY_BEGINS, Kind.WORKDAY_ENDS):
        row = calendar.in_force(rules, kind, today)
        assert row is not None and row.amount is not None  # both are required
        hours.append(row.amount)
    return Work(programme.tz, set(programme.weekend), set(days), *hours)
