"""The pages of an import, for the administrators of a programme; nobody else finds them."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.forms import carry_out
from accounts.requests import Request
from accounts.visibility import fetch
from factories import export
from factories.imports import actions, plan, shown
from factories.imports.forms import (
    ApproveForm,
    ColumnsForm,
    DecisionForm,
    HabitsForm,
    UploadForm,
    administered,
)
from factories.models import ImportBatch, ImportRow


@login_required
@require_GET
def imports(request: HttpRequest) -> HttpResponse:
    asked = _administrator(request)
    batches = ImportBatch.objects.visible_to(asked.user).select_related("programme", "uploaded_by")[:50]
    return render(request, "imports/list.html", {"batches": batches})


@login_required
def new(request: HttpRequest) -> HttpResponse:
    asked = _administrator(request)
    form = UploadForm(asked.user, request.POST or None, request.FILES or None)
    if form.is_bound and (made := carry_out(form, actions.receive, by=asked.user, at=asked.at)):
        return redirect("import", made.pk)
    return render(request, "imports/new.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_GET
def batch(request: HttpRequest, pk: str) -> HttpResponse:
    return _page(cast(Request, request), fetch(ImportBatch, cast(Request, request).user, pk=pk))


@login_required
@require_POST
def columns(request: HttpRequest, pk: str) -> HttpResponse:
    asked, found = cast(Request, request), fetch(ImportBatch, cast(Request, request).user, pk=pk)
    form = ColumnsForm(found, request.POST)
    if carry_out(form, actions.confirm_columns, batch=found, by=asked.user, at=asked.at):
        actions.now_or_later(found, by=asked.user, at=asked.at)
        return redirect("import", found.pk)
    return _page(asked, found, columns_form=form)


@login_required
@require_POST
def look_again(request: HttpRequest, pk: str) -> HttpResponse:
    asked, found = cast(Request, request), fetch(ImportBatch, cast(Request, request).user, pk=pk)
    form = HabitsForm(found, request.POST)
    if carry_out(form, actions.look_again, batch=found, by=asked.user, at=asked.at):
        return redirect("import", found.pk)
    return _page(asked, found, habits_form=form)


@login_required
@require_POST
def approve(request: HttpRequest, pk: str) -> HttpResponse:
    asked, found = cast(Request, request), fetch(ImportBatch, cast(Request, request).user, pk=pk)
    form = ApproveForm(request.POST)
    if carry_out(form, actions.approve, batch=found, by=asked.user, at=asked.at):
        actions.now_or_later(found, by=asked.user, at=asked.at)
        return redirect("import", found.pk)
    return _page(asked, found, approve_form=form)


@login_required
@require_POST
def decide(request: HttpRequest, pk: str) -> HttpResponse:
    asked = cast(Request, request)
    row = fetch(ImportRow, asked.user, pk=pk)
    form = DecisionForm(request.POST)
    if not carry_out(form, actions.decide, row=row, by=asked.user, at=asked.at):
        messages.error(request, " ".join(str(said) for errors in form.errors.values() for said in errors))
    return redirect(f"{shown.address(row.batch)}?show=suggested#line-{row.line}")


@login_required
@require_POST
def drop(request: HttpRequest, pk: str) -> HttpResponse:
    asked, found = cast(Request, request), fetch(ImportBatch, cast(Request, request).user, pk=pk)
    if carry_out(Form({}), actions.drop, batch=found, by=asked.user, at=asked.at):
        messages.success(request, _("The list was dropped. Nothing of it was taken in."))
    return redirect("imports")


@login_required
@require_GET
def errors(request: HttpRequest, pk: str) -> HttpResponse:
    """The rows that were not taken, to correct and send again."""
    user = cast(Request, request).user
    found = fetch(ImportBatch, user, pk=pk)
    refused = ImportRow.objects.visible_to(user).filter(batch=found, outcome=plan.REJECTED).order_by("line")
    return export.download(shown.errors_csv(found, refused), f"not-taken-{found.pk}.csv")


def _administrator(request: HttpRequest) -> Request:
    asked = cast(Request, request)
    if not administered(asked.user).exists():
        raise Http404
    return asked


def _page(request: Request, found: ImportBatch, **refused: Form) -> HttpResponse:
    """The batch where it stands: its columns, its waiting, its rows; with a refused form at 422."""
    forms = {
        "columns_form": ColumnsForm(found),
        "habits_form": HabitsForm(found),
        "approve_form": ApproveForm(initial={"good_rows": "good" if found.rejected_count else "all"}),
    } | refused
    show = request.GET.get("show", "")
    context = shown.page(found, request.user, show, request.GET.get("page", "1"))
    return render(request, "imports/batch.html", {**forms, **context}, status=422 if refused else 200)
