"""Who may still know an answer to a buyer's wish; the words stand in `templates/mail/`."""

from advisory.models import VisitRequest
from factories import outbox
from factories.models import Family, Message
from factories.models.buyers import buyers_of


def register() -> None:
    """Called once all apps are loaded."""
    outbox.register("visit_answer", may_know=asked_for_its_buyer, family=Family.VISITS)


def asked_for_its_buyer(message: Message) -> bool:
    """An answer bears no factory, only the buyer's own words: whoever still works for the buyer reads it."""
    asked = VisitRequest.rows.filter(pk=str(message.subject_id))
    return asked.filter(buyer__in=buyers_of(message.to)).exists()
