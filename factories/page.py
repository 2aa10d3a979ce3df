"""The factory's page as a frame that every floor fills: tabs, key figures, timeline, cards.

Upper floors add their parts in `AppConfig.ready()`, so that this floor imports none of them:

    page.add(page.Section("plan", _("Improvement plan"), "improvement_plan", order=20, counts=items_of))
    page.add(page.Figure(_("Overdue"), overdue_items, order=20, bad=True))
    page.add(page.Timeline(visits_of))
    page.add(page.Card("visits/staff_notes.html", notes_of, order=30, levels=(Level.STAFF,)))
    page.add(page.Act(_("Log a visit"), "log_visit", "pencil", roles=(Role.ADVISOR,), primary=True))

and their own pages under a factory stand in the same frame:

    frame = page.enter(request, pk, "plan")            # 404 for whoever may not see the tab
    return render(request, "plan/plan.html", {"frame": frame, ...})
    {% extends "factories/frame.html" %} … {% block content %}…{% endblock %}

All counts of tabs and figures are subqueries of the one query that fetches the factory. `counts` must return what this person may see (`visible_to`), never more.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar, cast
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import PLANNERS, Membership, Role, User
from accounts.requests import Request
from factories.actions.advisors import ADVISED
from factories.actions.registration import MAY_CORRECT
from factories.leave import away_in_words, leave_near
from factories.models import (
    AdvisorAssignment,
    AntiBriberySignature,
    Cycle,
    Factory,
    GroupFactory,
    OpeningMeeting,
)
from factories.models.visibility import FactoryVisibility, Level

T = TypeVar("T")
Words = str | Promise
RowsOf = Callable[[User, datetime], "QuerySet[Any]"]
EVERYBODY = tuple(Level)
INSIDE = (Level.OWN, Level.STAFF, Level.GRANT)


@dataclass(frozen=True)
class Section:
    """A tab. `url_name` takes the factory's id; the rows that `counts` gives are counted beside the label."""

    key: str
    label: Words
    url_name: str
    order: int = 50
    counts: RowsOf | None = None
    levels: tuple[Level, ...] = INSIDE


@dataclass(frozen=True)
class Figure:
    """A key figure: how many rows `counts` gives; `bad` paints it red when there are any."""

    label: Words
    counts: RowsOf
    order: int = 50
    bad: bool = False
    levels: tuple[Level, ...] = INSIDE


@dataclass(frozen=True)
class Entry:
    """One line of “What happened and what comes”. `at` is an aware instant or a local date.

    `due` is "promise" or "aim" for what is to come, empty for what happened.
    """

    title: Words
    at: datetime | date
    text: Words = ""
    url: str = ""
    icon: str = ""
    mode: str = ""  # on_site, virtual, hybrid
    due: str = ""
    why: Words = ""
    link: Words = ""


@dataclass(frozen=True)
class Timeline:
    """Gives entries, newest and nearest first; at most some ten, by at most two queries."""

    entries: Callable[["Frame"], Iterable[Entry]]
    levels: tuple[Level, ...] = INSIDE


@dataclass(frozen=True)
class Card:
    """A card beside the overview: a template and what it needs; None leaves the card out."""

    template: str
    context: Callable[["Frame"], Mapping[str, object] | None]
    order: int = 50
    levels: tuple[Level, ...] = INSIDE


@dataclass(frozen=True)
class Act:
    """A button in the page's head, for people who hold one of the roles."""

    label: Words
    url_name: str
    icon: str
    roles: tuple[Role, ...]
    order: int = 50
    primary: bool = False
    advising: bool = False  # only for the factory's own advisor, or one who was given it


@dataclass(frozen=True)
class StepNote:
    """What a floor knows about a step of the cycle (`steps.py`) once it happened, or None.

    `tell` gets the frame and the open cycle and gives changed fields of the step, such as
    {"state": "done", "since": date, "when": "", "text": "…"}.
    """

    step: str
    tell: Callable[["Frame", Cycle], Mapping[str, Any] | None]


Part = Section | Figure | Timeline | Card | Act | StepNote


@dataclass
class Parts:
    sections: list[Section] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    timelines: list[Timeline] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    notes: list[StepNote] = field(default_factory=list)


