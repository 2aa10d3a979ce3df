"""The rule table: rule × country × anchor → moment, by the rows that ship and each country's own.

Anchors are local times of the country; moments are the last second of a local day, in UTC.
"""

from datetime import UTC, date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from programmes import calendar
from programmes.models import CalendarRule
from programmes.rules import VARIANTS, Kind
from reporting.drains.planning import plan_reports
from reporting.models import Report
from tests.personas import World
from tests.reporting.making import FINAL, make_assessment

RULE_OF_2018 = {Kind.PROGRESS_REPORT_1_AFTER_RELEASE: 30}
COUNTRIES: dict[str, tuple[str, date, dict[Kind, int | None]]] = {  # zone, since when, its own rows
    "Cambodia": ("Asia/Phnom_Penh", date(2015, 1, 1), {}),
    "Haiti": ("America/Port-au-Prince", date(2015, 4, 1), VARIANTS["HT"]),
    "Egypt": ("Africa/Cairo", date(2015, 1, 1), {}),
    "Jordan": ("Asia/Amman", date(2015, 1, 1), {}),
    "Vietnam": ("Asia/Ho_Chi_Minh", date(2018, 6, 1), RULE_OF_2018),
}

TABLE = """
rule                            country   anchor            due on      moment in UTC
# days, over the ends of months and of years, over 29 February
initial_advisory                Cambodia  2026-09-14 09:00  2026-12-23  2026-12-23 16:59:59
initial_advisory                Cambodia  2027-11-30 09:00  2028-03-09  2028-03-09 16:59:59
routine_assessment              Cambodia  2027-09-14 09:00  2027-12-23  2027-12-23 16:59:59
comment_window                  Cambodia  2026-02-23 17:00  2026-03-02  2026-03-02 16:59:59
comment_window                  Cambodia  2028-02-23 17:00  2028-03-01  2028-03-01 16:59:59
assessment_report               Cambodia  2026-02-01 23:59  2026-03-01  2026-03-01 16:59:59
assessment_report               Cambodia  2028-02-01 23:59  2028-02-29  2028-02-29 16:59:59
# months end on their last day where they lack the day
cycle_length                    Cambodia  2026-08-31 00:00  2027-08-31  2027-08-31 16:59:59
cycle_length                    Cambodia  2028-02-29 00:00  2029-02-28  2029-02-28 16:59:59
progress_report_1               Cambodia  2026-09-30 23:59  2027-02-28  2027-02-28 16:59:59
progress_report_1               Cambodia  2027-09-30 23:59  2028-02-29  2028-02-29 16:59:59
progress_report_2               Cambodia  2026-03-31 23:59  2027-02-28  2027-02-28 16:59:59
progress_report_2               Cambodia  2026-12-31 23:59  2027-11-30  2027-11-30 16:59:59
assessment_interval             Cambodia  2028-02-29 12:00  2029-02-28  2029-02-28 16:59:59
first_differentiation           Cambodia  2026-10-31 12:00  2028-02-29  2028-02-29 16:59:59
first_differentiation           Cambodia  2025-10-31 12:00  2027-02-28  2027-02-28 16:59:59
committee_term                  Cambodia  2024-02-29 12:00  2026-02-28  2026-02-28 16:59:59
# the rule of 2018 is off, until a country's row switches it on
progress_report_1_after_release Cambodia  2026-01-30 09:00  off         off
progress_report_1_after_release Vietnam   2018-05-31 09:00  off         off
progress_report_1_after_release Vietnam   2018-06-01 09:00  2018-07-01  2018-07-01 16:59:59
progress_report_1_after_release Vietnam   2026-01-30 09:00  2026-03-01  2026-03-01 16:59:59
progress_report_1_after_release Vietnam   2028-01-30 09:00  2028-02-29  2028-02-29 16:59:59
# Haiti: two assessments a year, one report; clocks forward on 14 March 2027, back on 1 November 2026
assessment_interval             Haiti     2026-08-31 12:00  2027-02-28  2027-03-01 04:59:59
assessment_interval             Haiti     2026-05-01 12:00  2026-11-01  2026-11-02 04:59:59
assessment_interval             Haiti     2026-04-30 12:00  2026-10-30  2026-10-31 03:59:59
progress_report_1               Haiti     2026-09-30 23:59  off         off
progress_report_1               Haiti     2015-03-31 23:59  2015-08-31  2015-09-01 03:59:59
progress_report_2               Haiti     2026-09-30 23:59  2027-02-28  2027-03-01 04:59:59
progress_report_2               Haiti     2026-10-14 23:59  2027-03-14  2027-03-15 03:59:59
initial_advisory                Haiti     2026-12-03 12:00  2027-03-13  2027-03-14 04:59:59
initial_advisory                Haiti     2026-12-04 12:00  2027-03-14  2027-03-15 03:59:59
# Egypt: clocks forward at midnight before 24 April 2026, back at midnight after 29 October 2026
assessment_report               Egypt     2026-03-26 23:59  2026-04-23  2026-04-23 21:59:59
assessment_report               Egypt     2026-03-27 23:59  2026-04-24  2026-04-24 20:59:59
assessment_report               Egypt     2026-10-01 23:59  2026-10-29  2026-10-29 21:59:59
assessment_report               Egypt     2026-10-02 23:59  2026-10-30  2026-10-30 21:59:59
progress_report_1               Egypt     2025-11-24 23:59  2026-04-24  2026-04-24 20:59:59
# Jordan: two hours before UTC in winter until October 2022, three hours all the year since
assessment_report               Jordan    2021-12-01 23:59  2021-12-29  2021-12-29 21:59:59
assessment_report               Jordan    2022-01-27 23:59  2022-02-24  2022-02-24 21:59:59
assessment_report               Jordan    2022-09-30 23:59  2022-10-28  2022-10-28 20:59:59
assessment_report               Jordan    2022-12-01 23:59  2022-12-29  2022-12-29 20:59:59
progress_report_1               Jordan    2021-08-31 23:59  2022-01-31  2022-01-31 21:59:59
progress_report_1               Jordan    2022-08-31 23:59  2023-01-31  2023-01-31 20:59:59
cycle_length                    Jordan    2022-01-15 00:00  2023-01-15  2023-01-15 20:59:59
"""
COLUMNS = (0, 32, 42, 60, 72)
LINES = [line for line in TABLE.strip().splitlines()[1:] if not line.startswith("#")]


