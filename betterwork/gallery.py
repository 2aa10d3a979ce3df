"""Every component in every state, for those who build pages; served in DEBUG only."""

from datetime import UTC, datetime, timedelta

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from betterwork.badges import BADGES
from betterwork.icons import ICONS

AT = datetime(2026, 11, 17, 9, 8, tzinfo=UTC)
ZONE = "Asia/Phnom_Penh"
SIDES = [("CS", "Chan Sokha", "staff"), ("SB", "Sun Bopha", "worker"), ("HR", "Heng Rithy", "mgmt")]


class EveryField(forms.Form):
    """One field of each kind; sent empty it shows every error."""

    action = forms.CharField(label="Action", help_text="What will be different when it is done?")
    owner = forms.ChoiceField(label="Owner", choices=[("", "Choose"), ("hr", "Heng Rithy")])
    due = forms.DateField(label="Due")
    seen_at = forms.DateTimeField(label="Seen at", required=False)
    workers = forms.IntegerField(label="Workers", min_value=0, help_text="On the day of the visit.")
    how = forms.ChoiceField(
        label="How", widget=forms.RadioSelect, choices=[("on_site", "On-site"), ("virtual", "Virtual")]
    )
    topics = forms.MultipleChoiceField(
        label="Topics",
        widget=forms.CheckboxSelectMultiple,
        choices=[("osh", "Safety and health"), ("pay", "Compensation")],
        required=False,
    )
    photo = forms.FileField(label="Photo", help_text="Up to 10 MB. Location data is removed.")
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    balanced = forms.BooleanField(label="Both sides are balanced", help_text="Counted on the list.")


def gallery(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Saved. Your advisor gets a notice.")
    return render(request, "dev/components.html", _parts() | _moments() | {"zone": ZONE, "at": AT})


def _parts() -> dict[str, object]:
    return {
        "icons": sorted(ICONS),
        "badges": list(BADGES),
        "sides": SIDES,
        "form": EveryField(),
        "refused": EveryField({"action": "Fit push bars on six doors", "owner": ""}, auto_id="refused_%s"),
        "kpis": [
            {"label": "Open items", "figure": 14, "note": "6 not started"},
            {"label": "Overdue", "figure": 3, "note": "oldest 11 days", "bad": True},
            {"label": "PICC meetings", "figure": 5, "of": 6},
        ],
        "rules": [
            {"met": True, "fact": "Sourcing relationship, confirmed", "since": "4 Jan 2025"},
            {"met": False, "fact": "Third-party access form", "note": "The factory has not signed it."},
            {"met": None, "fact": "Registered and paid", "note": "Waiting for payment."},
        ],
        "steps": [
            {"title": "Registered", "when": "28 Aug 2026", "state": "done"},
            {"title": "Initial advisory", "when": "Day 64 of 100", "state": "now", "share": 64},
            {"title": "Assessment", "when": "After day 100, unannounced", "state": "off"},
            {"title": "Report and plan", "when": "28 days after the assessment"},
        ],
        "page": Paginator(range(61), 5).page(2),
    }


def _moments() -> dict[str, object]:
    def after(**span: int) -> datetime:
        return AT + timedelta(**span)

    return {
        "promises": [after(days=12), after(days=2), after(hours=3), after(days=-4), after(hours=-2)],
        "aims": [after(days=84), after(days=3), after(days=-4)],
        "yesterday": after(days=-1),
        "clocks": [
            (after(hours=-11), after(hours=61), None),
            (after(hours=-28), after(hours=20), None),
            (after(hours=-43), after(hours=5), None),
            (after(hours=-51), after(hours=-3), None),
            (after(hours=-48), after(), after(hours=-16)),
        ],
        "lines": [
            {
                "title": "Check 3 plan items",
                "url": "#",
                "text": "Marked done",
                "due_at": after(days=-4),
                "zone": ZONE,
            },
            {"title": "Visit 3", "url": "#", "due_at": after(days=2), "zone": ZONE, "action": "Prepare"},
            {"title": "Minutes of the PICC", "state": "waiting"},
        ],
        "events": [{"at": after(days=-1), "text": "Chan Sokha: verified, seen on site"}],
    }