PARTS = Parts()


def add(part: Part) -> None:
    """Registers a part; the same part twice stands once."""
    homes: dict[type[Part], list[Any]] = {
        Section: PARTS.sections,
        Figure: PARTS.figures,
        Timeline: PARTS.timelines,
        Card: PARTS.cards,
        Act: PARTS.acts,
        StepNote: PARTS.notes,
    }
    home = homes[type(part)]
    if part not in home:
        home.append(part)
        home.sort(key=lambda each: getattr(each, "order", 0))


class Frame:
    """One factory as one person sees it now."""

    def __init__(self, request: Request, factory: Any, current: str) -> None:
        self.request, self.factory, self.current = request, factory, current
        self.user, self.at = request.user, request.at
        self.levels = frozenset(Level(level) for level in factory.levels)
        self.reasons = frozenset(factory.reasons)
        self._fetched: dict[Callable[[Frame], Any], Any] = {}

    def once(self, fetch: Callable[["Frame"], T]) -> T:
        """What several parts of a floor show, fetched once for the page."""
        if fetch not in self._fetched:
            self._fetched[fetch] = fetch(self)
        return cast(T, self._fetched[fetch])

    def sees(self, part: Section | Figure | Timeline | Card) -> bool:
        return bool(self.levels.intersection(part.levels))

    @property
    def inside(self) -> bool:
        """Neither a buyer nor a constituent: sees working rows, not only what was released."""
        return bool(self.levels.intersection(INSIDE))

    @property
    def is_staff(self) -> bool:
        return Level.STAFF in self.levels

    def may(self, *roles: Role) -> bool:
        """For buttons; the action asks again. A grant gives no role."""
        return not self.reasons.isdisjoint(role.value for role in roles)

    @property
    def zone(self) -> str:
        zone: str = self.factory.programme.zone
        return zone

    @property
    def today(self) -> date:
        """The local date at the factory."""
        return self.at.astimezone(self.factory.programme.tz).date()

    @cached_property
    def tabs(self) -> list[Mapping[str, object]]:
        return [self._tab(number, section) for number, section in enumerate(PARTS.sections)]

    def _tab(self, number: int, section: Section) -> Mapping[str, object]:
        return {
            "label": section.label,
            "url": reverse(section.url_name, args=[self.factory.pk]),
            "count": getattr(self.factory, f"tab_{number}", None),
            "current": section.key == self.current,
            "shown": self.sees(section),
        }

    @property
    def shown_tabs(self) -> list[Mapping[str, object]]:
        return [tab for tab in self.tabs if tab["shown"]]

    @property
    def figures(self) -> list[Mapping[str, object]]:
        return [
            {"label": figure.label, "figure": count, "bad": figure.bad and count > 0}
            for number, figure in enumerate(PARTS.figures)
            if self.sees(figure) and (count := getattr(self.factory, f"figure_{number}", None)) is not None
        ]

    @property
    def acts(self) -> list[Mapping[str, object]]:
        return [
            {"act": act, "url": reverse(act.url_name, args=[self.factory.pk])}
            for act in PARTS.acts
            if self.offers(act)
        ]

    def offers(self, act: Act) -> bool:
        return self.advising if act.advising else self.may(*act.roles)

    @property
    def advising(self) -> bool:
        """For buttons: the factory's advisor of today, or an advisor with a grant on it."""
        given = Level.GRANT in self.levels and self.user.is_(Role.ADVISOR)
        return given or self.factory.advisor_pk == self.user.pk

    @property
    def has_primary(self) -> bool:
        """One yellow button on a page: a floor's act goes before a step of the registration."""
        return any(act.primary and self.offers(act) for act in PARTS.acts)

    @property
    def advisor_initials(self) -> str:
        return "".join(part[0] for part in (self.factory.advisor_name or "").split()[:2]).upper()

    @property
    def advisor_note(self) -> str:
        """Under the advisor's name; to staff also that the advisor is away today."""
        return away_in_words(getattr(self.factory, "advisor_leave", []), self.today) or _(
            "Enterprise Advisor"
        )

    @property
    def may_assign(self) -> bool:
        return self.may(*PLANNERS) and self.factory.status in ADVISED

    @property
    def may_correct(self) -> bool:
        return self.may(*MAY_CORRECT)

    @property
    def cards(self) -> list[Mapping[str, object]]:
        shown = [(card, card.context(self)) for card in PARTS.cards if self.sees(card)]
        return [{"template": card.template, "context": given} for card, given in shown if given is not None]

    @property
    def timeline(self) -> list[Entry]:
        """What comes first, then what happened, newest first."""
        every = [entry for part in PARTS.timelines if self.sees(part) for entry in part.entries(self)]
        return sorted(every, key=lambda entry: self._day(entry.at), reverse=True)

    def _day(self, at: datetime | date) -> tuple[date, str]:
        if isinstance(at, datetime):
            local = at.astimezone(self.factory.programme.tz)
            return local.date(), f"{local:%H:%M}"
        return at, "24"


