"""The logbook: the own entries, for management all of the country; writing one; remarks."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.forms import carry_out
from accounts.models import Role
from accounts.paging import page_of
from accounts.requests import Request
from advisory import actions
from advisory.doors import one
from advisory.forms.logbook import EntryForm, RemarkForm
from advisory.models import LogbookEntry, LogbookRemark
from advisory.views.integrity import require_staff


@login_required
@never_cache
def logbook(request: Request) -> HttpResponse:
    require_staff(request)
    rows = LogbookEntry.objects.visible_to(request.user).select_related("factory", "written_by", "programme")
    page = page_of(rows.order_by("-written_at", "pk"), request.GET.get("page"))
    is_management = request.user.is_(Role.COUNTRY_MANAGER, Role.HEAD_OFFICE)
    return render(request, "integrity/logbook.html", {"page": page, "is_management": is_management})


@login_required
@never_cache
@sensitive_post_parameters()
def logbook_new(request: Request) -> HttpResponse:
    require_staff(request)
    form = EntryForm(request.POST or None, user=request.user, at=request.at)
    if form.is_bound and (made := carry_out(form, actions.write_entry, by=request.user, at=request.at)):
        messages.success(request, _("Written down. Management is told at once."))
        return redirect("logbook_entry", pk=made.pk)
    return render(request, "integrity/entry_new.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@never_cache
@sensitive_post_parameters()
def logbook_entry(request: Request, pk: UUID) -> HttpResponse:
    related = ("factory", "written_by", "programme")
    entry = one(LogbookEntry.objects.visible_to(request.user).select_related(*related), pk=pk)
    form = RemarkForm(request.POST or None)
    if (
        form.is_bound
        and carry_out(form, actions.add_remark, entry=entry, by=request.user, at=request.at) is not None
    ):
        messages.success(request, _("The remark is added."))
        return redirect("logbook_entry", pk=pk)
    remarks = LogbookRemark.objects.visible_to(request.user).filter(entry=entry).select_related("written_by")
    context = {"entry": entry, "form": form, "remarks": remarks, "zone": entry.programme.zone}
    return render(request, "integrity/entry.html", context, status=422 if form.is_bound else 200)
