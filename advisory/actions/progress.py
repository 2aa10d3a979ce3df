"""What is done about a plan item: the factory updates, the advisor verifies (IP-3).

Every change is kept by the trail; what is said stands as a comment that nobody edits.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.lifecycle import advance
from accounts.models import FACTORY_PEOPLE, Role, User
from accounts.verbs import verb
from advisory.access import advises, local_today, require_advising
from advisory.actions.evidence import give_evidence
from advisory.actions.plan import check_due, locked
from advisory.models import PlanAction, PlanComment, PlanItem
from advisory.telling import tell_advisor, tell_managers
from factories.access import require_role

Status = PlanItem.Status
SAID_BY_THE_FACTORY = (Status.OPEN, Status.IN_PROGRESS, Status.DONE)


@verb
def update_item(
    *,
    item: PlanItem,
    base: str,
    status: str,
    root_cause: str,
    owner: str,
    due_on: date | None,
    said: str = "",
    evidence: Sequence[UploadedFile] = (),
    by: User,
    at: datetime,
) -> PlanItem:
    """The factory manager says where an item stands.

    `base` is the version the person looked at (`PlanItem.version`): if somebody else changed the
    item since then, WrongState, and nothing is written. A date that moves wants its reason, and
    “done” wants what was done, both in `said`.
    """
    require_role(by, Role.FACTORY_MANAGER, factory=item.factory)
    item = locked(item, base)
    said, root_cause, owner = said.strip(), root_cause.strip(), owner.strip()
    _check_update(item, status, due_on, said, at)
    changes = {"root_cause": root_cause, "owner": owner, "due_on": due_on}
    same = all(getattr(item, name) == value for name, value in changes.items())
    if same and status == item.status and not said and not evidence:
        raise Invalid(_("Nothing is changed yet. Say what is new, or cancel."))
    for file in evidence:
        give_evidence(item=item, file=file, by=by, at=at)
    newly_done = status == Status.DONE != item.status
    _write(item, status, changes, at)
    _say(item, said, by, at)
    if newly_done:
        tell_advisor("item_done", **_about(item, by, at))
    return item


def _about(item: PlanItem, by: User, at: datetime) -> dict[str, Any]:
    """What a message about an item says."""
    facts = {"code": item.code, "title": item.title}
    return {"factory": item.factory, "subject": item.pk, "by": by, "at": at, "facts": facts}


def _check_update(item: PlanItem, status: str, due_on: date | None, said: str, at: datetime) -> None:
    if status not in SAID_BY_THE_FACTORY:
        raise Invalid(_("The factory says “done”; its advisor verifies."), field="status")
    if due_on != item.due_on:
        check_due(item.factory, due_on, at)
        if item.due_on and not said:
            raise Invalid(_("Write why the date moves. The old date stays in the history."), field="said")
    if status == Status.DONE and status != item.status and not said:
        raise Invalid(_("Write what was done, so that your advisor can check it."), field="said")


def _write(item: PlanItem, status: str, changes: Mapping[str, object], at: datetime) -> None:
    if status != item.status:
        done_at = at if status == Status.DONE else None
        advance(item, status, done_at=done_at, **changes)
        return
    for name, value in changes.items():
        setattr(item, name, value)
    item.save(update_fields=list(changes))


def _say(item: PlanItem, words: str, by: User, at: datetime) -> None:
    if words.strip():
        PlanComment.rows.create(
            factory_id=item.factory_id, item=item, words=words.strip(), said_by=by, said_at=at
        )


@verb
def verify_item(*, item: PlanItem, verification: str, said: str = "", by: User, at: datetime) -> PlanItem:
    """The advisor saw, on site or in documents, that what the factory says is so."""
    require_advising(by, item.factory)
    item = locked(item)
    if item.status != Status.DONE:
        raise WrongState(_("The factory has not said that this is done, so there is nothing to verify."))
    if verification not in PlanItem.Verification.values:
        raise Invalid(_("Say how you verified it: on site, or from documents."), field="verification")
    advance(item, Status.VERIFIED, verified_at=at, verified_by=by, verification=verification)
    _say(item, said, by, at)
    tell_managers("item_verified", **_about(item, by, at))
    return item


@verb
def send_back_item(*, item: PlanItem, reason: str, by: User, at: datetime) -> PlanItem:
    """The advisor found that it is not done yet, and says what is missing."""
    require_advising(by, item.factory)
    if not reason.strip():
        raise Invalid(_("Write what is missing, so that the factory knows what to do."), field="reason")
    item = locked(item)
    if item.status != Status.DONE:
        raise WrongState(_("The factory has not said that this is done, so there is nothing to send back."))
    advance(item, Status.IN_PROGRESS, done_at=None)
    _say(item, reason, by, at)
    tell_managers("item_sent_back", **_about(item, by, at))
    return item


@verb
def drop_item(*, item: PlanItem, reason: str, by: User, at: datetime) -> PlanItem:
    """The advisor takes an item off the plan, with the reason; it stays in the history."""
    require_advising(by, item.factory)
    if not reason.strip():
        raise Invalid(_("Write why the item leaves the plan."), field="reason")
    item = locked(item)
    advance(item, Status.DROPPED)
    _say(item, reason, by, at)
    return item


@verb
def comment_on_item(*, item: PlanItem, words: str, by: User, at: datetime) -> PlanComment:
    """Anybody of the factory, or its advisor, says something; nobody edits it later."""
    _require_a_voice(item, by)
    if not words.strip():
        raise Invalid(_("Write your comment first."), field="words")
    return PlanComment.rows.create(
        factory_id=item.factory_id, item=item, words=words.strip(), said_by=by, said_at=at
    )


def _require_a_voice(item: PlanItem, by: User) -> None:
    if not advises(by, item.factory):
        require_role(by, *FACTORY_PEOPLE, factory=item.factory)


@verb
def add_step(
    *, item: PlanItem, words: str, owner: str = "", due_on: date | None = None, by: User, at: datetime
) -> PlanAction:
    """A step towards the item, with who and until when."""
    if not advises(by, item.factory):
        require_role(by, Role.FACTORY_MANAGER, factory=item.factory)
    item = locked(item)
    if not words.strip():
        raise Invalid(_("Write the step first."), field="words")
    check_due(item.factory, due_on, at)
    return PlanAction.rows.create(
        factory_id=item.factory_id, item=item, words=words.strip(), owner=owner.strip(), due_on=due_on
    )


@verb
def finish_step(*, step: PlanAction, by: User, at: datetime) -> PlanAction:
    """A step is done today; saying so twice changes nothing."""
    require_role(by, Role.FACTORY_MANAGER, factory=step.item.factory)
    item = locked(step.item)
    if step.done_on is None:
        step.done_on = local_today(item.factory, at)
        step.save(update_fields=["done_on"])
    return step
