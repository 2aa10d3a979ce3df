"""The improvement plan: how items come into it (IP-1)."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from accounts.errors import Invalid
from accounts.models import User
from accounts.verbs import verb
from advisory.models import ImprovementPlan, PlanItem
from factories.models import Factory
from programmes.models import CompliancePoint

TITLE_LENGTH = 300


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
