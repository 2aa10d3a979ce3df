"""The plan as a list: which items, in which order, under which heads, and its key figures.

One query reads the items of the factory that the filter lets through; a plan has some hundred
items after years, so that grouping and paging happen here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from advisory.models import Evidence, PlanComment, PlanItem
from factories.export import Cell
from factories.models import Factory

Status = PlanItem.Status
LATER = date.max
UNVERIFIED = "unverified"


@dataclass(frozen=True)
class Wanted:
    """What the filter of the plan asks for; empty means everything."""

    words: str = ""
    status: str = UNVERIFIED
    origin: str = ""
    owner: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Wanted":
        return cls(
            words=asked.get("q", "").strip()[:100],
            status=asked.get("status", UNVERIFIED),
            origin=asked.get("origin", ""),
            owner=asked.get("owner", "")[:120],
        )


@dataclass
class Row:
    """An item as its row shows it."""

    item: PlanItem
    overdue: bool
    files: int = 0
    comments: int = 0
    opened: bool = False  # its form stands under it
    group: str = ""  # the head above this row, on the first of its group and of a page
    group_said: str = ""

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.item.owner.split()[:2]).upper()


def items_wanted(user: User, factory: Factory, wanted: Wanted, today: date) -> list[PlanItem]:
    """As the page shows them and the spreadsheet holds them, overdue first within each cluster."""
    rows = PlanItem.objects.visible_to(user).filter(factory=factory)
    rows = rows.filter(_status(wanted.status, today)).select_related("point__cluster")
    if wanted.origin:
        rows = rows.filter(origin=wanted.origin)
    if wanted.owner:
        rows = rows.filter(owner=wanted.owner)
    if wanted.words:
        rows = rows.filter(_with_words(wanted.words))
    return in_order(rows, today)


def _status(status: str, today: date) -> Q:
    if status == UNVERIFIED:
        return ~Q(status__in=[Status.VERIFIED, Status.DROPPED])
    if status == "overdue":
        return Q(status__in=[Status.OPEN, Status.IN_PROGRESS], due_on__lt=today)
    return Q(status=status) if status in Status.values else Q()


def _with_words(words: str) -> Q:
    number = words.upper().removeprefix("IP-")
    found = Q(title__icontains=words) | Q(words__icontains=words) | Q(root_cause__icontains=words)
    return found | Q(number=int(number)) if number.isdigit() and len(number) < 9 else found


def is_overdue(item: PlanItem, today: date) -> bool:
    waits = item.status in (Status.OPEN, Status.IN_PROGRESS)
    return waits and item.due_on is not None and item.due_on < today


def in_order(items: Iterable[PlanItem], today: date) -> list[PlanItem]:
    """Clusters with overdue items first, then as the tool orders them; within, by due date."""
    found = list(items)
    late = {_cluster(item) for item in found if is_overdue(item, today)}

    def key(item: PlanItem) -> tuple[bool, int, str, bool, date, int]:
        cluster = item.point.cluster if item.point else None
        place = (_cluster(item) not in late, cluster.order if cluster else 99, _cluster(item))
        return (*place, not is_overdue(item, today), item.due_on or LATER, item.number)

    return sorted(found, key=key)


def _cluster(item: PlanItem) -> str:
    return item.point.cluster.name if item.point else _("Other matters")


def rows_of(
    user: User, page: Iterable[PlanItem], every: list[PlanItem], today: date, opened: str = ""
) -> list[Row]:
    """The rows of one page, with their heads and counts."""
    shown = list(page)
    files, comments = _counts(user, Evidence, shown), _counts(user, PlanComment, shown)
    sizes = Counter(_cluster(item) for item in every)
    over = Counter(_cluster(item) for item in every if is_overdue(item, today))
    rows, last = [], ""
    for item in shown:
        is_open = str(item.pk) == opened and item.is_open
        row = Row(item, is_overdue(item, today), files[item.pk], comments[item.pk], is_open)
        if (name := _cluster(item)) != last:
            row.group, row.group_said, last = name, _size(sizes[name], over[name]), name
        rows.append(row)
    return rows


def _size(items: int, over: int) -> str:
    said = ngettext("%(count)s item", "%(count)s items", items) % {"count": items}
    return _("%(items)s, %(overdue)s overdue") % {"items": said, "overdue": over} if over else said


def _counts(
    user: User, model: type[Evidence] | type[PlanComment], items: list[PlanItem]
) -> "Counter[object]":
    if not items:
        return Counter()
    rows = model.objects.visible_to(user).filter(item__in=[item.pk for item in items])
    return Counter(dict(rows.order_by().values_list("item").annotate(n=Count("id"))))


@dataclass(frozen=True)
class Figures:
    """The plan in numbers; `oldest` is the due date of what is longest over."""

    by_status: "Counter[str]"
    overdue: int
    oldest: date | None
    owners: list[str]

    @property
    def unverified(self) -> int:
        waiting = (Status.OPEN, Status.IN_PROGRESS, Status.DONE)
        return sum(self.by_status[status] for status in waiting)

    @property
    def total(self) -> int:
        return self.unverified + self.by_status[Status.VERIFIED]


def figures(user: User, factory: Factory, today: date) -> Figures:
    rows = PlanItem.objects.visible_to(user).filter(factory=factory)
    found = list(rows.order_by().values_list("status", "due_on", "owner"))
    late = [due for status, due, _who in found if due and due < today and status in ("open", "in_progress")]
    return Figures(
        by_status=Counter(status for status, _due, _who in found),
        overdue=len(late),
        oldest=min(late, default=None),
        owners=sorted({who for _status, _due, who in found if who}),
    )


HEADER = (
    "number",
    "item",
    "in more words",
    "cluster",
    "compliance point",
    "comes from",
    "public issue",
    "root cause",
    "who sees to it",
    "until",
    "status",
    "done on",
    "verified on",
)


def as_cells(item: PlanItem) -> Sequence[Cell]:
    """One row of the spreadsheet, under `HEADER`; instants as UTC days."""
    return (
        item.code,
        item.title,
        item.words,
        item.point.cluster.name if item.point else "",
        item.point.name if item.point else "",
        str(item.get_origin_display()),
        item.public_issue,
        item.root_cause,
        item.owner,
        item.due_on,
        str(item.get_status_display()),
        item.done_at.date() if item.done_at else None,
        item.verified_at.date() if item.verified_at else None,
    )
