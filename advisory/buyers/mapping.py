"""A buyer's plan as it is mapped: what answers each point, as far as the person may read it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from advisory.buyers.suggesting import Item, Suggestion, suggestions
from advisory.buyers.wishes import Sight, items_of, sight_of
from advisory.models import BuyerPriority, BuyersItem, CorrectivePlan, CorrectivePoint, Coverage, PlanItem
from factories.export import Cell

HEADER = (
    "line",
    "issue",
    "requirement",
    "due date",
    "status in the buyer's plan",
    "responsible",
    "compliance point",
    "coverage",
    "plan items",
    "status of the items",
    "due dates of the items",
    "reason",
)


@dataclass(frozen=True)
class Mapped:
    """A point and what answers it; `state` is a badge, empty where the person may not know."""

    point: CorrectivePoint
    state: str
    items: Sequence[PlanItem | BuyersItem] = ()
    coverages: Sequence[Coverage] = ()
    priority: BuyerPriority | None = None
    reason: str = ""


@dataclass(frozen=True)
class Mapping:
    sight: Sight
    points: Sequence[Mapped]

    @property
    def counts(self) -> "Counter[str]":
        return Counter(each.state for each in self.points)


def mapping_of(plan: CorrectivePlan, user: User) -> Mapping:
    """A buyer that lacks a condition reads its own points alone."""
    sight = sight_of(plan, user)
    rows = CorrectivePoint.objects.visible_to(user).filter(plan=plan).select_related("point")
    points: list[CorrectivePoint] = list(rows.order_by("line"))
    if not sight.open:
        return Mapping(sight, [Mapped(point, "") for point in points])
    keys = [point.pk for point in points]
    covers = _coverages(keys, user) if sight.inside else {}
    told = {} if sight.inside else items_of(keys)
    wished = _priorities(keys, user)
    return Mapping(sight, [_mapped(each, covers, told, wished.get(each.pk)) for each in points])


def _coverages(keys: Sequence[UUID], user: User) -> dict[UUID, list[Coverage]]:
    found: dict[UUID, list[Coverage]] = {}
    rows = Coverage.objects.visible_to(user).filter(point__in=keys).select_related("item", "said_by")
    for each in rows.order_by("item__number"):
        found.setdefault(each.point_id, []).append(each)
    return found


def _priorities(keys: Sequence[UUID], user: User) -> dict[UUID, BuyerPriority]:
    """The latest of each point that was not withdrawn."""
    rows = BuyerPriority.objects.visible_to(user).filter(answers__in=keys)
    kept = rows.exclude(status=BuyerPriority.Status.WITHDRAWN).order_by("raised_at")
    return {each.answers_id: each for each in kept}


def _mapped(
    point: CorrectivePoint,
    covers: dict[UUID, list[Coverage]],
    told: dict[UUID, list[BuyersItem]],
    priority: BuyerPriority | None,
) -> Mapped:
    coverages = covers.get(point.pk, [])
    items: Sequence[PlanItem | BuyersItem] = [each.item for each in coverages] or told.get(point.pk, [])
    return Mapped(
        point=point,
        state=state_of(bool(items), point.left_because, priority.status if priority else ""),
        items=items,
        coverages=coverages,
        priority=priority,
        reason=point.left_because or (priority.answer if priority else ""),
    )


def state_of(covered: bool, left_because: str, priority: str) -> str:
    """Pure: what answers a point, the strongest first."""
    if covered:
        return "covered"
    if left_because:
        return "left_alone"
    if priority in ("raised", "on_agenda"):
        return "at_the_picc"
    return priority or "uncovered"


def suggested(point: CorrectivePoint, user: User) -> list[tuple[PlanItem, Suggestion]]:
    """The open items of the factory's plan that may cover it, ranked, with reasons."""
    taken = Coverage.objects.visible_to(user).filter(point=point).values("item")
    rows = PlanItem.objects.visible_to(user).filter(factory=point.factory_id).exclude(pk__in=taken)
    items = {item.pk: item for item in rows.open().select_related("point")}  # type: ignore[attr-defined]
    compared = [
        Item(item.pk, f"{item.title} {item.words}", item.point_id, item.point.name if item.point else "")
        for item in items.values()
    ]
    text = f"{point.issue} {point.requirement}"
    return [(items[each.pk], each) for each in suggestions(text, point.point_id, compared)]


def as_cells(mapped: Mapped) -> Sequence[Cell]:
    """One row of the spreadsheet, under `HEADER`."""
    point = mapped.point
    return (
        point.line,
        point.issue,
        point.requirement,
        point.due_on,
        point.said_status,
        point.responsible,
        point.point.name if point.point else "",
        _in_words(mapped.state),
        "; ".join(" ".join(filter(None, (item.code, item.title))) for item in mapped.items),
        "; ".join(str(item.get_status_display()) for item in mapped.items),
        "; ".join(item.due_on.isoformat() if item.due_on else "" for item in mapped.items),
        mapped.reason,
    )


def _in_words(state: str) -> str:
    return {
        "covered": _("covered"),
        "left_alone": _("left, with a reason"),
        "at_the_picc": _("on its way to the PICC"),
        "declined": _("declined by the PICC"),
        "not_taken_up": _("not taken up"),
        "uncovered": _("not covered yet"),
    }.get(state, "")
