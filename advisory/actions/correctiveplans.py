"""A buyer's corrective action plan: sent, looked through, taken in, mapped point by point (IP-4)."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.lifecycle import advance
from accounts.models import User
from accounts.verbs import unless_taken, verb
from advisory.access import advises
from advisory.actions.priorities import MANAGEMENT
from advisory.buyers import planfile
from advisory.buyers.joining import is_buyers, require_all
from advisory.buyers.suggesting import point_meant
from advisory.models import BuyerPriority, CorrectivePlan, CorrectivePoint, Coverage, PlanDownload, PlanItem
from factories.access import require_role
from factories.imports.table import MAX_BYTES, Unreadable
from factories.models import BuyerLink, Factory
from programmes.models import CompliancePoint

Status = CorrectivePlan.Status


@verb
def receive_plan(*, link: BuyerLink, file: UploadedFile, by: User, at: datetime) -> CorrectivePlan:
    """Reads the file and guesses its columns; nothing is taken in yet. The buyer sends it, or the
    factory's management for a buyer whose relationship it confirmed."""
    on_behalf = not is_buyers(by, link.buyer)
    if not on_behalf:
        require_all(link, by)
    if link.factory is None or link.confirmed_at is None or link.ended_at is not None:
        raise WrongState(_("There is no confirmed relationship between this buyer and the factory."))
    if on_behalf:
        require_role(by, *MANAGEMENT, factory=link.factory)
    content = _content(file)
    sheet = _sheet(content)
    return CorrectivePlan.rows.create(
        buyer_id=link.buyer_id,
        factory=link.factory,
        name=(file.name or "")[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        on_behalf=on_behalf,
        header_line=sheet.header_line,
        headers=sheet.headers,
        columns={str(index): field for index, field in sheet.columns.items()},
        lines=sheet.lines,
        uploaded_by=by,
        uploaded_at=at,
    )


def _content(file: UploadedFile) -> bytes:
    if file.size is None or file.size > MAX_BYTES:
        said = {"limit": MAX_BYTES // (1024 * 1024)}
        raise Invalid(_("The file is too big. Send one of at most %(limit)s MB.") % said, "file")
    content: bytes = file.read()
    return content


def _sheet(content: bytes) -> planfile.Sheet:
    try:
        return planfile.sheet_of(content)
    except Unreadable as refused:
        raise Invalid(str(refused), "file") from refused


@verb
def say_columns(
    *, plan: CorrectivePlan, columns: Mapping[int, str], by: User, at: datetime
) -> CorrectivePlan:
    """The sender corrects which column is what."""
    _require_sender(plan, by)
    _require_draft(plan)
    chosen = {str(index): field for index, field in columns.items() if field}
    if "issue" not in chosen.values():
        raise Invalid(_("Say which column holds the point or issue."))
    if len(set(chosen.values())) < len(chosen) or not set(chosen.values()) <= set(planfile.FIELDS):
        raise Invalid(_("Two columns cannot be the same thing. Choose one of them."))
    plan.columns = chosen
    plan.save(update_fields=["columns"])
    return plan


@verb
def take_in_plan(*, plan: CorrectivePlan, by: User, at: datetime) -> CorrectivePlan:
    """The good rows become points that both sides read; the others stay out, as the dry run said."""
    _require_sender(plan, by)
    _require_draft(plan)
    rows = read_rows(plan)
    good = [row for row in rows if not row.problems]
    if not good:
        raise Invalid(_("No row can be taken in. Correct the columns or the file."))
    points = list(CompliancePoint.objects.filter(facts=False))
    advance(plan, Status.TAKEN_IN, taken_in_at=at, lines=[], left_out=len(rows) - len(good), untold=True)
    CorrectivePoint.rows.bulk_create(_point(plan, row, points) for row in good)
    return plan


def read_rows(plan: CorrectivePlan) -> list[planfile.Row]:
    """The dry run: what each line of a draft would become."""
    return planfile.rows_of(plan.lines, {int(index): field for index, field in plan.columns.items()})


def _point(plan: CorrectivePlan, row: planfile.Row, points: list[CompliancePoint]) -> CorrectivePoint:
    return CorrectivePoint(
        buyer_id=plan.buyer_id,
        factory_id=plan.factory_id,
        plan=plan,
        line=row.line,
        issue=row.issue,
        requirement=row.requirement,
        due_on=row.due_on,
        said_status=row.status,
        responsible=row.responsible,
        point_id=point_meant([row.topic, row.issue, row.requirement], points),
    )


@verb
def withdraw_plan(*, plan: CorrectivePlan, by: User, at: datetime) -> CorrectivePlan:
    """The sender throws a draft away, or the buyer takes its plan back; what was decided stays in the plan."""
    if not (plan.status == Status.TAKEN_IN and is_buyers(by, plan.buyer)):
        _require_sender(plan, by)
    return advance(plan, Status.WITHDRAWN, lines=[])


def _require_sender(plan: CorrectivePlan, by: User) -> None:
    if plan.on_behalf:
        require_role(by, *MANAGEMENT, factory=plan.factory)
    elif not is_buyers(by, plan.buyer):
        raise NotAllowed(_("The side that sent the plan does this."))


def _require_draft(plan: CorrectivePlan) -> None:
    if plan.status != Status.DRAFT:
        raise WrongState(_("This plan was taken in or withdrawn already."))


@verb
def record_download(*, plan: CorrectivePlan, format: str, by: User, at: datetime) -> None:
    """Who took the mapped plan away; the buyer reads it in its own log."""
    given = {"buyer_id": plan.buyer_id, "factory_id": plan.factory_id}
    PlanDownload.rows.bulk_create([PlanDownload(plan=plan, user=by, format=format, at=at, **given)])


# -- Mapping -----------------------------------------------------------------------------


@verb
def cover_point(*, point: CorrectivePoint, item: PlanItem, by: User, at: datetime) -> Coverage:
    """A person says that this item covers the point; several may."""
    _require_mapper(point.factory, by)
    _require_taken_in(point)
    if item.factory_id != point.factory_id:
        raise Invalid(_("Choose an item of this factory's plan."), "item")
    pair = {"buyer_id": point.buyer_id, "factory_id": point.factory_id}
    with unless_taken(WrongState(_("This item covers the point already."))):
        made = Coverage.rows.create(point=point, item=item, said_by=by, said_at=at, **pair)
    CorrectivePoint.rows.filter(pk=point.pk).update(left_because="", left_by=None, left_at=None)
    _settle(point, at)
    return made


@verb
def uncover_point(*, coverage: Coverage, by: User, at: datetime) -> None:
    """The mapping was wrong; the trail keeps it."""
    _require_mapper(coverage.factory, by)
    point = coverage.point
    coverage.delete()
    _settle(point, at)


@verb
def leave_point(*, point: CorrectivePoint, reason: str, by: User, at: datetime) -> CorrectivePoint:
    """Nothing covers it and nothing will, for a reason that the buyer reads."""
    _require_mapper(point.factory, by)
    _require_taken_in(point)
    if not reason.strip():
        raise Invalid(_("Write why it is left. The buyer reads this."), "reason")
    if Coverage.rows.filter(point=point).exists():
        raise WrongState(_("An item covers this point. Take the mapping away first."))
    point.left_because, point.left_by, point.left_at = reason.strip(), by, at
    point.save(update_fields=["left_because", "left_by", "left_at"])
    _settle(point, at)
    return point


@verb
def put_point_to_picc(*, point: CorrectivePoint, by: User, at: datetime) -> BuyerPriority:
    """A point that nothing covers goes the way of a priority: onto an agenda, then to the committee."""
    _require_mapper(point.factory, by)
    _require_taken_in(point)
    title = point.issue if len(point.issue) <= 200 else point.issue[:199].rstrip() + "…"
    given = {"buyer_id": point.buyer_id, "factory_id": point.factory_id, "point_id": point.point_id}
    words = "\n\n".join(said for said in (point.issue, point.requirement) if said and said != title)
    with unless_taken(WrongState(_("This point is on its way to the PICC already."))):
        made = BuyerPriority.rows.create(
            answers=point, title=title, words=words, raised_by=by, raised_at=at, **given
        )
    _settle(point, at)
    return made


def _require_mapper(factory: Factory, by: User) -> None:
    if not advises(by, factory):
        require_role(by, *MANAGEMENT, factory=factory)


def _require_taken_in(point: CorrectivePoint) -> None:
    if point.plan.status != Status.TAKEN_IN:
        raise WrongState(_("This plan was withdrawn."))


def _settle(point: CorrectivePoint, at: datetime) -> None:
    """When the last point is answered the buyer is told, once."""
    plan = CorrectivePlan.rows.select_for_update().get(pk=point.plan_id)
    answered = not CorrectivePoint.rows.unanswered(plan).exists()
    if answered and plan.answered_at is None:
        plan.answered_at, plan.untold = at, True
    elif not answered:
        plan.answered_at = None
    plan.save(update_fields=["answered_at", "untold"])
