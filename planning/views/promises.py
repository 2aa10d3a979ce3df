"""The record of promises of one country and month: whoever answers for the programme can prove what was kept."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.models import PLANNERS, Role
from accounts.requests import Request
from factories.export import csv_bytes, download
from planning.promises import not_kept, record
from programmes.models import CountryProgramme

ANSWERS = (*PLANNERS, Role.ADMINISTRATOR, Role.HEAD_OFFICE)


@login_required
def promises(request: Request) -> HttpResponse:
    programmes, programme, month = _asked(request)
    found = record(request.user, programme, month, request.at)
    given = {
        "programmes": programmes,
        "programme": programme,
        "month": month,
        "earlier": month - relativedelta(months=1),
        "later": month + relativedelta(months=1),
        "record": found,
        "not_kept": not_kept(found),
    }
    return render(request, "planning/promises.html", given)


@login_required
def promises_csv(request: Request) -> HttpResponse:
    """Every promise of the month, a line each; moments as at the factories."""
    _programmes, programme, month = _asked(request)
    zone = programme.tz
    head = [_("What"), _("Factory"), _("To"), _("Due"), _("Met"), _("Outcome"), _("Reason")]
    lines = [
        [
            *(each.kind, each.factory, each.to),
            f"{each.due_at.astimezone(zone):%Y-%m-%d %H:%M}",
            f"{each.done_at.astimezone(zone):%Y-%m-%d %H:%M}" if each.done_at else "",
            *(each.outcome, each.waived_because),
        ]
        for row in record(request.user, programme, month, request.at)
        for each in row.promises
    ]
    return download(csv_bytes(head, lines), f"promises-{programme.code}-{month:%Y-%m}.csv")


def _asked(request: Request) -> tuple[list[CountryProgramme], CountryProgramme, date]:
    """The countries for which the person answers, the one that is asked for, and the first of the month."""
    programmes = list(CountryProgramme.objects.of_staff(request.user, *ANSWERS))
    code = request.GET.get("country", "").upper()
    programme = next((each for each in programmes if each.code == code or not code), None)
    if programme is None:
        raise Http404
    return programmes, programme, _month(request, programme)


def _month(request: Request, programme: CountryProgramme) -> date:
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return request.at.astimezone(programme.tz).date().replace(day=1)
