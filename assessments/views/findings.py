"""Writing a finding, and withdrawing one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.forms import carry_out
from accounts.requests import Request
from accounts.visibility import fetch
from assessments import actions, reading
from assessments.asked import noncompliant, questions_of
from assessments.forms import FindingForm, WithdrawForm
from assessments.models import Answer, Assessment, Finding, QuestionText
from assessments.views.doors import Door, of_team


@login_required
def finding(request: Request, pk: UUID, question: UUID) -> HttpResponse:
    """The words of one finding, for a question that was answered non-compliant."""
    door = of_team(request.user, pk)
    asked = get_object_or_404(questions_of(door.assessment).select_related("point__cluster"), pk=question)
    answer = fetch(Answer, request.user, assessment=door.assessment, question=asked)
    if not noncompliant(asked, answer):
        raise Http404
    form = FindingForm(request.POST or None, initial=_initial(request, door, asked, answer))
    given = {"assessment": door.assessment, "question": asked, "by": request.user, "at": request.at}
    if form.is_bound and carry_out(form, actions.write_finding, **given) is not None:
        messages.success(request, _("Kept. Only your team and planners read it until you share it."))
        return redirect("assessment", pk=pk)
    context = {"form": form, "door": door, "assessment": door.assessment, "question": asked, "answer": answer}
    return render(request, "assessments/finding.html", context, status=422 if form.errors else 200)


def _initial(request: Request, door: Door, question: QuestionText, answer: Answer) -> dict[str, str]:
    """What was written so far; for a new finding the notes of the entry and the tool's reference."""
    for _cluster, told in reading.findings(request.user, door.assessment):
        for each in told:
            if each.finding.question_id == question.pk:
                written = each.finding
                return {
                    "sentence": written.sentence,
                    "evidence": written.evidence,
                    "legal_reference": written.legal_reference,
                    "interviews": each.interviews,
                }
    return {"evidence": answer.words, "legal_reference": question.legal_reference}


@login_required
def withdraw_finding(request: Request, pk: UUID) -> HttpResponse:
    row = fetch(Finding, request.user, pk=pk)
    door = of_team(request.user, row.assessment_id)
    if door.assessment.status != Assessment.Status.SHARED:
        raise Http404
    question = QuestionText.objects.select_related("point").get(pk=row.question_id)
    form = WithdrawForm(request.POST or None, noncompliant=question.noncompliant_answer)
    if form.is_bound and form.is_valid():
        carry_out(form, actions.withdraw_finding, finding=row, by=request.user, at=request.at)
        if not form.errors:
            messages.success(request, _("Withdrawn. Its plan item is dropped, and the trail keeps both."))
            return redirect("assessment", pk=door.assessment.pk)
    context = {"form": form, "assessment": door.assessment, "finding": row, "question": question}
    return render(request, "assessments/withdraw.html", context, status=422 if form.errors else 200)
