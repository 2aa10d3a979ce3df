"""People of an organisation: who they are, inviting, a new link, leaving."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from accounts.forms import carry_out
from accounts.models import Membership, Organisation, Role, User
from accounts.paging import page_of
from accounts.requests import Request
from factories import actions
from factories.actions.keys import roles_to_revoke
from factories.forms.people import InviteForm
from factories.invitations import may_look, may_manage, roles_to_give, shows_address
from factories.models import AdvisorAssignment

OFFICES = (Organisation.Kind.PROGRAMME, Organisation.Kind.HEAD_OFFICE)


@login_required
def people(request: Request) -> HttpResponse:
    """Administrators choose an organisation; everybody else is led to the own one."""
    user = request.user
    if not user.is_(Role.ADMINISTRATOR, Role.COUNTRY_MANAGER, Role.HEAD_OFFICE):
        if not user.roles:
            raise Http404
        return redirect("organisation_people", pk=user.roles[0].organisation_id)
    words = request.GET.get("q", "").strip()
    found = _organisations(user).filter(name__icontains=words) if words else _organisations(user)
    return render(request, "people/organisations.html", {"page": page_of(found, request.GET.get("page"))})


def _organisations(user: User) -> "QuerySet[Any]":
    """Own offices, groups, buyers and constituents; people of factories stand on their pages."""
    own = Q(pk__in=[each.organisation_id for each in user.roles])
    offices = Q(kind__in=OFFICES) if user.is_(Role.HEAD_OFFICE) else own
    outsiders = Q(kind__in=[Organisation.Kind.GROUP, Organisation.Kind.BUYER, Organisation.Kind.CONSTITUENT])
    current = Count("memberships", filter=Q(memberships__ended_at=None, memberships__user__is_machine=False))
    found: QuerySet[Any] = Organisation.objects.filter(offices | outsiders).annotate(people=current)
    return found.order_by("kind", "name", "pk")


@login_required
def organisation_people(request: Request, pk: UUID) -> HttpResponse:
    organisation = _organisation(request, pk)
    given = roles_to_give(request.user, organisation)
    rows = organisation.memberships.select_related("user").order_by("ended_at", "role", "user__name")
    page = page_of(rows.filter(user__is_machine=False), request.GET.get("page"))
    context = {
        "organisation": organisation,
        "page": page,
        "people": [person_row(request.user, each, given) for each in page],
        "may_invite": bool(given),
        "has_keys": bool(roles_to_revoke(request.user, organisation)),
    }
    return render(request, "people/organisation.html", context)


def person_row(viewer: User, membership: Membership, given: list[Role]) -> dict[str, object]:
    current = membership.ended_at is None
    return {
        "membership": membership,
        "address": membership.user.email if shows_address(viewer, membership) else "",
        "may_manage": current and membership.role in given and membership.user_id != viewer.pk,
        "dialog": f"end-{membership.pk}",
        "waiting": current and not membership.user.last_login,
    }


def _organisation(request: Request, pk: UUID) -> Organisation:
    found = Organisation.objects.filter(pk=pk).first()
    if found is None or not may_look(request.user, found):
        raise Http404
    return found


@login_required
def person_invite(request: Request, pk: UUID) -> HttpResponse:
    organisation = _organisation(request, pk)
    roles = roles_to_give(request.user, organisation)
    if not roles:
        raise Http404
    form = InviteForm(request.POST or None, roles=roles, initial={"role": request.GET.get("role")})
    given = {"organisation": organisation, "by": request.user, "at": request.at}
    if form.is_bound and (made := carry_out(form, actions.invite, **given)):
        messages.success(request, _("%(name)s is invited by mail.") % {"name": made.user.name})
        return redirect("organisation_people", pk=organisation.pk)
    context = {"form": form, "organisation": organisation}
    return render(request, "people/invite.html", context, status=422 if form.is_bound else 200)


def _membership(request: Request, pk: UUID) -> Membership:
    """A membership that this person may manage; for others there is nothing here."""
    found = Membership.objects.filter(pk=pk).select_related("organisation", "user").first()
    if found is None or not may_manage(request.user, found):
        raise Http404
    return found


@login_required
@require_POST
def membership_end(request: Request, pk: UUID) -> HttpResponse:
    membership = _membership(request, pk)
    said = _("%(name)s has left. All sessions are ended.") % {"name": membership.user.name}
    done = _done(request, membership, actions.end_membership, said, reason=request.POST.get("reason", ""))
    _say_what_is_left(request, membership)
    return done


def _say_what_is_left(request: Request, membership: Membership) -> None:
    """An advisor who left may leave factories behind."""
    held = AdvisorAssignment.objects.visible_to(request.user).filter(ended_at=None, advisor=membership.user)
    if membership.ended_at and membership.role == Role.ADVISOR and (count := held.count()):
        said = ngettext(
            "%(count)s factory is still in the name of %(name)s. A team leader or the country manager hands it over.",
            "%(count)s factories are still in the name of %(name)s. A team leader or the country manager hands"
            " them over.",
            count,
        )
        messages.warning(request, said % {"count": count, "name": membership.user.name})


@login_required
@require_POST
def membership_link(request: Request, pk: UUID) -> HttpResponse:
    membership = _membership(request, pk)
    said = _("%(name)s gets a new link by mail.") % {"name": membership.user.name}
    return _done(request, membership, actions.send_new_link, said)


@login_required
@require_POST
def membership_experience(request: Request, pk: UUID) -> HttpResponse:
    membership = _membership(request, pk)
    experienced = request.POST.get("experienced") == "1"
    return _done(request, membership, actions.mark_experience, _("Saved."), experienced=experienced)


def _done(request: Request, membership: Membership, action: Any, said: str, **given: Any) -> HttpResponse:
    try:
        action(membership=membership, by=request.user, at=request.at, **given)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("organisation_people", pk=membership.organisation_id)
