"""One report: the document where it is out, else where it stands and who acts next."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control

from accounts.models import STAFF, Role
from accounts.requests import Request
from factories.models import AccessForm, Agreement, BuyerLink, PaidRegistration
from factories.models.agreement import holding_for
from reporting import entitlement, roles
from reporting.actions import record_reading
from reporting.doors import report_seen
from reporting.forms import ReasonForm
from reporting.models import Report, ReportFile, ReportVersion
from reporting.reading import read
from reporting.rendering import contents, pdf_available, render_html
from reporting.reportlist import row_of


@login_required
@cache_control(private=True, no_store=True)
def report(request: Request, pk: UUID) -> HttpResponse:
    found = report_seen(request.user, pk)
    version = _version_out(request, found)
    if version is None:
        return render(request, "reporting/state.html", _state(request, found))
    record_reading(versions=[version], format="html", by=request.user, at=request.at)
    context = document(version) | {
        "row": row_of(found, request.at),
        "formats": _formats(request, version),
        "why_readable": _why_readable(request, found),
        "by_agreement": _by_agreement(request, found),
        "is_staff": request.user.is_(*STAFF),
        "recall": _recall(request, found),
    }
    return render(request, "reporting/report.html", context)


def _version_out(request: Request, found: Report) -> ReportVersion | None:
    versions = ReportVersion.objects.visible_to(request.user).filter(report=found, withdrawn_at=None)
    version: ReportVersion | None = versions.filter(released_at__isnull=False).first()
    return version if found.status == Report.Status.RELEASED else None


def document(version: ReportVersion) -> dict[str, Any]:
    """The frozen document in the reader's language, and what stands beside it."""
    payload, language = read(version), get_language() or "en"
    return {
        "version": version,
        "payload": payload,
        "document": render_html(payload, language),
        "contents": contents(payload, language),
    }


def _formats(request: Request, version: ReportVersion) -> dict[str, object]:
    files = ReportFile.objects.visible_to(request.user).filter(version=version)
    have = set(files.values_list("format", flat=True))
    return {"pdf": "pdf" in have, "xlsx": "xlsx" in have, "no_pdf": pdf_available().sentence}


def _why_readable(request: Request, found: Report) -> list[entitlement.Condition]:
    """For a buyer the three conditions with their dates; others are inside and need none."""
    if not request.user.is_(Role.BUYER_USER):
        return []
    mine = {"factory": found.factory_id}
    papers = entitlement.Papers(
        list(BuyerLink.objects.visible_to(request.user).filter(**mine)),
        list(AccessForm.objects.visible_to(request.user).filter(**mine)),
        list(PaidRegistration.objects.visible_to(request.user).filter(**mine)),
    )
    return entitlement.conditions(papers, found.cycle_id)


def _by_agreement(request: Request, found: Report) -> list[Agreement]:
    """For a constituent the agreement that opens it."""
    if not request.user.is_(Role.CONSTITUENT):
        return []
    programme = found.factory.programme
    return list(holding_for(request.user, programme.pk, request.at.astimezone(programme.tz).date()))


def _recall(request: Request, found: Report) -> ReasonForm | None:
    return None if roles.may_not_recall(found, request.user) else ReasonForm(auto_id="recall_%s")


def _state(request: Request, found: Report) -> dict[str, Any]:
    """What this person may do now; the reasons against stand where the buttons would."""
    user, status = request.user, found.status
    staff = user.is_(*STAFF)
    writes = status in ("due", "not_submitted", "recalled")
    own = found.joined and writes and roles.may_not_speak_for_factory(found, user) is None
    return {
        "row": row_of(found, request.at),
        "is_staff": staff,
        "may_write": writes and not own and roles.may_not_write(found, user) is None,
        "may_write_own": own,
        "may_take_back": _may_take_back(found, user),
        "may_decide": staff
        and status in ("drafted", "approved", "held")
        and found.kind != "progress_report_1",
    }


def _may_take_back(found: Report, user: Any) -> bool:
    sent = found.status == "approved" if found.kind == "progress_report_1" else bool(found.own_submitted_at)
    still = found.kind == "progress_report_1" or found.status in ("due", "recalled")
    return sent and still and roles.may_not_speak_for_factory(found, user) is None
