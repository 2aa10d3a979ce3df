"""Constraints of rows that hold from a local day on, until a day on which they no longer hold."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q

from accounts.ranges import alike


def ends_after_it_began(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")), name=name
    )


def once_at_a_time(name: str, *scope: str, condition: Q | None = None) -> ExclusionConstraint:
    """No two rows (of those that meet the condition) that are alike in `scope` hold on the same day."""
    return ExclusionConstraint(
        name=name,
        condition=condition,
        expressions=[
            alike(*scope),
            (Func(F("valid_from"), F("valid_until"), function="daterange"), "&&"),
        ],
    )
