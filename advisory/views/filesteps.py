"""Steps, plan and persons of a restricted file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.forms import carry_out
from accounts.models import User
from accounts.requests import Request
from advisory import actions
from advisory.doors import one
from advisory.forms import zerotolerance as forms
from advisory.integrity.shown import RestrictedPage, words_of
from advisory.models import FileLook, FileStep, PersonConcerned, PlannedAction, RestrictedReader
from advisory.views.zerotolerance import form_page, restricted


@login_required
@never_cache
@sensitive_post_parameters()
def file_step(request: Request, pk: UUID, verb: str) -> HttpResponse:
    """A step is done (`finish`, `ministry`), given to somebody (`give`), or left out (`leave_out`)."""
    step = one(
        FileStep.objects.visible_to(request.user).select_related("step", "file__factory__programme"), pk=pk
    )
    form, action = _of_verb(request, step, verb)
    if form.is_bound and carry_out(form, action, step=step, by=request.user, at=request.at) is not None:
        messages.success(request, _("Saved."))
        return redirect("zero_tolerance_file", pk=step.file_id)
    return form_page(request, step.file, form, words_of(step), _("Save"))


def _of_verb(request: Request, step: Any, verb: str) -> tuple[Any, Any]:
    data, known = request.POST or None, {"at": request.at, "zone": step.file.factory.programme.tz}
    if verb == "finish":
        return forms.FinishForm(data, **known), actions.complete_step
    if verb == "ministry":
        return forms.MinistryForm(data, **known), actions.notify_ministry
    if verb == "leave_out":
        return forms.LeaveOutForm(data), actions.leave_out_step
    readers = RestrictedReader.objects.filter(file_id=step.file_id).values("user_id")
    people = User.objects.filter(pk__in=readers).order_by("name")
    return forms.GiveForm(data, people), actions.give_step


@login_required
@never_cache
@sensitive_post_parameters()
def file_action(request: Request, pk: UUID) -> HttpResponse:
    """What came of a line of the plan."""
    rows = PlannedAction.objects.visible_to(request.user).select_related("file__factory__programme")
    planned = one(rows.filter(done_on=None), pk=pk)
    today = request.at.astimezone(planned.file.factory.programme.tz).date()
    form = forms.FinishActionForm(request.POST or None, initial={"done_on": today})
    if (
        form.is_bound
        and carry_out(form, actions.finish_action, planned=planned, by=request.user, at=request.at)
        is not None
    ):
        messages.success(request, _("Saved."))
        return redirect("zero_tolerance_file", pk=planned.file_id)
    return form_page(request, planned.file, form, planned.words, _("Save"))


@login_required
@never_cache
@sensitive_post_parameters()
def file_persons(request: Request, pk: UUID, person_pk: UUID | None = None) -> HttpResponse:
    """The persons concerned: a page of its own for the few who may see it; looks are kept."""
    file = restricted(request, pk)
    if not RestrictedPage(request.user, file, request.at).sees_persons:
        raise Http404
    actions.record_look(file=file, part=FileLook.Part.PERSONS, by=request.user, at=request.at)
    persons = PersonConcerned.objects.visible_to(request.user).filter(file=file).select_related("written_by")
    person = one(persons, pk=person_pk) if person_pk else None
    form = forms.PersonForm(request.POST or None, initial=_initial(person))
    given = {"file": file, "person": person, "by": request.user, "at": request.at}
    if form.is_bound and carry_out(form, actions.write_person, **given) is not None:
        messages.success(request, _("Saved."))
        return redirect("zero_tolerance_persons", pk=pk)
    context = {"file": file, "persons": persons, "person": person, "form": form}
    return render(request, "integrity/persons.html", context, status=422 if form.is_bound else 200)


def _initial(person: Any) -> dict[str, Any]:
    return {name: getattr(person, name) for name in forms.PersonForm.base_fields} if person else {}
