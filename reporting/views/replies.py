"""The factory's reply beside each finding, until the report is sent for approval (RPT-4)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.forms import carry_out
from accounts.models import Role
from accounts.requests import Request
from assessments.models import Assessment, Finding
from factories.access import holds_role
from reporting.actions import reply_to_finding
from reporting.doors import one
from reporting.forms import ReplyForm
from reporting.models import FactoryReply, Report


@login_required
def replies(request: Request, pk: UUID) -> HttpResponse:
    """All shared findings of an assessment, each with the factory's reply."""
    return _page(request, _assessment(request, pk))


def _assessment(request: Request, pk: UUID) -> Assessment:
    rows = Assessment.objects.visible_to(request.user).filter(shared_at__isnull=False)
    found: Assessment = one(rows.select_related("factory__programme"), pk=pk)
    return found


def _page(
    request: Request, assessment: Assessment, refused: tuple[UUID, ReplyForm] | None = None
) -> HttpResponse:
    manager = holds_role(request.user, Role.FACTORY_MANAGER, factory=assessment.factory)
    report = _report(request, assessment)
    still = report is None or report.status in (Report.Status.DUE, Report.Status.RECALLED)
    findings = [
        {"finding": finding, "form": _form(finding, refused) if manager and still else None}
        for finding in _findings(request, assessment)
    ]
    context = {"assessment": assessment, "findings": findings, "report": report, "still": still}
    return render(request, "reporting/replies.html", context, status=422 if refused else 200)


def _form(finding: Any, refused: tuple[UUID, ReplyForm] | None) -> ReplyForm:
    if refused and refused[0] == finding.pk:
        return refused[1]
    return ReplyForm(initial={"words": finding.reply_words or ""}, auto_id=f"reply_{finding.pk.hex}_%s")


def _findings(request: Request, assessment: Assessment) -> list[Any]:
    mine = FactoryReply.objects.visible_to(request.user).filter(finding=OuterRef("pk"))
    rows: Any = Finding.objects.visible_to(request.user).filter(assessment=assessment)
    replied = rows.annotate(
        reply_words=Subquery(mine.values("words")[:1]), reply_at=Subquery(mine.values("written_at")[:1])
    )
    return list(replied.select_related("point", "question", "plan_item").order_by("question__order"))


def _report(request: Request, assessment: Assessment) -> Report | None:
    rows = Report.objects.visible_to(request.user).filter(kind=Report.Kind.ASSESSMENT)
    found: Report | None = rows.filter(assessment=assessment).first()
    return found


@login_required
def reply(request: Request, pk: UUID) -> HttpResponse:
    """Saves the reply beside one finding; empty words take it away."""
    rows = Finding.objects.visible_to(request.user).select_related("factory", "assessment")
    finding: Finding = one(rows, pk=pk, assessment__shared_at__isnull=False)
    if not holds_role(request.user, Role.FACTORY_MANAGER, factory=finding.factory):
        raise Http404
    if request.method != "POST":
        return redirect("finding_replies", finding.assessment_id)
    form = ReplyForm(request.POST, auto_id=f"reply_{finding.pk.hex}_%s")
    carry_out(form, reply_to_finding, finding=finding, by=request.user, at=request.at)
    if form.errors:
        return _page(request, _assessment(request, finding.assessment_id), (finding.pk, form))
    messages.success(request, _("Your reply is kept beside the finding."))
    return redirect("finding_replies", finding.assessment_id)
