"""An organisation's keys to the API: which there are, making one, revoking one."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import clock
from accounts.forms import carry_out, carry_out_button
from accounts.models import ApiToken, Organisation
from accounts.requests import Request
from factories.actions.keys import make_key, revoke_key, roles_for_a_key, roles_to_revoke
from factories.forms.keys import KeyForm


@login_required
def keys(request: Request, pk: UUID) -> HttpResponse:
    organisation = _organisation(request, pk)
    found = _keys(request, organisation)
    now = clock.real()
    rows = [{"key": key, "stands": key.revoked_at is None and key.expires_at > now} for key in found]
    may_make = bool(roles_for_a_key(request.user, organisation))
    context = {"organisation": organisation, "rows": rows, "may_make": may_make}
    return render(request, "people/keys.html", context)


@login_required
@never_cache
def key_new(request: Request, pk: UUID) -> HttpResponse:
    """The answer to the form shows the key, once; it is kept nowhere, not even until a redirect."""
    organisation = _organisation(request, pk)
    roles = roles_for_a_key(request.user, organisation)
    if not roles:
        raise Http404
    form = KeyForm(request.POST or None, roles=roles)
    given = {"pk": _form_id(request), "organisation": organisation, "by": request.user, "at": request.at}
    made = carry_out(form, make_key, **given) if form.is_bound else None
    context = {"form": form, "organisation": organisation, "key": made}
    return render(request, "people/key_new.html", context, status=422 if form.is_bound and not made else 200)


@login_required
@require_POST
def key_revoke(request: Request, pk: UUID) -> HttpResponse:
    found = ApiToken.objects.filter(pk=pk).select_related("organisation", "user").first()
    if found is None or found not in _keys(request, _organisation(request, found.organisation_id)):
        raise Http404
    said = _("The key is revoked. It works no longer.")
    return carry_out_button(request, revoke_key, said, "keys", found.organisation_id, token=found)


def _organisation(request: Request, pk: UUID) -> Organisation:
    """One whose keys the person may make or revoke; for others there is nothing here."""
    found = Organisation.objects.filter(pk=pk).first()
    if found is None or not roles_to_revoke(request.user, found):
        raise Http404
    return found


def _keys(request: Request, organisation: Organisation) -> Any:
    roles = roles_to_revoke(request.user, organisation)
    mine = ApiToken.objects.filter(organisation=organisation, user__memberships__role__in=roles)
    return mine.select_related("created_by").order_by("revoked_at", "-created_at")


def _form_id(request: Request) -> UUID:
    try:
        return UUID(request.POST.get("form_id", ""))
    except ValueError:
        return uuid4()