def enter(request: Request, pk: UUID, current: str, figures: bool = False) -> Frame:
    """The frame around the tab `current` of a factory; 404 for whoever may not see that tab."""
    found = _rows(request, figures).filter(pk=pk).first()
    if found is None:
        raise Http404
    frame = Frame(request, found, current)
    for section in PARTS.sections:
        if section.key == current and not frame.sees(section):
            raise Http404
    return frame


def _rows(request: Request, figures: bool) -> "QuerySet[Any]":
    user, at = request.user, request.at
    mine = FactoryVisibility.objects.filter(user_id=user.pk, factory_id=OuterRef("pk"))
    counts: dict[str, Any] = {
        f"tab_{n}": _count(part.counts, user, at) for n, part in enumerate(PARTS.sections) if part.counts
    }
    if figures:
        counts |= {f"figure_{n}": _count(part.counts, user, at) for n, part in enumerate(PARTS.figures)}
        counts |= _papers(user)
    rows: QuerySet[Any] = Factory.objects.visible_to(user).select_related("programme", "organisation")
    if user.is_programme_staff:
        counts |= _of_the_advisor(user, at)
    annotated: QuerySet[Any] = rows.annotate(
        levels=ArraySubquery(mine.values("level").distinct()),
        reasons=ArraySubquery(mine.values("reason").distinct()),
        advisor_name=Subquery(_advisors(user).values("advisor__name")[:1]),
        advisor_pk=Subquery(_advisors(user).values("advisor")[:1]),
        groups=ArraySubquery(_groups(user).order_by("group__name").values("group__name")),
        **counts,
    )
    return annotated


def _count(rows: RowsOf, user: User, at: datetime) -> Coalesce:
    of_this = rows(user, at).filter(factory=OuterRef("pk")).order_by().values("factory")
    counted = Subquery(of_this.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return Coalesce(counted, 0)


def _papers(user: User) -> dict[str, Exists]:
    """What of the registration is done (ENG-1)."""
    managers = Membership.objects.current().filter(
        organisation=OuterRef("organisation"), role=Role.FACTORY_MANAGER, user__is_machine=False
    )
    signatures = AntiBriberySignature.objects.visible_to(user).filter(factory=OuterRef("pk"))
    meetings = OpeningMeeting.objects.visible_to(user).filter(factory=OuterRef("pk"))
    return {
        "has_manager": Exists(managers),
        "policy_signed": Exists(signatures),
        "meeting_held": Exists(meetings),
    }


def _advisors(user: User) -> "QuerySet[Any]":
    return AdvisorAssignment.objects.visible_to(user).filter(factory=OuterRef("pk"), ended_at=None)


def _of_the_advisor(user: User, at: datetime) -> dict[str, Any]:
    """What staff alone read: the deputy, and the leave that may hold on the local day at the factory."""
    rows = AdvisorAssignment.objects.visible_to(user).filter(factory=OuterRef(OuterRef("pk")), ended_at=None)
    return {
        "deputy_pk": Subquery(_advisors(user).values("deputy")[:1]),
        "deputy_name": Subquery(_advisors(user).values("deputy__name")[:1]),
        "advisor_leave": leave_near(user, rows.values("advisor"), at),
    }


def _groups(user: User) -> "QuerySet[Any]":
    return GroupFactory.objects.visible_to(user).filter(factory=OuterRef("pk"), until=None)
