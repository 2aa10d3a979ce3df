"""Pages of a demo alone: moving its clock, and reading the mails that went to a folder.

Their addresses exist only where the setting DEMO is on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock
from accounts.errors import Invalid
from accounts.models import User
from accounts.requests import Request
from betterwork import celery
from factories.models import Factory
from reporting.models import Report

SHOWN = 30  # mails, the newest
BETWEEN_MAILS = b"-" * 79 + b"\n"  # as Django's backend of files writes
LEAPS: dict[str, tuple[str | Promise, timedelta | relativedelta]] = {
    "day": (gettext_lazy("A day on"), timedelta(days=1)),
    "week": (gettext_lazy("A week on"), timedelta(days=7)),
    "month": (gettext_lazy("A month on"), relativedelta(months=1)),
}


class ClockForm(forms.Form):
    """A local day and time of the person's programme."""

    on = forms.DateField(label=gettext_lazy("Day"))
    at = forms.TimeField(label=gettext_lazy("Time"), initial="09:00", widget=forms.TimeInput(format="%H:%M"))

    def __init__(self, *args: object, zone: tzinfo, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.zone = zone

    @property
    def moment(self) -> datetime:
        day: date = self.cleaned_data["on"]
        hour: time = self.cleaned_data["at"]
        return datetime.combine(day, hour, self.zone)


@login_required
def demo_clock(request: Request) -> HttpResponse:
    """Moves the time of everybody in this demo forward; the worker then does what is due."""
    zone = _zone(request.user)
    form = ClockForm(request.POST or None, zone=zone, initial={"on": request.at.astimezone(zone).date()})
    if request.method == "POST" and (moment := _wanted(request, form)):
        try:
            clock.move_to(moment)
            transaction.on_commit(celery.ring_all)
        except Invalid as refused:
            form.add_error("on", str(refused))
        else:
            messages.success(request, _("The clock is moved. The worker does what is due now."))
            return redirect("demo_clock")
    context = {"form": form, "zone": zone, "leaps": _leaps(), "coming": _coming(request)}
    return render(request, "demo/clock.html", context, status=422 if form.errors else 200)


def _wanted(request: Request, form: ClockForm) -> datetime | None:
    """What a button asks for; else what was typed, if that is a moment."""
    leap = request.POST.get("leap", "")
    if leap in LEAPS:
        form.is_bound = False
        return request.at + LEAPS[leap][1]
    if leap == "release" and (coming := _coming(request)):
        form.is_bound = False
        return coming[0].release_at + timedelta(minutes=1) if coming[0].release_at else None
    return form.moment if form.is_valid() else None


def _leaps() -> list[tuple[str, str]]:
    return [(key, str(label)) for key, (label, _length) in LEAPS.items()]


def _coming(request: Request) -> list[Report]:
    """What is released next, of what this person may see."""
    approved = Report.objects.visible_to(request.user).filter(
        status=Report.Status.APPROVED, release_at__gt=request.at
    )
    return list(approved.select_related("factory__programme").order_by("release_at", "pk")[:3])


def _zone(user: User) -> tzinfo:
    """Of the first factory that the person sees."""
    found = Factory.objects.visible_to(user).select_related("programme").order_by("code").first()
    return ZoneInfo(found.programme.zone) if found else UTC


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    text: str
    sent_at: datetime


@login_required
def demo_mail(request: Request) -> HttpResponse:
    """The newest mails, whoever they are to: everybody in a demo is made up."""
    words = request.GET.get("q", "").strip().lower()
    every = (mail for file in _files() for mail in _read(file))
    found = [mail for _nth, mail in zip(range(SHOWN), _to(every, words), strict=False)]
    return render(request, "demo/mail.html", {"mails": found, "shown": SHOWN})


def _to(mails: Iterator[Mail], words: str) -> Iterator[Mail]:
    return (mail for mail in mails if words in f"{mail.to} {mail.subject}".lower())


def _files() -> list[Path]:
    found = [(file.stat().st_mtime_ns, file) for file in settings.MAIL_DIR.glob("*.log")]
    return [file for _when, file in sorted(found, reverse=True)]


def _read(file: Path) -> Iterator[Mail]:
    """Newest first; one file holds what went out over one connection."""
    for raw in reversed(file.read_bytes().split(BETWEEN_MAILS)):
        if raw.strip():
            yield _mail(message_from_bytes(raw, policy=policy.default))


def _mail(found: EmailMessage) -> Mail:
    body = found.get_body(("plain",))
    sent_at = found["Date"].datetime if found["Date"] else datetime.now(UTC)
    return Mail(str(found["To"]), str(found["Subject"]), body.get_content() if body else "", sent_at)
