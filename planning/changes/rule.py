"""A row of the country's calendar (architecture section 3). Programmes' `succession` says how it is laid."""

from datetime import date

from planning.deadlines import Change, dues, moves
from planning.effects import Effects
from planning.models import Draft
from planning.sight import Sight, in_place
from programmes import actions
from programmes.models import CalendarRule
from programmes.rules import Kind
from programmes.succession import Laid


def check(draft: Draft) -> None:
    laid(draft)


def work_out(draft: Draft, sight: Sight, today: date) -> Effects:
    rules = list(CalendarRule.objects.for_programme(draft.programme))
    kind = Kind(draft.proposed.rule)
    change = Change(draft.programme, kind, rules, laid(draft).after, draft.valid_from)
    planned = in_place(sight.planned, draft, "planned_on", draft.valid_from, None)
    return Effects(
        factories=sight.factories.in_programme(draft.programme).count(),
        moves=moves(change, sight.reports, sight.cycles, sight.begun),
        dues=dues(change, planned),
    )


def record(draft: Draft) -> None:
    actions.write_rule(laid(draft))


def laid(draft: Draft) -> Laid:
    return actions.laid(row(draft))


def row(draft: Draft) -> CalendarRule:
    """As it would stand. Its id is the draft's, so that what is worked out twice names one row."""
    of = draft.proposed
    return CalendarRule(
        id=draft.pk,
        programme=draft.programme,
        kind=of.rule,
        amount=of.amount,
        from_year=of.from_year,
        standing=of.standing,
        valid_from=draft.valid_from,
        valid_until=draft.valid_until,
        source=draft.decision,
    )
