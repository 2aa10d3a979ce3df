"""A buyer's log of its own activity at a factory (WHO-10): what it asked, raised, sent, took away and read.

Floors above add what they know in `AppConfig.ready()`: `activity.add(downloads)`. A source reads through
the door, so that what the buyer may not know any more is gone from its log too.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.template import TemplateDoesNotExist
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from advisory.models import BuyerPriority, CorrectivePlan, PlanDownload, VisitRequest
from factories import outbox
from factories.export import Cell
from factories.models import BuyerLink, Delivery, Message

SHOWN = 500
HEADER = ("at (UTC)", "who", "what")


@dataclass(frozen=True)
class Act:
    at: datetime
    who: str
    what: str
    url: str = ""


Source = Callable[[BuyerLink, User], Iterable[Act]]
SOURCES: list[Source] = []


def add(source: Source) -> None:
    """The same source twice stands once."""
    if source not in SOURCES:
        SOURCES.append(source)


def log_of(link: BuyerLink, user: User) -> list[Act]:
    """Newest first. `user` works for the claim's buyer."""
    found = [act for source in (*OWN, *SOURCES) for act in source(link, user)]
    return sorted(found, key=lambda act: act.at, reverse=True)[:SHOWN]


def as_cells(act: Act) -> Sequence[Cell]:
    return (act.at, act.who, act.what)


def _mine(model: Any, link: BuyerLink, user: User) -> Any:
    """The buyer's own rows at the factory; none while the factory has not confirmed."""
    rows = model.objects.visible_to(user).filter(buyer=link.buyer_id, factory=link.factory_id)
    return rows if link.confirmed_at else rows.none()


def requests(link: BuyerLink, user: User) -> Iterator[Act]:
    rows = VisitRequest.objects.visible_to(user).filter(link=link).select_related("asked_by")
    for each in rows[:SHOWN]:
        url = reverse("visit_request", args=[each.pk])
        joint = each.kind == VisitRequest.Kind.JOINT
        asked = _("Asked for a joint visit") if joint else _("Asked to shadow a visit")
        yield Act(each.asked_at, each.asked_by.name, asked, url)
        if each.withdrawn_at:
            yield Act(each.withdrawn_at, link.buyer.name, _("Withdrew a request to join a visit"), url)


def priorities(link: BuyerLink, user: User) -> Iterator[Act]:
    """Those that the buyer raised itself; not the points that the factory put to the PICC."""
    for each in _mine(BuyerPriority, link, user).filter(answers=None).select_related("raised_by")[:SHOWN]:
        url = reverse("priority", args=[each.pk])
        said = {"title": each.title}
        yield Act(each.raised_at, each.raised_by.name, _("Raised a priority: %(title)s") % said, url)
        if each.withdrawn_at:
            what = _("Withdrew a priority: %(title)s") % said
            yield Act(each.withdrawn_at, link.buyer.name, what, url)


def plans(link: BuyerLink, user: User) -> Iterator[Act]:
    rows = _mine(CorrectivePlan, link, user).filter(on_behalf=False)
    for each in rows.defer("lines").select_related("uploaded_by")[:SHOWN]:
        url, said = reverse("corrective_plan", args=[each.pk]), {"name": each.name}
        what = _("Sent a corrective action plan: %(name)s") % said
        yield Act(each.uploaded_at, each.uploaded_by.name, what, url)


def plan_downloads(link: BuyerLink, user: User) -> Iterator[Act]:
    """By the buyer's people; the factory's own downloads are no business of the buyer."""
    rows = _mine(PlanDownload, link, user).filter(user__memberships__organisation=link.buyer.organisation_id)
    for each in rows.select_related("user", "plan").distinct()[:SHOWN]:
        said = {"name": each.plan.name, "format": each.format.upper()}
        what = _("Downloaded the mapped plan %(name)s (%(format)s)") % said
        yield Act(each.at, each.user.name, what, reverse("corrective_plan", args=[each.plan_id]))


def notices(link: BuyerLink, user: User) -> Iterator[Act]:
    """What the person read in the inbox about this factory, and answers to its own requests."""
    asked = VisitRequest.objects.visible_to(user).filter(link=link).values("pk")
    about = Q(factory=link.factory_id) if link.confirmed_at else Q(pk__in=[])
    inbox: Any = Delivery.objects.visible_to(user)
    read = inbox.inbox_of(user).filter(about | Q(message__subject_id__in=asked), read_at__isnull=False)
    for each in read.select_related("message__to", "message__factory")[:SHOWN]:
        what = _("Read a notice: %(subject)s") % {"subject": _subject(each.message)}
        yield Act(each.read_at, user.name, what)


def _subject(message: Message) -> str:
    """A kind whose words are gone, from an older release, must not close the log."""
    try:
        return outbox.words(message)[0]
    except TemplateDoesNotExist:
        return _("Message")


OWN: tuple[Source, ...] = (requests, priorities, plans, plan_downloads, notices)
