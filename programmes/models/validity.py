"""Constraints of rows that hold from a local day on, until a day on which they no longer hold."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat

TEXT: "models.TextField[str, str]" = models.TextField()


def ends_after_it_began(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")), name=name
    )


def once_at_a_time(name: str, *scope: str, condition: Q | None = None) -> ExclusionConstraint:
    """No two rows (of those that meet the condition) that are alike in `scope` hold on the same day.

    The scope's digest as a range of one number stands in a GiST exclusion beside the range of dates
    without any extension. Two scopes of the same 64-bit digest would exclude each other: among a
    thousand scopes that happens once in ten million million databases.
    """
    words = [
        part for field in scope for part in (Coalesce(Cast(field, TEXT), Value("", TEXT)), Value("/", TEXT))
    ]
    digest = Func(
        Concat(*words), Value(0), function="hashtextextended", output_field=models.BigIntegerField()
    )
    return ExclusionConstraint(
        name=name,
        condition=condition,
        expressions=[
            (Func(digest, digest, Value("[]"), function="int8range"), "&&"),
            (Func(F("valid_from"), F("valid_until"), function="daterange"), "&&"),
        ],
    )
