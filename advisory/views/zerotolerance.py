"""Restricted files: the list of those that name the person, a report, the page of one, and what is decided."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.forms import carry_out, carry_out_button
from accounts.models import STAFF, Membership, User
from accounts.requests import Request
from advisory import actions
from advisory.access import is_staff_at
from advisory.doors import one
from advisory.forms import zerotolerance as forms
from advisory.integrity.shown import RestrictedPage, by_name, files_of
from advisory.models import FileLook, Incident, RestrictedReader, ZeroToleranceFile
from advisory.views.integrity import require_staff
from factories.models import Factory
from programmes.models import CountryProgramme


@dataclass(frozen=True)
class Verb:
    """What the deciding office, or any named person, does with a file by a form of its own."""

    form: Callable[..., Any]
    action: Callable[..., Any]
    title: Promise
    submit: Promise
    done: Promise
    office: bool = True


VERBS: dict[str, Verb] = {
    "decide": Verb(
        forms.DecideForm,
        actions.decide_on_protocol,
        gettext_lazy("Decide on the protocol"),
        gettext_lazy("Decide"),
        gettext_lazy("The decision stands."),
    ),
    "name": Verb(
        forms.NameForm,
        actions.name_reader,
        gettext_lazy("Name a person"),
        gettext_lazy("Name the person"),
        gettext_lazy("Named. The person is told that something waits, no more."),
    ),
    "pass": Verb(
        forms.PassForm,
        actions.pass_reading,
        gettext_lazy("Let a successor in"),
        gettext_lazy("Let in, and take out"),
        gettext_lazy("The successor reads the file, who handed over no more."),
    ),
    "special": Verb(
        forms.SpecialForm,
        actions.decide_special,
        gettext_lazy("Special investigation"),
        gettext_lazy("Decide"),
        gettext_lazy("The decision stands."),
    ),
    "findings": Verb(
        forms.FindingsForm,
        actions.record_findings,
        gettext_lazy("Findings of the special investigation"),
        gettext_lazy("Save"),
        gettext_lazy("Saved."),
    ),
    "plan": Verb(
        forms.PlanActionForm,
        actions.plan_action,
        gettext_lazy("Add to the plan"),
        gettext_lazy("Add"),
        gettext_lazy("Added to the plan."),
        office=False,
    ),
    "close": Verb(
        forms.CloseForm,
        actions.close_file,
        gettext_lazy("Close the file"),
        gettext_lazy("Close the file"),
        gettext_lazy("The file is closed. It stays readable for those named in it."),
    ),
}


@login_required
@never_cache
def zero_tolerance(request: Request) -> HttpResponse:
    """For who is named nowhere this is an empty page, whatever there is."""
    require_staff(request)
    return render(request, "integrity/files.html", {"files": files_of(request.user)})


@login_required
@never_cache
@sensitive_post_parameters()
def zero_tolerance_report(request: Request, pk: UUID | None = None) -> HttpResponse:
    """A suspicion, also from a factory's page (`pk`)."""
    require_staff(request)
    return _report(request, _factory(request, pk) if pk else None)


@login_required
@never_cache
@sensitive_post_parameters()
def zero_tolerance_of_incident(request: Request, pk: UUID) -> HttpResponse:
    """A suspicion because of an incident, which never shows that there is one: the file alone names the incident."""
    rows = Incident.objects.visible_to(request.user).select_related("factory__programme")
    incident = cast(Incident, one(rows, pk=pk))
    if not is_staff_at(request.user, incident.factory):
        raise Http404
    return _report(request, incident.factory, incident)


def _report(request: Request, factory: Factory | None, incident: Incident | None = None) -> HttpResponse:
    zone = _zone(request.user)
    form = forms.ReportForm(
        request.POST or None, user=request.user, at=request.at, zone=zone, factory=factory
    )
    given = {"incident": incident, "by": request.user, "at": request.at}
    if form.is_bound and (made := carry_out(form, actions.report_suspicion, **given)):
        messages.success(
            request, _("Reported. The office that decides is told at once that something waits.")
        )
        return redirect("zero_tolerance_file", pk=made.pk)
    context = {"form": form, "factory": factory, "incident": incident}
    return render(request, "integrity/report.html", context, status=422 if form.is_bound else 200)


