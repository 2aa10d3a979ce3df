"""An assessor's first page: the own assessments, from the moment the assessor may know them."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import Request
from assessments import mine

FINAL = 5  # the rest stands on the page of all


def home(request: Request) -> HttpResponse:
    groups = mine.groups(request.user, request.at, final=FINAL)
    waiting = [each for each in groups.under_way if each.assessment.status == "begun" or each.window_over]
    today = [each for each in groups.planned if each.can_begin]
    context = {"groups": groups, "waiting": waiting, "today": today, "zone": _zone(groups)}
    return render(request, "homes/assessor.html", context)


def _zone(groups: mine.Groups) -> str:
    every = [*groups.planned, *groups.under_way, *groups.final]
    return every[0].zone if every else "UTC"
