"""Country programmes and their dated calendars, for programme staff."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.forms import carry_out
from accounts.models import STAFF, Role
from accounts.requests import Request
from programmes import actions, calendar
from programmes.forms import ProgrammeForm
from programmes.models import CalendarRule, CountryProgramme
from programmes.rules import RULES, Kind, Rule
from programmes.words import length, name_of, whom


@dataclass(frozen=True)
class Row:
    """One dated row as it reads: holds today, comes, or has passed."""

    rule: CalendarRule
    length: str
    whom: str  # the factories it is narrowed to; empty: every factory
    state: str  # now, coming, past


@dataclass(frozen=True)
class Line:
    """A kind of rule with the rows that hold today, the one of every factory first, and the others."""

    kind: Kind
    name: str
    about: Rule
    now: list[Row]
    others: list[Row]


@login_required
def calendars(request: Request) -> HttpResponse:
    """Staff of one country are led to its calendar."""
    found = list(CountryProgramme.objects.of_staff(request.user, *STAFF))
    if not found:
        raise Http404
    may_open = request.user.is_(Role.HEAD_OFFICE)
    if len(found) == 1 and not may_open:
        return redirect("programme_calendar", code=found[0].code)
    return render(request, "programmes/calendars.html", {"programmes": found, "may_open": may_open})


@login_required
def programme_calendar(request: Request, code: str) -> HttpResponse:
    programme = _programme(request, code, *STAFF)
    today = request.at.astimezone(programme.tz).date()
    rows = list(CalendarRule.objects.for_programme(programme).order_by("-valid_from"))
    context = {
        "programme": programme,
        "lines": [_line(kind, rows, today) for kind in Kind],
        "may_add": programme.has(request.user, Role.ADMINISTRATOR, Role.COUNTRY_MANAGER),
    }
    return render(request, "programmes/calendar.html", context)


@login_required
def programme_new(request: Request) -> HttpResponse:
    if not request.user.is_(Role.HEAD_OFFICE):
        raise Http404
    form = ProgrammeForm(request.POST or None, initial={"weekend": [6, 7], "languages": ["en"]})
    made = (
        carry_out(form, actions.create_programme, by=request.user, at=request.at) if form.is_bound else None
    )
    if made is not None:
        messages.success(request, _("%(name)s is open. Invite its people.") % {"name": made.name})
        return redirect("organisation_people", pk=made.organisation_id)
    context = {"form": form}
    return render(request, "programmes/programme_new.html", context, status=422 if form.is_bound else 200)


def _programme(request: Request, code: str, *roles: Role) -> CountryProgramme:
    found = (
        CountryProgramme.objects.of_staff(request.user, *roles, Role.HEAD_OFFICE).filter(code=code).first()
    )
    if found is None:
        raise Http404
    return found


def _line(kind: Kind, rows: Iterable[CalendarRule], today: date) -> Line:
    mine = [row for row in rows if row.kind == kind]
    held = _held(mine, kind, today)
    read = [
        Row(row, length(kind, row.amount), whom(row.from_year, row.standing), _state(row, held, today))
        for row in mine
    ]
    now = sorted(
        (row for row in read if row.state == "now"), key=lambda row: (row.rule.standing, row.rule.from_year)
    )
    others = [row for row in read if row.state != "now"]
    return Line(kind, name_of(kind), RULES[kind], now, others)


def _held(rows: list[CalendarRule], kind: Kind, today: date) -> list[object]:
    """The rows that hold today for a factory of some year and standing."""
    return [calendar.in_force(rows, kind, today, year=row.from_year, standing=row.standing) for row in rows]


def _state(row: CalendarRule, held: list[object], today: date) -> str:
    if row in held:
        return "now"
    return "coming" if row.valid_from > today else "past"
