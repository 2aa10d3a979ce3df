"""A country programme's own data: read by its staff, kept by its administrators."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.forms import carry_out, carry_out_button
from accounts.models import STAFF, Role
from accounts.requests import Request
from accounts.visibility import fetch
from programmes import country as actions
from programmes import languages
from programmes.country_forms import ContactForm, CountryForm, HolidayForm, HolidayListForm, RegionForm
from programmes.forms import WEEKDAYS
from programmes.models import Contact, CountryProgramme, Holiday, Region


@login_required
def countries(request: Request) -> HttpResponse:
    """Staff of one country are led to it."""
    found = list(CountryProgramme.objects.of_staff(request.user, *STAFF))
    if not found:
        raise Http404
    if len(found) == 1:
        return redirect("country", code=found[0].code)
    return render(request, "country/countries.html", {"programmes": found})


@login_required
def country(request: Request, code: str) -> HttpResponse:
    programme = programme_of(request, code, *STAFF)
    today = request.at.astimezone(programme.tz).date()
    days = list(Holiday.objects.filter(programme=programme))
    words = dict(WEEKDAYS)
    context = {
        "programme": programme,
        "may": programme.has(request.user, Role.ADMINISTRATOR),
        "weekend": [words[day] for day in programme.weekend],
        "languages": [languages.name(each) for each in programme.languages],
        "regions": Region.objects.filter(programme=programme),
        "coming": [day for day in days if day.on > today],
        "past": [day for day in reversed(days) if day.on <= today],
        "contacts": Contact.objects.visible_to(request.user).filter(programme=programme),
    }
    return render(request, "country/country.html", context)


@login_required
def country_change(request: Request, code: str) -> HttpResponse:
    programme = programme_of(request, code, Role.ADMINISTRATOR)
    form = CountryForm(request.POST or None, programme=programme)
    if _done(request, form, actions.change_country, programme=programme):
        messages.success(request, _("Saved."))
        return redirect("country", code=programme.code)
    return _form(request, programme, form, _("Working week, languages, time zone"))


@login_required
def region_new(request: Request, code: str) -> HttpResponse:
    programme = programme_of(request, code, Role.ADMINISTRATOR)
    form = RegionForm(request.POST or None)
    made = _done(request, form, actions.add_region, programme=programme)
    if made:
        messages.success(request, _("The region is added. Put its factories into it."))
        return redirect("region", pk=made.pk)
    return _form(request, programme, form, _("Add a region"))


@login_required
def region_rename(request: Request, pk: UUID) -> HttpResponse:
    region = of_mine(request, Region, pk)
    form = RegionForm(request.POST or None, initial={"name": region.name})
    if _done(request, form, actions.rename_region, region=region):
        messages.success(request, _("The region is renamed."))
        return redirect("region", pk=region.pk)
    return _form(request, region.programme, form, _("Rename the region"), reverse("region", args=[pk]))


@login_required
def holiday_new(request: Request, code: str) -> HttpResponse:
    programme = programme_of(request, code, Role.ADMINISTRATOR)
    form = HolidayForm(request.POST or None)
    if _done(request, form, actions.add_holiday, programme=programme):
        messages.success(request, _("The holiday is added."))
        return redirect("country", code=programme.code)
    return _form(request, programme, form, _("Add a holiday"))


@login_required
def holidays_paste(request: Request, code: str) -> HttpResponse:
    programme = programme_of(request, code, Role.ADMINISTRATOR)
    form = HolidayListForm(request.POST or None)
    new = _done(request, form, actions.add_holidays, programme=programme)
    if new is not None:
        said = ngettext("%(n)s day is new.", "%(n)s days are new.", new) % {"n": new}
        messages.success(request, f"{said} {_('Days that were holidays already stay as they are.')}")
        return redirect("country", code=programme.code)
    return _form(request, programme, form, _("Paste a list of holidays"))


@login_required
@require_POST
def holiday_remove(request: Request, pk: UUID) -> HttpResponse:
    holiday = of_mine(request, Holiday, pk)
    return carry_out_button(
        request,
        actions.remove_holiday,
        _("The holiday is removed."),
        "country",
        holiday.programme.code,
        holiday=holiday,
    )


@login_required
def contact_new(request: Request, code: str) -> HttpResponse:
    programme = programme_of(request, code, Role.ADMINISTRATOR)
    form = ContactForm(request.POST or None)
    if _done(request, form, actions.add_contact, programme=programme):
        messages.success(request, _("The contact is added."))
        return redirect("country", code=programme.code)
    return _form(request, programme, form, _("Add a contact"))


@login_required
def contact_change(request: Request, pk: UUID) -> HttpResponse:
    contact = _contact(request, pk)
    now = {name: getattr(contact, name) for name in ContactForm.base_fields}
    form = ContactForm(request.POST or None, initial=now)
    if _done(request, form, actions.change_contact, contact=contact):
        messages.success(request, _("The contact is changed."))
        return redirect("country", code=contact.programme.code)
    return _form(request, contact.programme, form, _("Change a contact"))


@login_required
@require_POST
def contact_remove(request: Request, pk: UUID) -> HttpResponse:
    contact = _contact(request, pk)
    done = _("The contact is removed.")
    return carry_out_button(
        request, actions.remove_contact, done, "country", contact.programme.code, contact=contact
    )


def programme_of(request: Request, code: str, *roles: Role) -> CountryProgramme:
    found = CountryProgramme.objects.of_staff(request.user, *roles).filter(code=code.upper()).first()
    if found is None:
        raise Http404
    return found


def of_mine(request: Request, model: Any, pk: UUID) -> Any:
    """The row of a country that the person administers, or 404."""
    mine = CountryProgramme.objects.of_staff(request.user, Role.ADMINISTRATOR)
    found = model.objects.filter(programme__in=mine, pk=pk).select_related("programme").first()
    if found is None:
        raise Http404
    return found


def _contact(request: Request, pk: UUID) -> Contact:
    contact = fetch(Contact, request.user, pk=pk)
    programme_of(request, contact.programme.code, Role.ADMINISTRATOR)
    return contact


def _done(request: Request, form: Form, action: Any, **given: Any) -> Any:
    """What the action made; None where there is nothing to do yet, or it was refused."""
    return carry_out(form, action, by=request.user, at=request.at, **given) if form.is_bound else None


def _form(
    request: Request, programme: CountryProgramme, form: Form, title: str, cancel: str = ""
) -> HttpResponse:
    cancel = cancel or reverse("country", args=[programme.code])
    context = {"programme": programme, "form": form, "title": title, "cancel": cancel}
    return render(request, "country/form.html", context, status=422 if form.is_bound else 200)
