"""Decisions about a factory as a whole: its standing, grants, groups."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import carry_out, carry_out_button
from accounts.models import Role
from accounts.paging import page_of
from accounts.requests import Request
from accounts.visibility import fetch
from factories import actions, page
from factories.actions.groups import MAY_JOIN
from factories.actions.standing import MAY_CHANGE
from factories.forms.standing import GrantForm, GroupForm, JoinForm, StandingForm
from factories.models import FactoryGrant, GroupFactory, ManufacturingGroup


def _frame(request: Request, pk: UUID, *roles: Role) -> page.Frame:
    frame = page.enter(request, pk, "access")
    if not frame.may(*roles):
        raise Http404
    return frame


def _answer(
    request: Request, frame: page.Frame, form: Any, action: Any, template: str, said: str
) -> HttpResponse:
    given = {"factory": frame.factory, "by": request.user, "at": request.at}
    if form.is_bound and carry_out(form, action, **given) is not None:
        messages.success(request, said)
        return redirect("factory_access", pk=frame.factory.pk)
    context = {"form": form, "factory": frame.factory}
    return render(request, template, context, status=422 if form.is_bound else 200)


@login_required
def factory_standing(request: Request, pk: UUID) -> HttpResponse:
    frame = _frame(request, pk, *MAY_CHANGE)
    form = StandingForm(request.POST or None, factory=frame.factory)
    said = _("The factory's standing is changed.")
    return _answer(request, frame, form, actions.change_standing, "factories/standing.html", said)


@login_required
def grant_give(request: Request, pk: UUID) -> HttpResponse:
    frame = _frame(request, pk, Role.COUNTRY_MANAGER)
    form = GrantForm(request.POST or None, factory=frame.factory)
    return _answer(request, frame, form, actions.give_grant, "factories/grant.html", _("The grant is given."))


@login_required
@require_POST
def grant_end(request: Request, pk: UUID) -> HttpResponse:
    grant = (
        FactoryGrant.objects.visible_to(request.user).filter(pk=pk).select_related("content_object").first()
    )
    if grant is None or not _frame(request, grant.content_object_id, Role.COUNTRY_MANAGER):
        raise Http404
    to = grant.content_object_id
    return carry_out_button(
        request, actions.end_grant, _("The grant is ended."), "factory_access", to, grant=grant
    )


@login_required
def group_join(request: Request, pk: UUID) -> HttpResponse:
    frame = _frame(request, pk, *MAY_JOIN)
    form = JoinForm(request.POST or None, initial={"since": frame.today})
    said = _("The factory belongs to the group.")
    return _answer(request, frame, form, actions.join_group, "factories/group_join.html", said)


@login_required
@require_POST
def group_leave(request: Request, pk: UUID) -> HttpResponse:
    belonging = fetch(GroupFactory, request.user, pk=pk, until=None)
    _frame(request, belonging.factory_id, *MAY_JOIN)
    to = belonging.factory_id
    said = _("The factory has left the group.")
    return carry_out_button(request, actions.leave_group, said, "factory_access", to, belonging=belonging)


@login_required
def groups(request: Request) -> HttpResponse:
    if not request.user.is_(Role.ADMINISTRATOR, Role.HEAD_OFFICE):
        raise Http404
    form = GroupForm(request.POST or None)
    if form.is_bound and (made := carry_out(form, actions.create_group, by=request.user, at=request.at)):
        messages.success(request, _("%(name)s is created. Invite its people.") % {"name": made.name})
        return redirect("organisation_people", pk=made.organisation_id)
    found = ManufacturingGroup.objects.order_by("name", "pk")
    context = {"form": form, "page": page_of(found, request.GET.get("page"))}
    return render(request, "factories/groups.html", context, status=422 if form.is_bound else 200)
