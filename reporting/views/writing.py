"""An author types the sections, looks at the document as its readers will, and sends it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from accounts.requests import Request
from reporting import actions, drafts, roles
from reporting.doors import report_inside
from reporting.forms import PartsForm
from reporting.models import Report
from reporting.rendering import render_html
from reporting.reportlist import row_of
from reporting.typed import sections


@login_required
def write(request: Request, pk: UUID) -> HttpResponse:
    """Saving keeps what was typed; sending is another step, after a look at the document."""
    report, own = _authored(request, pk)
    typed, items = sections(report, own=own), drafts.items_of(report, own=own)
    form = PartsForm(typed, items, request.POST or None, initial=drafts.texts_of(report))
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_parts(
                report=report, texts=form.cleaned_data, own=own, by=request.user, at=request.at
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kept. Nobody else has been sent anything yet."))
            return redirect("report_preview" if "preview" in request.POST else "report_write", pk)
    status = 422 if form.errors else 200
    context = {"form": form, "row": row_of(report, request.at), "own": own}
    return render(request, "reporting/write.html", context, status=status)


def _authored(request: Request, pk: UUID) -> tuple[Report, bool]:
    """The report and whether the factory's own part is meant; 404 for whoever writes nothing of it."""
    report, user = report_inside(request.user, pk), request.user
    if report.joined and roles.may_not_speak_for_factory(report, user) is None:
        return report, True
    if roles.may_not_write(report, user):
        raise Http404
    return report, report.kind == Report.Kind.PROGRESS_1


@login_required
def preview(request: Request, pk: UUID) -> HttpResponse:
    """The document as it would be frozen now; nothing is."""
    report, own = _authored(request, pk)
    context: dict[str, Any] = {"row": row_of(report, request.at), "own": own}
    if own and report.joined:
        return render(request, "reporting/preview.html", context | {"parts": drafts.own_part(report)})
    try:
        payload = drafts.composed(report, at=request.at)
    except Refused as refused:
        return render(request, "reporting/preview.html", context | {"refusal": str(refused)})
    document = render_html(payload, get_language() or "en")
    return render(request, "reporting/preview.html", context | {"document": document})


@login_required
@require_POST
def send(request: Request, pk: UUID) -> HttpResponse:
    """To the approver; Progress Report 1 and the factory's part go without one."""
    report, own = _authored(request, pk)
    act: Any = actions.submit_for_approval
    said = _("Sent for approval. A team leader reads it next.")
    if report.kind == Report.Kind.PROGRESS_1:
        act, said = actions.submit_progress_report_1, _("Sent. It is released at its moment.")
    elif own:
        act, said = actions.send_own_part, _("Your part is sent. It stands first in the report.")
    try:
        act(report=report, by=request.user, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("report_preview", pk)
    messages.success(request, said)
    return redirect("report", pk)


@login_required
@require_POST
def take_back(request: Request, pk: UUID) -> HttpResponse:
    report = report_inside(request.user, pk)
    if roles.may_not_speak_for_factory(report, request.user):
        raise Http404
    try:
        actions.take_back(report=report, by=request.user, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("report", pk)
    messages.success(request, _("Taken back. Write on, and send it again before its moment."))
    return redirect("report_write", pk)
