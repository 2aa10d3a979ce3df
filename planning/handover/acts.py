"""The act: chosen factories of one advisor pass to one or several successors, with all that hangs on them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.models import PLANNERS, User
from accounts.verbs import verb
from advisory import handing
from advisory.actions import pass_reading
from advisory.models import ZeroToleranceFile
from factories import outbox
from factories.access import require_programme_role
from factories.actions.advisors import tell_managers
from factories.models import AdvisorAssignment, Factory, HandedFactory, HandOver
from planning.handover.office import successors
from programmes.models import CountryProgramme

RECEIVED, PASSED = "caseload_received", "caseload_passed"


@verb
def hand_over(
    *,
    programme: CountryProgramme,
    advisor: User,
    to: Mapping[UUID, User],
    why: str,
    files: Mapping[ZeroToleranceFile, User] | None = None,
    by: User,
    at: datetime,
) -> HandOver:
    """`to` says by factory who advises it from now on; `files` who is let into which restricted file in the
    advisor's place, for who decides on it. All of it happens, or nothing.

    The reason stays with the act and is no word of the factories' own histories, which factories read.
    """
    require_programme_role(by, *PLANNERS, programme=programme)
    if not why.strip():
        raise Invalid(_("Write why; it stays with the hand-over."), "why")
    if not to:
        raise Invalid(_("Choose a successor for at least one factory."))
    held = _held(programme, advisor, to)
    _require_free(held, to, programme, advisor, by, at)
    act = HandOver(programme=programme, advisor=advisor, why=why.strip(), made_by=by, made_at=at)
    act.save(force_insert=True)
    _assign(act, held, to, at)
    handing.follow(advisor, to, at)
    for file, successor in (files or {}).items():
        pass_reading(file=file, leaves=advisor, user=successor, reason=why.strip()[:200], by=by, at=at)
    _tell(act, held, to, at)
    return act


# -- Guards --------------------------------------------------------------------------------


def _held(programme: CountryProgramme, advisor: User, to: Mapping[UUID, User]) -> Sequence[AdvisorAssignment]:
    """The assignments that end, held until the end of the transaction. Whoever comes second finds fewer."""
    rows = AdvisorAssignment.rows.current().filter(
        advisor=advisor, factory__in=to, factory__programme=programme
    )
    held = list(
        rows.select_for_update(of=("self",)).select_related("factory__programme", "deputy").order_by("pk")
    )
    gone = set(to) - {each.factory_id for each in held}
    if gone:
        names = Factory.rows.filter(pk__in=gone).order_by("name").values_list("name", flat=True)
        said = {"name": advisor.name, "factories": ", ".join(names)}
        raise WrongState(
            _("%(name)s no longer advises %(factories)s: somebody was quicker. Load the page again.") % said
        )
    return held


def _require_free(
    held: Sequence[AdvisorAssignment],
    to: Mapping[UUID, User],
    programme: CountryProgramme,
    advisor: User,
    by: User,
    at: datetime,
) -> None:
    today = at.astimezone(programme.tz).date()
    known = successors(by, programme, advisor, list(to), today)
    refused = {
        each.factory_id: said for each in held if (said := known.refusal(to[each.factory_id], each.factory))
    }
    if refused:
        raise Invalid(" ".join(refused.values()), f"to-{next(iter(refused))}")


# -- Writing -------------------------------------------------------------------------------


def _assign(act: HandOver, held: Sequence[AdvisorAssignment], to: Mapping[UUID, User], at: datetime) -> None:
    """Assignments end and begin at one moment; a deputy stays, unless it is the successor."""
    AdvisorAssignment.rows.filter(pk__in=[each.pk for each in held]).update(ended_at=at)
    made = AdvisorAssignment.rows.bulk_create(
        AdvisorAssignment(
            factory=each.factory,
            advisor=to[each.factory_id],
            deputy=each.deputy if each.deputy_id != to[each.factory_id].pk else None,
            since=at,
        )
        for each in held
    )
    HandedFactory.rows.bulk_create(
        HandedFactory(hand_over=act, factory=each.factory, successor=to[each.factory_id]) for each in held
    )
    tell_managers(made, at)


def _tell(act: HandOver, held: Sequence[AdvisorAssignment], to: Mapping[UUID, User], at: datetime) -> None:
    """Each successor once, and who handed over, unless that person has left or did it."""
    names: dict[User, list[str]] = defaultdict(list)
    for each in sorted(held, key=lambda each: each.factory.name):
        names[to[each.factory_id]].append(each.factory.name)
    told = [
        outbox.message(
            key=f"{RECEIVED}:{act.pk}:{successor.pk}",
            kind=RECEIVED,
            to=successor,
            at=at,
            subject_id=act.pk,
            facts={"advisor": act.advisor.name, "factories": factories},
        )
        for successor, factories in names.items()
        if successor != act.made_by
    ]
    if act.advisor.is_active and act.advisor != act.made_by:
        passed = [{"name": user.name, "factories": ", ".join(each)} for user, each in names.items()]
        told.append(
            outbox.message(
                key=f"{PASSED}:{act.pk}",
                kind=PASSED,
                to=act.advisor,
                at=at,
                subject_id=act.pk,
                facts={"passed": passed},
            )
        )
    outbox.enqueue_all(told)
