"""A buyer asks to join a visit; the advisor agrees to one visit or declines (ADV-3).

The buyer's people may not see the factory: they write what they ask, and the worker tells
(`advisory/drains/joining.py`).
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.lifecycle import advance
from accounts.models import User
from accounts.verbs import unless_taken, verb
from advisory.access import local_today, require_advising
from advisory.actions.visits import plan_visit
from advisory.buyers.joining import conditions_known, is_buyers, missing_in_words
from advisory.models import Visit, VisitRequest
from factories.conditions import all_met
from factories.models import Buyer, BuyerLink, Factory

Status = VisitRequest.Status
MOST_PERSONS = 6
LONGEST_NAME = 120


@verb
def ask_to_join(
    *,
    link: BuyerLink,
    kind: str,
    wished_from: date,
    wished_until: date,
    reason: str,
    persons: Sequence[str],
    by: User,
    at: datetime,
) -> VisitRequest:
    """Written whatever conditions are missing: it waits until they hold and the advisor answers."""
    require_buyers(by, link.buyer)
    _require_running(link)
    names = _names(persons)
    if not reason.strip():
        raise Invalid(_("Write why you ask. The advisor and the factory read this."), "reason")
    if wished_until < wished_from:
        raise Invalid(_("The last day is before the first. Check both."), "wished_until")
    if wished_until < at.date():
        raise Invalid(_("These days are over. Choose days to come."), "wished_until")
    request = VisitRequest(
        buyer_id=link.buyer_id,
        link=link,
        factory_id=link.factory_id,
        kind=VisitRequest.Kind(kind),
        wished_from=wished_from,
        wished_until=wished_until,
        reason=reason.strip(),
        persons=names,
        asked_by=by,
        asked_at=at,
    )
    said = _("A request of yours waits already at this factory. Withdraw it to ask anew.")
    with unless_taken(WrongState(said)):
        request.save(force_insert=True)
    return request


def require_buyers(by: User, buyer: Buyer) -> None:
    if not is_buyers(by, buyer):
        raise NotAllowed(_("The buyer's own people do this, for their own organisation alone."))


def _require_running(link: BuyerLink) -> None:
    """A declined claim counts as running: the buyer does not tell it from one that nobody answered."""
    if link.confirmed_at and link.ended_at:
        raise WrongState(_("The relationship with this factory is ended. Claim the factory again first."))
    if link.ended_reason == "withdrawn":
        raise WrongState(_("You withdrew this claim. Claim the factory again first."))


def _names(persons: Sequence[str]) -> list[str]:
    names = [" ".join(name.split()) for name in persons if name.strip()]
    if not names:
        raise Invalid(_("Name the persons who would come, one a line."), "persons")
    if len(names) > MOST_PERSONS:
        raise Invalid(_("At most %(count)s persons. Leave some out.") % {"count": MOST_PERSONS}, "persons")
    if any(len(name) > LONGEST_NAME for name in names):
        raise Invalid(_("One of the names is too long. Write one name a line."), "persons")
    return names


@verb
def withdraw_request(*, asked: VisitRequest, by: User, at: datetime) -> VisitRequest:
    require_buyers(by, asked.link.buyer)
    return advance(asked, Status.WITHDRAWN, withdrawn_at=at, untold=True)


@verb
def agree_to_join(
    *,
    asked: VisitRequest,
    visit: Visit | None = None,
    on: date | None = None,
    answer: str = "",
    by: User,
    at: datetime,
) -> VisitRequest:
    """The advisor chooses a planned visit, or a day on which one is planned anew. The three conditions
    are looked at again now; one buyer alone comes to a visit."""
    require_advising(by, _factory_of(asked))
    asked = _locked(asked)
    factory = _factory_of(asked)
    known = conditions_known(asked.link, by)
    if not all_met(known):
        sentence = _("It cannot be granted while a condition is missing.")
        raise WrongState(f"{sentence} {missing_in_words(known)}")
    if visit and on:
        raise Invalid(_("Choose a planned visit or a new day, not both."), "on")
    if visit is None and on is None:
        raise Invalid(_("Choose a planned visit, or a day on which one is planned."), "visit")
    chosen = _still_to_come(visit, factory, at) if visit else plan_visit(factory=factory, on=on, by=by, at=at)  # type: ignore[arg-type]
    given = {"visit": chosen, "agreed_on": chosen.on, "agreed_how": chosen.modality}
    return _agreed(asked, answered_by=by, answered_at=at, answer=answer.strip(), **given)


def _agreed(asked: VisitRequest, **given: object) -> VisitRequest:
    said = _("Another buyer comes to this visit. Choose another: buyers do not learn of each other.")
    with unless_taken(Invalid(said, "visit")):
        return advance(asked, Status.AGREED, put_back_at=None, untold=True, **given)


def _locked(asked: VisitRequest) -> VisitRequest:
    """The request and its claim as they are now."""
    rows = VisitRequest.rows.select_for_update(of=("self",))
    return rows.select_related("link__buyer", "factory__programme").get(pk=asked.pk)


def _factory_of(asked: VisitRequest) -> Factory:
    if asked.factory is None:
        raise WrongState(_("No factory was found for this claim yet."))
    return asked.factory


def _still_to_come(visit: Visit, factory: Factory, at: datetime) -> Visit:
    if visit.factory_id != factory.pk:
        raise Invalid(_("This is a visit of another factory. Choose one of this factory."), "visit")
    if visit.status != Visit.Status.PLANNED or visit.suspended or visit.on < local_today(factory, at):
        raise Invalid(_("This visit does not take place any more. Choose another."), "visit")
    return visit


@verb
def decline_to_join(*, asked: VisitRequest, reason: str, by: User, at: datetime) -> VisitRequest:
    """Also what was agreed; the buyer and the factory read the reason."""
    require_advising(by, _factory_of(asked))
    if not reason.strip():
        raise Invalid(_("Write why. The buyer and the factory read this."), "reason")
    nothing: dict[str, object] = {"visit": None, "agreed_on": None, "agreed_how": ""}
    said = {"answer": reason.strip(), "answered_by": by, "answered_at": at}
    return advance(asked, Status.DECLINED, untold=True, **said, **nothing)
