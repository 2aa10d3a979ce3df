"""Entering answers, compliance point by compliance point, on a tablet or a phone."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.requests import Request
from assessments import actions, book
from assessments.actions import Given
from assessments.actions.entry import Conflict
from assessments.asked import questions_of
from assessments.book import Book, Entry, Sheet
from assessments.models import Assessment
from assessments.views.doors import Door, of_team

SHOWN: dict[str, Callable[[Entry], bool]] = {
    "": lambda entry: True,
    "todo": lambda entry: not entry.is_answered,
    "nc": lambda entry: entry.is_nc,
}


@login_required
def entry(request: Request, pk: UUID) -> HttpResponse:
    """Where to go on: the first compliance point with something to do."""
    door = _begun(request, pk)
    read = book.read(request.user, door.assessment)
    point = read.first or (read.sheets[0].point if read.sheets else None)
    if point is None:
        return redirect("assessment", pk=pk)
    return redirect("entry_point", pk=pk, key=point.key)


@login_required
def entry_point(request: Request, pk: UUID, key: str) -> HttpResponse:
    door = _begun(request, pk)
    conflicts: list[Conflict] = []
    refusal = ""
    if request.method == "POST":
        try:
            conflicts = _save(request, door, _given(request, key, door))
        except Refused as refused:
            refusal = str(refused)
        if not conflicts and not refusal:
            return redirect(_next(request, door, key))
    return _page(request, door, key, conflicts, refusal)


def _begun(request: Request, pk: UUID) -> Door:
    door = of_team(request.user, pk)
    if door.assessment.status != Assessment.Status.BEGUN:
        raise Http404
    return door


def _save(request: Request, door: Door, given: list[Given]) -> list[Conflict]:
    return actions.save_answers(assessment=door.assessment, given=given, by=request.user, at=request.at)


def _given(request: Request, key: str, door: Door) -> list[Given]:
    """What the page sent, question by question; a conflict's choice decides whose it is."""
    asked = questions_of(door.assessment).filter(point__key=key)
    every = [_one(request.POST, question) for question in asked]
    return [given for given in every if given is not None]


def _one(sent: QueryDict, question: Any) -> Given | None:
    base, keep = sent.get(f"base-{question.pk}"), sent.get(f"keep-{question.pk}")
    if base is None or not base.isdigit() or keep == "theirs":
        return None
    value, words = sent.get(f"value-{question.pk}", ""), sent.get(f"words-{question.pk}", "")
    undecided = f"two-{question.pk}" in sent and keep is None
    seen = 0 if undecided else int(base)  # who saw nothing of it decides nothing
    return Given(question, "fact" if question.is_fact else value, words, seen)


def _next(request: Request, door: Door, key: str) -> str:
    """After “Save and next” the next point, after the last one the assessment; else this page."""
    pk = door.assessment.pk
    if "stay" in request.POST:
        return request.get_full_path()
    keys = list(dict.fromkeys(_keys(door.assessment)))
    place = keys.index(key) + 1
    if place == len(keys):
        messages.success(request, _("That was the last compliance point."))
        return reverse("assessment", args=[pk])
    return reverse("entry_point", args=[pk, keys[place]])


def _keys(assessment: Assessment) -> Iterable[str]:
    return questions_of(assessment).order_by("order").values_list("point__key", flat=True)


def _page(request: Request, door: Door, key: str, conflicts: list[Conflict], refusal: str) -> HttpResponse:
    read = book.read(request.user, door.assessment)
    place = next((n for n, sheet in enumerate(read.sheets) if sheet.point.key == key), None)
    if place is None:
        raise Http404
    sheet = read.sheets[place]
    chosen = request.GET.get("show", "")
    shown = SHOWN.get(chosen, SHOWN[""])
    context = {
        "door": door,
        "assessment": door.assessment,
        "book": read,
        "chapter": next(each for each in read.chapters if sheet in each.sheets),
        "sheet": sheet,
        "before": read.sheets[place - 1].point if place else None,
        "rows": _rows(sheet, conflicts, shown, request.POST if refusal else None),
        "show": chosen,
        "conflicts": conflicts,
        "refusal": refusal,
        "team": _team(door, read),
    }
    status = 422 if conflicts or refusal else 200
    return render(request, "assessments/entry.html", context, status=status)


def _rows(
    sheet: Sheet, conflicts: list[Conflict], shown: Callable[[Entry], bool], sent: QueryDict | None
) -> list[dict[str, object]]:
    """The questions of the page. In a conflict both answers stand; nothing typed is lost."""
    disputed = {conflict.mine.question.pk: conflict for conflict in conflicts}
    return [
        _row(each, disputed.get(each.question.pk), sent)
        for each in sheet.entries
        if each.question.pk in disputed or shown(each)
    ]


def _row(each: Entry, conflict: Conflict | None, sent: QueryDict | None) -> dict[str, object]:
    answer, pk = each.answer, each.question.pk
    value, words = (answer.value, answer.words) if answer else ("", "")
    if sent is not None:
        value, words = sent.get(f"value-{pk}", value), sent.get(f"words-{pk}", words)
    return {
        "entry": each,
        "question": each.question,
        "conflict": conflict,
        "base": answer.version if answer else 0,
        "value": value,
        "words": words,
    }


def _team(door: Door, read: Book) -> list[dict[str, object]]:
    counted = read.by_person()
    return [
        {
            "user": member.user,
            "answers": counted.get(member.user_id, 0),
            "is_me": member.user_id == door.user.pk,
        }
        for member in door.team
    ]
