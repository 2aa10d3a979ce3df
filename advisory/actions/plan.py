"""The improvement plan: how items come into it (IP-1)."""

from datetime import date, datetime

from django.db.models import F
from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.models import Role, User
from accounts.verbs import verb
from advisory.access import advises, local_today
from advisory.models import ImprovementPlan, PlanItem
from factories.access import require_role
from factories.models import Factory
from programmes.models import CompliancePoint

TITLE_LENGTH = 300
ADDED_BY_HAND = (
    PlanItem.Origin.SELF_DIAGNOSIS,
    PlanItem.Origin.PICC,
    PlanItem.Origin.BUYER_PRIORITY,
    PlanItem.Origin.INCIDENT,
)


@verb
def open_item(
    *,
    factory: Factory,
    origin: str,
    point: CompliancePoint | None,
    title: str,
    words: str = "",
    public_issue: bool = False,
    by: User | None,
    at: datetime,
) -> PlanItem:
    """Puts an item into the factory's one plan, which opens with the first item.

    A part of other actions, which say who may: sharing findings, completing a self-diagnosis,
    a decision of the committee. A title that is too long is cut and kept whole in `words`. An
    item on a point that was verified before points at the old one: it came back.
    """
    short, rest = _fitted(title, words)
    if not short:
        raise Invalid(_("Write what is to improve."), field="title")
    plan, number = _next_number(factory, at)
    return PlanItem.rows.create(
        factory=factory,
        plan=plan,
        number=number,
        origin=PlanItem.Origin(origin),
        point=point,
        title=short,
        words=rest,
        public_issue=public_issue,
        recurs=_verified_before(factory, point) if origin == PlanItem.Origin.FINDING else None,
        opened_at=at,
        opened_by=by,
    )


def _fitted(title: str, words: str) -> tuple[str, str]:
    title, words = " ".join(title.split()), words.strip()
    if len(title) <= TITLE_LENGTH:
        return title, words
    return title[: TITLE_LENGTH - 1].rstrip() + "…", f"{title}\n\n{words}".strip()


def _next_number(factory: Factory, at: datetime) -> tuple[ImprovementPlan, int]:
    """The plan and the next number in it; the row stays locked until the transaction ends."""
    plan, _created = ImprovementPlan.rows.get_or_create(factory=factory, defaults={"opened_at": at})
    ImprovementPlan.rows.filter(pk=plan.pk).update(items_so_far=F("items_so_far") + 1)
    plan = ImprovementPlan.rows.get(pk=plan.pk)
    return plan, plan.items_so_far


def _verified_before(factory: Factory, point: CompliancePoint | None) -> PlanItem | None:
    if point is None:
        return None
    verified = PlanItem.rows.filter(factory=factory, point=point, status=PlanItem.Status.VERIFIED)
    return verified.order_by("-number").first()


@verb
def add_item(
    *,
    factory: Factory,
    title: str,
    origin: str,
    point: CompliancePoint | None = None,
    words: str = "",
    root_cause: str = "",
    owner: str = "",
    due_on: date | None = None,
    by: User,
    at: datetime,
) -> PlanItem:
    """The factory manager, or its advisor, adds an item by hand; findings come in by themselves."""
    if not advises(by, factory):
        require_role(by, Role.FACTORY_MANAGER, factory=factory)
    if origin not in ADDED_BY_HAND:
        raise Invalid(_("Findings enter the plan when the assessors share them."), field="origin")
    check_due(factory, due_on, at)
    item = open_item(factory=factory, origin=origin, point=point, title=title, words=words, by=by, at=at)
    item.root_cause, item.owner, item.due_on = root_cause.strip(), owner.strip(), due_on
    item.save(update_fields=["root_cause", "owner", "due_on"])
    return item


def check_due(factory: Factory, due_on: date | None, at: datetime) -> None:
    if due_on and due_on < local_today(factory, at):
        raise Invalid(_("This day is over. Choose today or a later day."), field="due_on")


def locked(item: PlanItem, base: str | None = None) -> PlanItem:
    """The row as it is now, held until the transaction ends, if it is still what was looked at."""
    rows = PlanItem.rows.select_for_update(of=("self",)).select_related("factory__programme")
    found = rows.get(pk=item.pk)
    if base is not None and found.version != base:
        raise WrongState(
            _(
                "Not saved: somebody changed this item while you were writing. What you wrote is still"
                " here, and what the item says now stands beside it. Look at both, then save again."
            )
        )
    if not found.is_open:
        raise WrongState(_("This item is closed. If the matter came back, add a new item."))
    return found
