"""Freezing a payload to canonical JSON, and back; the digest and the code that stand for it.

    >>> frozen = freeze(report)                     # doctest: +SKIP
    >>> thaw(frozen.json_text) == report            # doctest: +SKIP
    True
    >>> frozen.code                                 # doctest: +SKIP
    '7F3K-92QD-1MXA'

Canonical: keys sorted, no spaces, UTF-8 as it is, texts in Unicode form NFC, no floats. The same
payload gives the same bytes on every machine, so that the digest proves that a document is the
one released. Reading is strict: a key too many, one too few or a wrong type is refused, and so
is a schema that this code does not know. Nothing is guessed about a frozen report.
"""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _

from accounts.errors import Refused
from reporting.payload import KINDS, SCHEMA, Kind, Payload

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
CODE_LENGTH = 12  # 60 bits of the digest


class Unreadable(Refused):
    """A frozen text that this version of the product cannot read, or that was altered."""


@dataclass(frozen=True)
class Frozen:
    """`sha256` is the digest of `json_text` in UTF-8, in hexadecimal; `code` is its short form."""

    json_text: str
    sha256: str
    code: str


def freeze(payload: Payload) -> Frozen:
    content = {"kind": payload.KIND.value, "schema": SCHEMA, "report": _plain(payload)}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    digest = sha256(text.encode()).hexdigest()
    return Frozen(json_text=text, sha256=digest, code=code_of(digest))


def thaw(json_text: str, *, digest: str | None = None) -> Payload:
    """The payload again. With `digest` given, an altered text is refused.

    Raises `Unreadable` with a sentence.
    """
    if digest is not None and sha256(json_text.encode()).hexdigest() != digest:
        raise Unreadable(_("This document is not the one that was released: its digest differs."))
    try:
        content = json.loads(json_text)
        schema, kind, report = content["schema"], content["kind"], content["report"]
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(_("This is not a frozen report.")) from error
    if schema != SCHEMA or kind not in set(Kind) or len(content) != 3:
        raise Unreadable(
            _(
                "This report has the form %(kind)s/%(schema)s, which this version of the product does not know."
            )
            % {"kind": kind, "schema": schema}
        )
    try:
        payload: Payload = _typed(report, KINDS[Kind(kind)])
    except (TypeError, ValueError) as error:
        raise Unreadable(_("This frozen report is damaged: %(why)s") % {"why": error}) from error
    return payload


def code_of(digest: str) -> str:
    """The digest's first 60 bits, in three groups that a person can read out."""
    number = int(digest, 16) >> (len(digest) * 4 - CODE_LENGTH * 5)
    signs = [ALPHABET[number >> shift & 31] for shift in range((CODE_LENGTH - 1) * 5, -1, -5)]
    return "-".join("".join(signs[start : start + 4]) for start in range(0, CODE_LENGTH, 4))


def tidy_code(typed: str) -> str | None:
    """What a person typed as a code, in its one form; nothing if it cannot be one."""
    signs = "".join(typed.split()).replace("-", "").upper().translate(str.maketrans("OIL", "011"))
    if len(signs) != CODE_LENGTH or set(signs) - set(ALPHABET):
        return None
    return "-".join(signs[start : start + 4] for start in range(0, CODE_LENGTH, 4))


# -- Dataclasses to plain values -----------------------------------------------------------
def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, bool | int):
        return value
    raise TypeError(f"A payload cannot hold {type(value).__name__}.")


# -- Plain values to dataclasses -----------------------------------------------------------
def _typed(value: Any, wanted: Any) -> Any:
    if get_origin(wanted) in (UnionType, Union):
        return _either(value, get_args(wanted))
    if get_origin(wanted) is tuple:
        return tuple(_typed(item, get_args(wanted)[0]) for item in _of(value, list))
    if is_dataclass(wanted):
        return _filled(_of(value, dict), wanted)
    if issubclass(wanted, Enum):
        return wanted(value)
    if wanted in (date, datetime):
        return wanted.fromisoformat(_of(value, str))
    return _of(value, wanted)


def _either(value: Any, choices: tuple[Any, ...]) -> Any:
    """Only "or nothing" occurs in payloads."""
    if value is None:
        return None
    return _typed(value, next(choice for choice in choices if choice is not NoneType))


def _filled(value: dict[str, Any], wanted: Any) -> Any:
    types = dict(_types(wanted))
    if types.keys() != value.keys():
        raise TypeError(f"{wanted.__name__}: {', '.join(sorted(types.keys() ^ value.keys()))}")
    return wanted(**{name: _typed(value[name], type_) for name, type_ in types.items()})


@cache
def _types(wanted: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(wanted)
    return tuple((field.name, hints[field.name]) for field in fields(wanted))


def _of(value: Any, wanted: Any) -> Any:
    if type(value) is not wanted:
        raise TypeError(f"{value!r:.40} is not {wanted.__name__}")
    return value


def texts(value: object) -> Iterator[str]:
    """Every text in a payload, for searching one in tests and for checks before release."""
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from texts(getattr(value, field.name))
