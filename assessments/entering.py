"""How shared findings come into the improvement plan, beside what the factory diagnosed itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import User
from advisory.actions import open_item
from advisory.models import PlanComment, PlanItem
from assessments.models import Assessment, Finding
from assessments.policies import JOINING


@contextmanager
def joining_the_plan() -> Iterator[None]:
    """Inside, the database shows the action the plan's self-diagnosed items, which the team itself
    may not read before it has finalised (WHO-2). Nothing read here may reach a page."""
    _say("yes")
    try:
        yield
    finally:
        _say("")


def enter_findings(assessment: Assessment, by: User, at: datetime) -> None:
    """Every finding without a plan item gets one: the factory's own open item on the same
    compliance point where there is one, else a new item that comes from the finding."""
    findings = Finding.rows.filter(assessment=assessment, plan_item=None).select_related("point", "question")
    with joining_the_plan():
        own = _diagnosed(assessment)
        for finding in findings.order_by("question__order"):
            item = own.get(finding.point_id)
            finding.plan_item = _join(item, finding, by, at) if item else _open(assessment, finding, by, at)
            finding.save(update_fields=["plan_item"])


def _diagnosed(assessment: Assessment) -> dict[object, PlanItem]:
    """The factory's own open items by compliance point; the newest of several."""
    own = PlanItem.rows.open().filter(
        factory=assessment.factory_id, origin=PlanItem.Origin.SELF_DIAGNOSIS, point__isnull=False
    )
    return {item.point_id: item for item in own.order_by("number")}


def _join(item: PlanItem, finding: Finding, by: User, at: datetime) -> PlanItem:
    """What the factory saw itself was found too: said beside its item, which keeps its own words."""
    words = _("The assessment found this too: %(sentence)s") % {"sentence": finding.sentence}
    PlanComment.rows.create(factory_id=finding.factory_id, item=item, words=words, said_by=by, said_at=at)
    if finding.public and not item.public_issue:
        item.public_issue = True
        item.save(update_fields=["public_issue"])
    return item


def _open(assessment: Assessment, finding: Finding, by: User, at: datetime) -> PlanItem:
    return open_item(
        factory=assessment.factory,
        origin=PlanItem.Origin.FINDING,
        point=finding.point,
        title=finding.sentence,
        words=finding.evidence,
        public_issue=finding.public,
        by=by,
        at=at,
    )


def _say(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [JOINING, value])
