"""To which family messages about buyers' wishes belong, and who may still know an answer; the words stand in `templates/mail/`."""

from advisory.models import VisitRequest
from factories import outbox
from factories.models import Family, Message
from factories.models.buyers import buyers_of


def register() -> None:
    """Called once all apps are loaded."""
    outbox.register("visit_request", family=Family.VISITS)
    for kind in ("buyer_priority", "priority_answer", "corrective_plan"):
        outbox.register(kind, family=Family.PLAN)
    outbox.register("visit_answer", may_know=asked_for_its_buyer, family=Family.VISITS)


def asked_for_its_buyer(message: Message) -> bool:
    """An answer bears no factory, only the buyer's own words: whoever still works for the buyer reads it."""
    asked = VisitRequest.rows.filter(pk=str(message.subject_id))
    return asked.filter(buyer__in=buyers_of(message.to)).exists()