def cells(line: str) -> list[str]:
    ends = [*COLUMNS[1:], None]
    return [line[begin:end].strip() for begin, end in zip(COLUMNS, ends, strict=True)]


def calendar_of(country: str) -> list[CalendarRule]:
    _, since, own = COUNTRIES[country]
    programme = uuid4()
    rows = [
        CalendarRule(programme_id=programme, kind=kind, amount=amount, valid_from=since)
        for kind, amount in own.items()
    ]
    return [*rows, *CalendarRule.objects.filter(programme=None)]


def moment(kind: Kind, country: str, anchor: datetime) -> tuple[str, str]:
    zone = ZoneInfo(COUNTRIES[country][0])
    local = anchor.replace(tzinfo=zone)
    row = calendar.in_force(calendar_of(country), kind, local.date())
    if row is None or row.amount is None:
        return "off", "off"
    found = calendar.due(kind, row.amount, local.astimezone(UTC), zone)
    return str(found.on), f"{found.at:%Y-%m-%d %H:%M:%S}"


@pytest.mark.django_db
@pytest.mark.parametrize("line", LINES, ids=lambda line: "-".join(cells(line)[:3]))
def test_a_rule_in_a_country_from_an_anchor_gives_the_moment(line: str) -> None:
    kind, country, anchor, on, at = cells(line)
    assert moment(Kind(kind), country, datetime.fromisoformat(anchor)) == (on, at)


def test_no_change_of_zone_or_rule_moves_a_stored_moment(world: World) -> None:
    make_assessment(world, status="begun", shared_at=None, comments_until=None, finalised_at=None)
    assert plan_reports(FINAL) == 3
    told = list(Report.rows.order_by("pk").values("due_at", "release_at", "anchor_at", "rule"))
    type(world.cambodia).objects.filter(pk=world.cambodia.pk).update(zone="America/Port-au-Prince")
    CalendarRule.objects.filter(programme=None).update(amount=9)
    assert plan_reports(FINAL) == 0
    assert list(Report.rows.order_by("pk").values("due_at", "release_at", "anchor_at", "rule")) == told


def test_what_measures_no_time_has_no_moment() -> None:
    with pytest.raises(ValueError, match="no length of time"):
        calendar.due(Kind.VISITS_MOST, 10, datetime(2026, 1, 1, tzinfo=UTC), ZoneInfo("UTC"))
