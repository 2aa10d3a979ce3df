"""The evidence of an incident: asked for, looked at, downloaded; for the leaders of its country alone."""

import json
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.models import PLANNERS, Role
from accounts.requests import Request, looked_at_again
from accounts.visibility import fetch
from advisory.models import Incident
from reporting.actions.evidence import ask_for_evidence
from reporting.doors import one
from reporting.evidencewords import in_words
from reporting.models import EvidenceFile
from reporting.views.files import attached


@login_required
@require_POST
def evidence_ask(request: Request, pk: UUID) -> HttpResponse:
    incident = fetch(Incident, request.user, pk=pk)
    if not request.user.is_(*PLANNERS, Role.HEAD_OFFICE):
        raise Http404
    made = ask_for_evidence(incident=incident, by=request.user, at=request.at)
    return redirect("evidence", made.pk)


def _found(request: Request, pk: UUID) -> EvidenceFile:
    rows = EvidenceFile.objects.visible_to(request.user).select_related("factory__programme")
    found: EvidenceFile = one(rows, pk=pk)
    return found


@login_required
def evidence(request: Request, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    known = in_words(json.loads(found.payload)) if found.made_at else {}
    response = render(request, "notices/evidence.html", {"file": found, "evidence": known})
    return response if found.made_at else looked_at_again(response)


@login_required
def evidence_download(request: Request, pk: UUID, format: str) -> HttpResponse:
    found = _found(request, pk)
    content = bytes(found.pdf or b"") if format == "pdf" else found.payload.encode()
    if not found.made_at or not content:
        raise Http404
    return attached(content, f"evidence-{found.factory.code}-{found.made_at:%Y-%m-%d}.{format}", format)
