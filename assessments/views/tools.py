"""Tool pages: versions of a country's tool, its questions, what changed, publishing (ASM-1)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.forms import carry_out
from accounts.models import Role
from accounts.requests import Request
from assessments import actions, toolbook
from assessments.forms import PublishForm
from assessments.models import ToolVersion


@login_required
def tools(request: Request) -> HttpResponse:
    _staff_only(request)
    return render(request, "tools/tools.html", {"versions": list(toolbook.versions(request.user))})


@login_required
def version(request: Request, pk: UUID) -> HttpResponse:
    found = _version(request, pk)
    context = {
        "version": found,
        "parts": toolbook.parts(found),
        "earlier": _earlier(found),
        "form": PublishForm(initial={"valid_from": found.valid_from}),
        "may_publish": _may_publish(request, found),
    }
    return render(request, "tools/version.html", context)


@login_required
def changes(request: Request, pk: UUID) -> HttpResponse:
    """What changed since the version before this one, question by question."""
    found = _version(request, pk)
    earlier = _earlier(found)
    if earlier is None:
        raise Http404
    told = toolbook.changes(_texts(earlier), _texts(found))
    return render(request, "tools/changes.html", {"version": found, "earlier": earlier, "changes": told})


@login_required
def publish(request: Request, pk: UUID) -> HttpResponse:
    found = _version(request, pk)
    if not _may_publish(request, found):
        raise Http404
    form = PublishForm(request.POST or None, initial={"valid_from": found.valid_from})
    given = {"version": found, "by": request.user, "at": request.at}
    if form.is_bound and carry_out(form, actions.publish_version, **given) is not None:
        messages.success(request, _("Published. This version never changes from now on."))
        return redirect("tool_version", pk=pk)
    context = {"version": found, "form": form}
    return render(request, "tools/publish.html", context, status=422 if form.errors else 200)


def _staff_only(request: Request) -> None:
    if not request.user.is_programme_staff:
        raise Http404


def _version(request: Request, pk: UUID) -> Any:
    _staff_only(request)
    found = toolbook.versions(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _earlier(found: ToolVersion) -> ToolVersion | None:
    return ToolVersion.objects.filter(tool=found.tool_id, number__lt=found.number).order_by("-number").first()


def _texts(found: ToolVersion) -> Any:
    return found.questions.select_related("point__cluster").order_by("order")


def _may_publish(request: Request, found: ToolVersion) -> bool:
    organisation = found.tool.programme.organisation_id
    return found.published_at is None and any(
        held.role == Role.ADMINISTRATOR and held.organisation_id == organisation
        for held in request.user.roles
    )
