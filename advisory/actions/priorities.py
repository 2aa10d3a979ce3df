"""A buyer's priority on its way: raised, on the agenda or answered, accepted or declined by the PICC (IP-5)."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.lifecycle import advance
from accounts.models import Role, User
from accounts.verbs import verb
from advisory.actions.joining import require_buyers
from advisory.actions.meetings import add_point, require_member
from advisory.actions.plan import check_due, open_item
from advisory.buyers.joining import require_all
from advisory.models import BuyerPriority, Coverage, Decision, Meeting, PlanItem
from factories.access import require_role
from factories.models import Buyer, BuyerLink
from programmes.models import CompliancePoint

Status = BuyerPriority.Status
MANAGEMENT = (Role.FACTORY_MANAGER, Role.PICC_MANAGEMENT)


@verb
def raise_priority(
    *,
    link: BuyerLink,
    title: str,
    words: str = "",
    point: CompliancePoint | None = None,
    by: User,
    at: datetime,
) -> BuyerPriority:
    """Goes to the factory's management; only while all three conditions hold."""
    require_buyers(by, link.buyer)
    require_all(link, by)
    assert link.factory_id
    if not title.strip():
        raise Invalid(_("Write what matters to you."), "title")
    return BuyerPriority.rows.create(
        buyer_id=link.buyer_id,
        factory_id=link.factory_id,
        title=" ".join(title.split())[:200],
        words=words.strip(),
        point=point,
        raised_by=by,
        raised_at=at,
    )


@verb
def withdraw_priority(*, priority: BuyerPriority, by: User, at: datetime) -> BuyerPriority:
    """The buyer takes it back; what the committee decided stays."""
    require_buyers(by, priority.buyer)
    return advance(priority, Status.WITHDRAWN, withdrawn_at=at, untold=True)


# -- Factory management ------------------------------------------------------------------


@verb
def put_priority_on_agenda(
    *, priority: BuyerPriority, meeting: Meeting, by: User, at: datetime
) -> BuyerPriority:
    """Also of a later meeting, when the first did not come to it. The agenda does not name the buyer."""
    require_role(by, *MANAGEMENT, factory=priority.factory)
    point = _("%(title)s (a buyer's priority)") % {"title": priority.title}
    found = add_point(meeting, priority.factory, point)
    day = found.planned_for.astimezone(priority.factory.programme.tz).date()
    given = {"meeting": found, "agenda_on": day, "answer": "", "answered_by": by, "answered_at": at}
    return advance(priority, Status.ON_AGENDA, untold=True, **given)


@verb
def answer_priority(*, priority: BuyerPriority, words: str, by: User, at: datetime) -> BuyerPriority:
    """Management says why it does not put it on the agenda; the buyer reads the words."""
    require_role(by, *MANAGEMENT, factory=priority.factory)
    if not words.strip():
        raise Invalid(_("Write why not. The buyer reads this."), "words")
    given = {"answer": words.strip(), "answered_by": by, "answered_at": at}
    return advance(priority, Status.NOT_TAKEN_UP, untold=True, **given)


# -- The committee -----------------------------------------------------------------------


@verb
def accept_priority(
    *,
    priority: BuyerPriority,
    title: str,
    owner: str = "",
    due_on: date | None = None,
    by: User,
    at: datetime,
) -> BuyerPriority:
    """What a meeting decided: the priority becomes a plan item, in the committee's own words."""
    held = _held(priority, by)
    _check_title(title, priority.buyer)
    check_due(priority.factory, due_on, at)
    origin = PlanItem.Origin.BUYER_PRIORITY
    item = open_item(factory=priority.factory, origin=origin, point=priority.point, title=title, by=by, at=at)
    item.decision = Decision.rows.create(factory_id=priority.factory_id, meeting=held, words=item.title)
    item.owner, item.due_on = owner.strip(), due_on
    item.save(update_fields=["decision", "owner", "due_on"])
    _cover(priority, item, by, at)
    return advance(
        priority, Status.ACCEPTED, item=item, answer="", answered_by=by, answered_at=at, untold=True
    )


def _held(priority: BuyerPriority, by: User) -> Meeting:
    """The meeting at which the committee decided; management alone decides nothing."""
    require_member(by, priority.factory)
    if priority.status != Status.ON_AGENDA or priority.meeting is None:
        raise WrongState(_("The PICC decides about it once it was on the agenda of a meeting."))
    meeting = Meeting.rows.get(pk=priority.meeting.pk)
    if meeting.held_on is None:
        raise WrongState(_("The meeting was not recorded yet. Record it first, then what it decided."))
    return meeting


def _check_title(title: str, buyer: Buyer) -> None:
    """Titles of plan items may be read beside other buyers' papers."""
    if not title.strip():
        raise Invalid(_("Write what is to improve."), "title")
    if buyer.name.casefold() in title.casefold():
        raise Invalid(_("Leave out the buyer's name: buyers do not learn of each other."), "title")


def _cover(priority: BuyerPriority, item: PlanItem, by: User, at: datetime) -> None:
    """A point of the buyer's plan that went to the committee is covered by what it decided."""
    if priority.answers_id:
        given = {"buyer_id": priority.buyer_id, "factory_id": priority.factory_id}
        Coverage.rows.create(point_id=priority.answers_id, item=item, said_by=by, said_at=at, **given)


@verb
def decline_priority(*, priority: BuyerPriority, words: str, by: User, at: datetime) -> BuyerPriority:
    """What a meeting decided; the buyer reads the words."""
    _held(priority, by)
    if not words.strip():
        raise Invalid(_("Write why not. The buyer reads this."), "words")
    given = {"answer": words.strip(), "answered_by": by, "answered_at": at}
    return advance(priority, Status.DECLINED, untold=True, **given)
