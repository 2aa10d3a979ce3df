"""Files of reports: asked anew at each request, never kept by a cache, always recorded (RPT-5)."""

import io
import zipfile
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import Request
from reporting.actions import record_reading
from reporting.doors import one, version_out
from reporting.models import Report, ReportFile, ReportVersion

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "zip": "application/zip",
    "json": "application/json",
}
MOST = 50  # reports in one archive
MOST_BYTES = 60 * 1024 * 1024


@login_required
def download(request: Request, pk: UUID, format: str) -> HttpResponse:
    """One file of the version that is out; 404 from the moment a condition is lost."""
    version = version_out(request.user, pk)
    files = ReportFile.objects.visible_to(request.user)
    file: ReportFile = one(files, version=version, format=format)
    record_reading(versions=[version], format=format, by=request.user, at=request.at)
    return attached(bytes(file.content), f"{name_of(version)}.{format}", format)


@login_required
@require_POST
def download_many(request: Request) -> HttpResponse:
    """The PDFs of the chosen reports as one archive; what is not open to the person is not in it."""
    chosen = request.POST.getlist("report")
    if not chosen:
        messages.warning(request, _("Choose at least one report, then download."))
        return redirect("home")
    if len(chosen) > MOST:
        messages.warning(request, _("Choose at most %(count)s reports at once.") % {"count": MOST})
        return redirect("home")
    files = _files(request, _ids(chosen))
    if not files:
        raise Http404
    record_reading(versions=[file.version for file in files], format="pdf", by=request.user, at=request.at)
    return attached(_archive(files), f"reports-{request.at:%Y-%m-%d}.zip", "zip")


def _ids(chosen: list[str]) -> list[UUID]:
    try:
        return [UUID(each) for each in chosen]
    except ValueError as error:
        raise Http404 from error


def _files(request: Request, chosen: list[UUID]) -> list[ReportFile]:
    versions = ReportVersion.objects.visible_to(request.user).filter(
        report__in=chosen,
        report__status=Report.Status.RELEASED,
        released_at__isnull=False,
        withdrawn_at=None,
    )
    found: Any = ReportFile.objects.visible_to(request.user).filter(version__in=versions, format="pdf")
    return list(found.select_related("version__report__factory").defer("version__payload"))


def _archive(files: list[ReportFile]) -> bytes:
    """PDFs are compressed already, so they are stored as they are."""
    made, total = io.BytesIO(), 0
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            total += len(file.content)
            if total > MOST_BYTES:
                raise Http404
            archive.writestr(f"{name_of(file.version)}.pdf", bytes(file.content))
    return made.getvalue()


def name_of(version: ReportVersion) -> str:
    """Letters, digits and hyphens only; the factory's code names it, not its name."""
    report = version.report
    return f"{report.factory.code}-{report.kind.replace('_', '-')}-v{version.number}"


def attached(content: bytes, name: str, format: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    patch_cache_control(response, private=True, no_store=True)
    return response
