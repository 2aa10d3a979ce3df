"""Notices to buyers: the editor of staff with a preview for each recipient, and the sent letter."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.forms import carry_out, carry_out_button
from accounts.models import PLANNERS
from accounts.requests import Request
from accounts.visibility import fetch
from advisory.access import advises, holds, is_staff_at
from advisory.models import Consultation, Incident
from programmes import languages
from programmes.models import CountryProgramme
from reporting import actions, noticepage, notices
from reporting.doors import one
from reporting.forms import ReasonForm
from reporting.models import Notice


class WordsForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What buyers read"), widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"})
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Written in"),
        help_text=gettext_lazy("Everything else in the notice is in each reader's own language."),
    )

    def __init__(self, programme: CountryProgramme, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        self.fields["language"].choices = languages.choices(programme.languages)  # type: ignore[attr-defined]


def _found(request: Request, pk: UUID) -> Notice:
    related = ("factory__programme", "written_by", "approved_by")  # not the incident: buyers see none
    found: Notice = one(Notice.objects.visible_to(request.user).select_related(*related), pk=pk)
    return found


def _of_staff(request: Request, pk: UUID) -> Notice:
    found = _found(request, pk)
    if not (is_staff_at(request.user, found.factory) or advises(request.user, found.factory)):
        raise Http404
    return found


@login_required
def buyer_notices(request: Request) -> HttpResponse:
    rows: Any = Notice.objects.visible_to(request.user).filter(status=Notice.Status.SENT)
    sent = rows.select_related("factory__programme").order_by("-sent_at")[:100]
    given = {"sent": [(each, notices.unseal(each.payload, _language())) for each in sent]}
    return render(request, "notices/buyer_list.html", given)


@login_required
def notice(request: Request, pk: UUID) -> HttpResponse:
    """Staff see the way it goes; the factory and the buyers it went to read the frozen letter."""
    found = _found(request, pk)
    if is_staff_at(request.user, found.factory) or advises(request.user, found.factory):
        return _editor(request, found)
    given = {
        "notice": found,
        "letter": notices.unseal(found.payload, _language()),
        "zone": found.factory.programme.zone,
    }
    return render(request, "notices/notice.html", given)


def _language() -> str:
    """The reader's own."""
    return get_language() or settings.LANGUAGE_CODE


def _editor(request: Request, found: Notice, **refused: forms.Form) -> HttpResponse:
    leads = holds(request.user, found.factory, *PLANNERS)
    writes = leads or advises(request.user, found.factory)
    waits = found.status in (Notice.Status.ASKED, Notice.Status.DRAFT)
    rows = noticepage.recipients(found, request.user)
    consulted: Any = Consultation.objects.visible_to(request.user).filter(incident=found.incident_id)
    strike = found.kind == Notice.Kind.ASSESSMENT and waits
    read_in = request.GET.get("read_in", "")
    read_in = read_in if read_in in notices.spoken() else _language()
    given = {
        "notice": found,
        "factory": found.factory,
        "zone": found.factory.programme.zone,
        "letter": noticepage.letter(found, request.user, request.at, read_in),
        "spoken": notices.spoken(),
        "rows": rows,
        "ready": sum(not row.lacks and row.told_at is None for row in rows),
        "missing": notices.unconsulted(list(consulted), found.factory.unions or 0) if strike else [],
        "approves": leads and waits and found.written_by_id != request.user.pk,
        "form": refused.get("form") or _words_form(found, writes),
        "back": refused.get("back") or ReasonForm(auto_id="back_%s"),
    }
    return render(request, "notices/edit.html", given, status=422 if refused else 200)


def _words_form(found: Notice, writes: bool) -> forms.Form | None:
    if not writes or found.status != Notice.Status.DRAFT:
        return None
    return WordsForm(
        found.factory.programme, initial={"words": found.words, "language": found.words_language}
    )


@login_required
def write(request: Request, pk: UUID) -> HttpResponse:
    found = _of_staff(request, pk)
    if request.method != "POST":
        return redirect("notice", pk)
    form = WordsForm(found.factory.programme, request.POST)
    asks = "ask" in request.POST
    action = actions.ask_for_approval if asks else actions.write_notice
    if carry_out(form, action, notice=found, by=request.user, at=request.at):
        messages.success(
            request, _("Another leader is to approve it now.") if asks else _("The draft is saved.")
        )
        return redirect("notice", pk)
    return _editor(request, _of_staff(request, pk), form=form)


@login_required
def approve(request: Request, pk: UUID) -> HttpResponse:
    found = _of_staff(request, pk)
    if request.method != "POST":
        return redirect("notice", pk)
    done = _("Approved. It goes out in a moment, to every buyer that is entitled then.")
    return carry_out_button(request, actions.approve_notice, done, "notice", pk, notice=found)


@login_required
def send_back(request: Request, pk: UUID) -> HttpResponse:
    found = _of_staff(request, pk)
    if request.method != "POST":
        return redirect("notice", pk)
    form = ReasonForm(request.POST, auto_id="back_%s")
    if carry_out(form, actions.send_back_notice, notice=found, by=request.user, at=request.at):
        messages.success(request, _("Sent back to whoever wrote it, with your reason."))
        return redirect("notice", pk)
    return _editor(request, _of_staff(request, pk), back=form)


@login_required
def begin(request: Request, pk: UUID) -> HttpResponse:
    """A further notice of an incident."""
    incident = fetch(Incident, request.user, pk=pk)
    if not (is_staff_at(request.user, incident.factory) or advises(request.user, incident.factory)):
        raise Http404
    if request.method != "POST":
        return redirect("incident", pk)
    done = _("A further notice is drafted from the facts.")
    return carry_out_button(request, actions.begin_notice, done, "incident", pk, incident=incident)
