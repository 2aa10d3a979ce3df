"""Two factories' years, told day by day: every obligation appears at its moment, and none early.

What people do is scripted; the worker makes a round at noon of each local day. The
tables beside this file were worked out by hand: first visit on Monday 2 March 2026, ten visits in
a first year (three within 100 days), nine in a second; reports by RPT-2, Haiti by its exception.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

from accounts.models import Role, User
from advisory.actions.visits import Log, log_visit
from advisory.models import Visit
from assessments import planned
from assessments.models import Assessment, TeamMember, Tool, ToolVersion
from factories.actions import open_next_cycle
from factories.models import Cycle, Factory, Message
from planning.ending import end_engagements
from planning.years import plan_years
from programmes import calendar
from programmes.models import CountryProgramme
from reporting import actions as reports
from reporting.drains.planning import plan_reports
from reporting.drains.releasing import lapse_reports, release_reports
from reporting.drains.rendering import render_reports
from reporting.models import Report
from tests.factories import make_advisor_of, make_cycle, make_factory, make_user
from tests.personas import World
from tests.planning.making import haitian_rules
from tests.reporting.making import WORDS

TABLES = Path(__file__).parent / "told_years"
FIRST, LAST = date(2026, 2, 27), date(2027, 6, 30)


@dataclass
class Teller:
    """A factory, and the people who do what is scripted, each on their day."""

    programme: CountryProgramme
    factory: Factory
    advisor: User
    leader: User
    assessors: tuple[User, User]
    manager: User
    administrator: User

    def at(self, on: date, hour: int = 10) -> datetime:
        return datetime.combine(on, time(hour), self.programme.tz)

    def visits(self, on: date) -> None:
        """The first visit of a cycle, or one that is planned for this day."""
        visit = Visit.rows.planned().filter(factory=self.factory, on=on).first()
        log = Log(on=on, modality="virtual", managers_women=1, workers_men=2)
        factory = Factory.rows.get(pk=self.factory.pk)
        log_visit(factory=factory, client_id=uuid4(), log=log, visit=visit, by=self.advisor, at=self.at(on))

    def assesses(self, on: date) -> None:
        """Two days; the data collection ends with the second."""
        tool, _new = Tool.objects.get_or_create(programme=self.programme)
        version, _new = ToolVersion.objects.get_or_create(
            tool=tool, number=1, defaults={"name": "1", "valid_from": on, "published_at": self.at(on)}
        )
        made = Assessment.rows.create(
            factory=self.factory,
            cycle=Cycle.rows.get(factory=self.factory, closed_at=None),
            tool_version=version,
            planned_on=on,
            planned_by=self.leader,
            status="begun",
            begun_at=self.at(on),
            last_day=on + timedelta(days=1),
        )
        for number, user in enumerate(self.assessors):
            TeamMember.rows.create(factory=self.factory, assessment=made, user=user, leads=number == 0)

    def finalises(self, on: date) -> None:
        begun = Assessment.rows.filter(factory=self.factory, status="begun")
        begun.update(status="finalised", shared_at=self.at(on), finalised_at=self.at(on))

    def re_registers(self, on: date) -> None:
        open_next_cycle(factory=self.factory, by=self.administrator, at=self.at(on))

    def writes_and_approves(self, on: date) -> None:
        """Whatever is let out within three days, by those who owe it."""
        soon = self.at(on + timedelta(days=3))
        for report in Report.rows.filter(factory=self.factory, status="due", release_at__lte=soon):
            self._writes(report, on)
            if report.kind == "progress_report_1":
                reports.submit_progress_report_1(report=report, by=self.manager, at=self.at(on))
            else:
                writer = self.assessors[0] if report.kind == "assessment_report" else self.advisor
                sent = reports.submit_for_approval(report=report, by=writer, at=self.at(on))
                reports.approve(report=sent, by=self.leader, at=self.at(on))
            render_reports(self.at(on))

    def _writes(self, report: Report, on: date) -> None:
        """The factory its own words, the programme its part."""
        moment = self.at(on)
        if report.joined or report.kind == "progress_report_1":
            own = {"own_overview": "We hung a key at every door."}
            reports.write_parts(report=report, texts=own, own=report.joined, by=self.manager, at=moment)
        if report.joined:
            reports.send_own_part(report=report, by=self.manager, at=moment)
        if report.kind == "progress_report_2":
            reports.write_parts(report=report, texts=WORDS, own=False, by=self.advisor, at=moment)

    def waives(self, on: date) -> None:
        """What was promised before the factory lapsed, and cannot be kept."""
        for report in Report.rows.filter(factory=self.factory, status="due"):
            reports.waive(report=report, reason="The factory lapsed.", by=self.leader, at=self.at(on))


def crew(world: World, programme: CountryProgramme) -> Teller:
    """A factory that registered on the day before, with nothing behind it."""
    factory = make_factory(
        programme,
        "Told Garments",
        status="registered",
        registered_at=datetime(2026, 2, 26, 3, tzinfo=programme.tz),
    )
    office = programme.organisation
    advisor = make_user("A", office, Role.ADVISOR)
    make_advisor_of(factory, advisor)
    make_cycle(factory, None, opened_at=factory.registered_at)
    return Teller(
        programme=programme,
        factory=factory,
        advisor=advisor,
        leader=make_user("L", office, Role.TEAM_LEADER),
        assessors=(
            make_user("X", office, Role.ASSESSOR, experienced=True),
            make_user("Y", office, Role.ASSESSOR),
        ),
        manager=make_user("M", factory.organisation, Role.FACTORY_MANAGER),
        administrator=make_user("R", office, Role.ADMINISTRATOR),
    )


# -- What stands, in words ----------------------------------------------------------------------


def standing(teller: Teller, today: date) -> set[str]:
    """Every obligation and every promise kept, as one line each."""
    return {
        *_cycles(teller),
        *_visits(teller),
        *_windows(teller, today),
        *_reports(teller),
        *(["the factory lapses"] if Factory.rows.get(pk=teller.factory.pk).status == "lapsed" else []),
    }


def _cycles(teller: Teller) -> Iterator[str]:
    for cycle in Cycle.rows.filter(factory=teller.factory, day_zero__isnull=False):
        yield f"cycle {cycle.number} begins: until {cycle.ends_on}"
    for told in Message.rows.filter(kind="cycle_over", factory=teller.factory, to=teller.manager):
        yield f"cycle {told.facts['number']} is over: told"


def _visits(teller: Teller) -> Iterator[str]:
    for visit in Visit.rows.filter(factory=teller.factory, slot__isnull=False).select_related("cycle"):
        if visit.status != "cancelled":
            yield f"visit {visit.slot} is planned on {visit.on}"


def _windows(teller: Teller, today: date) -> Iterator[str]:
    open_ = Cycle.rows.filter(factory=teller.factory, closed_at=None).select_related("factory")
    found = planned.windows(teller.leader, list(open_), planned.rules_of([teller.programme]))
    for window in found.values():
        if window and window.opens <= today:
            yield f"an assessment is due until {window.closes}"


def _reports(teller: Teller) -> Iterator[str]:
    for report in Report.rows.filter(factory=teller.factory):
        name = report.kind.replace("_", " ")
        assert report.due_at and report.release_at
        due = report.due_at.astimezone(teller.programme.tz).date()
        assert report.release_at == calendar.at_hour(due, 9, teller.programme.tz)
        yield f"{name} is due on {due}"
        if report.status == "released":
            assert report.released_at and report.released_at >= report.release_at
            yield f"{name} of {due} is released"
        if report.status == "waived":
            yield f"{name} of {due} is waived"


def tell(teller: Teller, script: Mapping[date, Callable[[date], None]]) -> list[tuple[str, str]]:
    """Day by day: what appears that did not stand before."""
    before: set[str] = set()
    appeared = []
    for on in (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days)):
        teller.writes_and_approves(on)
        if Visit.rows.planned().filter(factory=teller.factory, on=on).exists():
            teller.visits(on)
        if on in script:
            script[on](on)
        work(teller.at(on, 12))
        now = standing(teller, on)
        appeared += [(on.isoformat(), _short(line)) for line in sorted(now - before, key=_order)]
        before |= now
    return appeared


def work(at: datetime) -> None:
    """A round of the worker."""
    plan_years(at)
    end_engagements(at)
    plan_reports(at)
    release_reports(at)
    lapse_reports(at)


def _short(line: str) -> str:
    """“assessment report of 2026-07-21 is released” reads without the day."""
    name, _of, rest = line.partition(" of ")
    return f"{name} is {rest.split()[-1]}" if rest.endswith(("is released", "is waived")) else line


def _order(line: str) -> tuple[bool, int, str]:
    number = int(line.split()[1]) if line.startswith("visit") else 0
    return line.startswith("visit"), number, line


def expected(country: str) -> list[tuple[str, str]]:
    with (TABLES / f"{country}.csv").open(encoding="utf-8") as table:
        return [(row["day"], row["what appears"]) for row in csv.DictReader(table)]


# -- The years ------------------------------------------------------------------------------------


def test_twelve_months_in_cambodia(world: World) -> None:
    teller = crew(world, world.cambodia)
    script = {
        date(2026, 3, 2): teller.visits,
        date(2026, 6, 22): teller.assesses,
        date(2026, 6, 30): teller.finalises,
        date(2027, 3, 4): teller.re_registers,
        date(2027, 3, 15): teller.visits,
    }
    assert tell(teller, script) == expected("cambodia")


def test_six_months_in_haiti_and_a_factory_that_does_not_come_back(world: World) -> None:
    haitian_rules(world.haiti)
    teller = crew(world, world.haiti)
    script = {
        date(2026, 3, 2): teller.visits,
        date(2026, 6, 22): teller.assesses,
        date(2026, 6, 30): teller.finalises,
        date(2027, 1, 11): teller.assesses,
        date(2027, 1, 20): teller.finalises,
        date(2027, 6, 7): teller.waives,
    }
    assert tell(teller, script) == expected("haiti")
