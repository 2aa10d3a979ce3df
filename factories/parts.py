"""What this floor puts on the factory's page; the floors above add theirs in the same way."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from accounts.models import PLANNERS, Role
from factories import outbox, page
from factories.actions import advisors, conflicts, leave
from factories.actions.buyers import claimed_relationship_stands
from factories.links import belongs_somewhere, password_link, role_in_words
from factories.models import Family, Level
from factories.models.agreement import holding_for


def why_read(frame: page.Frame) -> Mapping[str, object]:
    """By which agreement a constituent reads about the factory."""
    return {"agreements": list(holding_for(frame.user, frame.factory.programme_id, frame.today))}


def add() -> None:
    page.add(page.Section("overview", _("Overview"), "factory", order=0, levels=page.EVERYBODY))
    page.add(page.Section("services", _("What is possible"), "factory_services", order=70))
    page.add(
        page.Section(
            "access", _("People and access"), "factory_access", order=80, levels=(Level.OWN, Level.STAFF)
        )
    )
    page.add(
        page.Section("history", _("History"), "factory_history", order=90, levels=(Level.OWN, Level.STAFF))
    )
    page.add(
        page.Act(
            _("The factory's year"), "factory_year", "calendar", (Role.ADMINISTRATOR, *PLANNERS), order=70
        )
    )
    page.add(page.Card("agreements/why_card.html", why_read, order=10, levels=(Level.CONSTITUENT,)))
    _kinds()


def _kinds() -> None:
    places = Family.PLACES
    outbox.register(
        "invitation", may_know=belongs_somewhere, words=role_in_words, secrets=password_link, family=places
    )
    outbox.register("password_link", may_know=belongs_somewhere, secrets=password_link, family=places)
    outbox.register("claim_confirmed", may_know=claimed_relationship_stands, family=places)
    outbox.register(conflicts.KIND, may_know=conflicts.still_reads, family=places, behind_sign_in=True)
    outbox.register(advisors.NEW_ADVISOR, may_know=advisors.still_advises, family=places)
    outbox.register("agreement_alone", family=Family.RULES)
    outbox.register(
        leave.STANDS_IN, may_know=leave.still_stands_in, words=leave.leave_in_words, family=places
    )
    for kind in (leave.NO_MORE, leave.RECORDED):
        outbox.register(kind, words=leave.leave_in_words, family=places)
    for kind in ("advisor_assigned", "claim_waiting", "webhook_disabled"):
        outbox.register(kind, family=places)
