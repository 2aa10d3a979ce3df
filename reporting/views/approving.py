"""What waits for a leader: approve, send back, hold, let go on, recall, waive (WHO-15)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.errors import Refused
from accounts.forms import carry_out
from accounts.models import PLANNERS, STAFF, Role
from accounts.requests import Request
from reporting import actions, roles
from reporting.doors import one, report_inside
from reporting.forms import ReasonForm
from reporting.models import Report, ReportVersion
from reporting.promises import NEAR
from reporting.reportlist import row_of, rows_of
from reporting.views.report import document

SHOWN = 50  # of each list; what is due first stands first
Status = Report.Status


@dataclass(frozen=True)
class Verb:
    action: Callable[..., Any]
    said: str | Promise
    needs_reason: bool = True


VERBS = {
    "approve": Verb(actions.approve, _("Approved. It is released at its moment."), needs_reason=False),
    "resume": Verb(actions.resume, _("It goes on, and is released at its moment."), needs_reason=False),
    "send_back": Verb(actions.send_back, _("Sent back to its author, with your reason.")),
    "hold": Verb(actions.hold, _("Held. It is not released until somebody lets it go on.")),
    "recall": Verb(actions.recall, _("Recalled. It is closed to its readers; those who read it are told.")),
    "waive": Verb(actions.waive, _("Waived. The programme owes this report no more.")),
}


@login_required
def approvals(request: Request) -> HttpResponse:
    """For leaders: what waits, what is at risk, what is held, what could not be rendered."""
    if not request.user.is_(*PLANNERS, Role.HEAD_OFFICE):
        raise Http404
    near = request.at + max(NEAR, timedelta(days=0))
    found = list(_open(request).filter(release_at__lte=near)[:SHOWN])
    waiting = list(_open(request).filter(status=Status.DRAFTED)[:SHOWN])
    held = list(_open(request).filter(status__in=[Status.HELD, Status.APPROVED])[:SHOWN])
    context = {
        "waiting": rows_of(waiting, request.at),
        "at_risk": [row for row in rows_of(found, request.at) if row.at_risk and not row.report.drafted_at],
        "held": rows_of([row for row in held if row.status == Status.HELD], request.at),
        "approved": rows_of([row for row in held if row.status == Status.APPROVED], request.at),
    }
    return render(request, "reporting/approvals.html", context)


def _open(request: Request) -> "QuerySet[Any]":
    """The programme's own reports that are still owed; the factory's own needs nobody's approval."""
    rows: QuerySet[Any] = Report.objects.visible_to(request.user).filter(waived_at=None)
    rows = rows.exclude(kind=Report.Kind.PROGRESS_1).exclude(status__in=[Status.RELEASED, Status.WAIVED])
    return rows.select_related("factory__programme", "rule", "drafted_by").order_by("release_at", "pk")


@login_required
def approval(request: Request, pk: UUID) -> HttpResponse:
    """The frozen draft as its readers will see it, and what this person may decide."""
    return _approval(request, _decided(request, pk))


def _decided(request: Request, pk: UUID) -> Report:
    report = report_inside(request.user, pk)
    if not request.user.is_(*STAFF):
        raise Http404
    return report


def _approval(
    request: Request, report: Report, form: ReasonForm | None = None, tried: str = ""
) -> HttpResponse:
    version = one(ReportVersion.objects.visible_to(request.user), pk=report.current_id)
    context = document(version) | {
        "row": row_of(report, request.at),
        "refusal": roles.may_not_approve(report, request.user),
        "no_steering": roles.may_not_steer(report, request.user),
        "form": form or ReasonForm(),
        "tried": tried,
    }
    status = 422 if form is not None else 200
    return render(request, "reporting/approval.html", context, status=status)


@login_required
def decide(request: Request, pk: UUID, verb: str) -> HttpResponse:
    """One verb a button; those that need a reason have the form with them."""
    report, kind = report_inside(request.user, pk), VERBS[verb]
    if request.method != "POST":
        return redirect("report", pk)
    done = _with_reason(request, report, kind, verb) if kind.needs_reason else _at_once(request, report, kind)
    if done is not None:
        return done
    messages.success(request, str(kind.said))
    return redirect("report", pk)


def _at_once(request: Request, report: Report, kind: Verb) -> HttpResponse | None:
    try:
        kind.action(report=report, by=request.user, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("report", report.pk)
    return None


def _with_reason(request: Request, report: Report, kind: Verb, verb: str) -> HttpResponse | None:
    form = ReasonForm(request.POST)
    if carry_out(form, kind.action, report=report, by=request.user, at=request.at) is not None:
        return None
    context = {"row": row_of(report, request.at), "form": form, "verb": verb}
    return render(request, "reporting/reason.html", context, status=422)
