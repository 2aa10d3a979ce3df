"""A person's own account, and the second factor of staff."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.forms import carry_out
from accounts.requests import Request


class ActivateSecondFactor(ActivateTOTPView):  # type: ignore[misc]
    """Whoever just proved to hold the new second factor need not sign in once more."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type="totp")
        return answer


class AccountForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("", gettext_lazy("What the browser asks for")), *settings.LANGUAGES],
        required=False,
        help_text=gettext_lazy("Of the pages and of the mails that you get."),
    )


def closed(request: HttpRequest) -> HttpResponse:
    """Addresses come by invitation, which proves them: nobody adds or changes one alone."""
    raise Http404


@login_required
def account(request: Request) -> HttpResponse:
    user = request.user
    form = AccountForm(request.POST or None, initial={"name": user.name, "language": user.language})
    if form.is_bound and carry_out(form, actions.correct_account, by=user, at=request.at) is not None:
        messages.success(request, _("Your account is saved."))
        return redirect("account")
    context = {"form": form, "memberships": user.roles}
    return render(request, "people/account.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def sign_out_everywhere(request: Request) -> HttpResponse:
    """All other devices are signed out; this one stays."""
    actions.sign_out_everywhere(by=request.user, at=request.at)
    update_session_auth_hash(request, request.user)
    messages.success(request, _("All other devices are signed out."))
    return redirect("account")
