"""Exclusion without any extension: what two rows may not both be, as ranges that must not overlap."""

from typing import Any

from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Cast, Coalesce, Concat

TEXT: "models.TextField[str, str]" = models.TextField()


def alike(*scope: str) -> tuple[Any, str]:
    """The part of a GiST exclusion that says: of the same `scope`.

    The scope's digest as a range of one number. Two scopes of the same 64-bit digest would exclude
    each other: among a thousand scopes that happens once in ten million million databases.
    """
    words = [
        part for field in scope for part in (Coalesce(Cast(field, TEXT), Value("", TEXT)), Value("/", TEXT))
    ]
    digest = Func(
        Concat(*words), Value(0), function="hashtextextended", output_field=models.BigIntegerField()
    )
    return Func(digest, digest, Value("[]"), function="int8range"), "&&"