def _factory(request: Request, pk: UUID) -> Factory:
    programmes = CountryProgramme.objects.of_staff(request.user, *STAFF)
    rows = Factory.objects.visible_to(request.user).filter(programme__in=programmes)
    return cast(Factory, one(rows.select_related("programme"), pk=pk))


def _zone(user: User) -> tzinfo:
    programme = CountryProgramme.objects.of_staff(user, *STAFF).first()
    return programme.tz if programme else UTC


def restricted(request: Request, pk: UUID) -> ZeroToleranceFile:
    """The file, for those named in it; for everybody else there is nothing here."""
    related = (
        "factory__programme",
        "incident",
        "protocol",
        "opened_by",
        "decided_by",
        "ministry_notified_by",
        "special_by",
    )
    rows = ZeroToleranceFile.objects.visible_to(request.user).select_related(*related, "closed_by")
    return cast(ZeroToleranceFile, one(rows, pk=pk))


@login_required
@never_cache
def zero_tolerance_file(request: Request, pk: UUID) -> HttpResponse:
    """Every look at it is kept."""
    file = restricted(request, pk)
    actions.record_look(file=file, part=FileLook.Part.FILE, by=request.user, at=request.at)
    page = RestrictedPage(request.user, file, request.at)
    return render(
        request, "integrity/file.html", {"page": page, "file": file, "zone": file.factory.programme.zone}
    )


@login_required
@never_cache
@sensitive_post_parameters()
def zero_tolerance_verb(request: Request, pk: UUID, verb: str) -> HttpResponse:
    file, meant = restricted(request, pk), VERBS[verb]
    if meant.office and not RestrictedPage(request.user, file, request.at).decides:
        raise Http404
    form = meant.form(request.POST or None, **_asked(request, file, verb))
    if form.is_bound and carry_out(form, meant.action, file=file, by=request.user, at=request.at):
        messages.success(request, str(meant.done))
        return redirect("zero_tolerance_file", pk=pk)
    return form_page(request, file, form, meant.title, meant.submit)


def _asked(request: Request, file: ZeroToleranceFile, verb: str) -> dict[str, Any]:
    """Among whom the form of this verb chooses."""
    if verb == "name":
        return {"people": _may_be_named(file)}
    if verb == "pass":
        readers = User.objects.filter(pk__in=by_name(request.user, file)).order_by("name")
        initial = {name: request.GET.get(name) for name in ("leaves", "user")}
        return {"people": _may_be_named(file), "readers": readers, "initial": initial}
    return {}


def form_page(
    request: Request, file: ZeroToleranceFile, form: Any, title: object, submit: object
) -> HttpResponse:
    context = {"file": file, "form": form, "title": title, "submit": submit}
    return render(request, "integrity/file_form.html", context, status=422 if form.is_bound else 200)


def _may_be_named(file: ZeroToleranceFile) -> Any:
    """Staff of the country and of head office who do not read it yet."""
    staff = Membership.objects.current().filter(role__in=STAFF, user__is_machine=False)
    offices = [file.factory.programme.organisation_id]
    near = staff.filter(organisation__in=offices) | staff.filter(role="head_office")
    readers = RestrictedReader.objects.filter(file_id=file.pk).values("user_id")
    return (
        User.objects.filter(pk__in=near.values("user"), is_active=True)
        .exclude(pk__in=readers)
        .order_by("name")
    )


@login_required
@require_POST
def zero_tolerance_take_out(request: Request, pk: UUID, user_pk: UUID) -> HttpResponse:
    file = restricted(request, pk)
    user = one(User.objects.filter(is_active=True), pk=user_pk)
    said = _("%(name)s reads this file no more.") % {"name": user.name}
    to = "zero_tolerance_file"
    return carry_out_button(request, actions.take_out_reader, said, to, pk, file=file, user=user)
