"""The planning board: for the team leaders and country managers of the programme alone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.models import PLANNERS
from accounts.requests import Request
from factories.export import Cell, csv_bytes, download
from planning.board import MONTHS, Board, board
from programmes.models import CountryProgramme

EARLIEST, LATEST = date(2015, 1, 1), date(2100, 1, 1)


@dataclass(frozen=True)
class Asked:
    """What is chosen in the address."""

    advisor: str = ""
    words: str = ""


@login_required
def planning_board(request: Request) -> HttpResponse:
    programmes, found, asked = _found(request)
    shown = _narrowed(found, asked)
    first = found.months[0].first
    context = {
        "programmes": programmes,
        "programme": found.programme,
        "board": shown,
        "advisors": [row.advisor for row in found.lines if row.advisor],
        "asked": asked,
        "earlier": first - relativedelta(months=MONTHS),
        "later": first + relativedelta(months=MONTHS),
    }
    return render(request, "planning/board.html", context)


@login_required
def board_csv(request: Request) -> HttpResponse:
    """Advisors by month; with `?list=factories` the factories that are behind."""
    _programmes, found, asked = _found(request)
    shown = _narrowed(found, asked)
    if request.GET.get("list") == "factories":
        head = [
            _("Advisor"),
            _("Factory"),
            _("Code"),
            _("Held"),
            _("Planned"),
            _("At least"),
            _("At most"),
            _("Why"),
        ]
        return download(csv_bytes(head, _behind(shown)), f"behind-{found.programme.code}.csv")
    head = [_("Advisor"), _("Month"), _("Held"), _("Planned"), _("At least"), _("At most"), _("Working days")]
    return download(csv_bytes(head, _months(shown)), f"board-{found.programme.code}.csv")


def _months(shown: Board) -> Iterator[list[Cell]]:
    for row in shown.lines:
        for cell in row.cells:
            least, most = cell.asked
            numbers = [cell.held, cell.planned, least, most, cell.month.working_days]
            yield [row.name, f"{cell.month.first:%Y-%m}", *numbers]


def _behind(shown: Board) -> Iterator[list[Cell]]:
    for each in shown.behind:
        name = each.advisor.name if each.advisor else ""
        numbers = [each.held, each.planned, each.asked.least, each.asked.most]
        yield [name, each.factory.name, each.factory.code, *numbers, " ".join(each.reasons)]


def _found(request: Request) -> tuple[list[CountryProgramme], Board, Asked]:
    programmes = list(CountryProgramme.objects.of_staff(request.user, *PLANNERS))
    code = request.GET.get("country", "").upper()
    programme = next((each for each in programmes if each.code == code or not code), None)
    if programme is None:
        raise Http404
    asked = Asked(request.GET.get("advisor", ""), request.GET.get("q", "").strip())
    return programmes, board(request.user, programme, request.at, _first(request.GET.get("from", ""))), asked


def _first(written: str) -> date | None:
    """“2026-04”; None where nothing, or no month, is asked for."""
    try:
        first = date.fromisoformat(f"{written}-01")
    except ValueError:
        return None
    return first if EARLIEST <= first <= LATEST else None


def _narrowed(found: Board, asked: Asked) -> Board:
    """To one advisor; factories also by words of their name or code."""
    lines, behind = list(found.lines), list(found.behind)
    if (advisor := _uuid(asked.advisor)) is not None:
        lines = [row for row in lines if row.advisor and row.advisor.pk == advisor]
        behind = [each for each in behind if each.advisor and each.advisor.pk == advisor]
    if words := asked.words.casefold():
        behind = [each for each in behind if words in f"{each.factory.name} {each.factory.code}".casefold()]
    return replace(found, lines=lines, behind=behind)


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
