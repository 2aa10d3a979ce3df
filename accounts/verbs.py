"""What makes a function an action: one transaction, named in the trail.

    @verb
    def confirm_election(*, election: Election, by: User, at: datetime) -> Election: ...

An action is keyword-only and typed, takes `by` (the person, or None for the clock) and `at` (the
domain moment, an aware instant), and raises `Refused` with a sentence before it writes anything.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.db import IntegrityError, transaction

from accounts.errors import Refused
from accounts.models import User
from accounts.trail import acting

P = ParamSpec("P")
R = TypeVar("R")


def verb(action: Callable[P, R]) -> Callable[P, R]:
    name = f"{action.__module__.split('.')[0]}.{action.__name__}"

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        by = cast("User | None", kwargs.get("by"))
        reason = str(kwargs.get("reason") or "")
        with transaction.atomic(), acting(name, by=by, at=kwargs["at"], reason=reason):  # type: ignore[arg-type]
            return action(*args, **kwargs)

    return run


@contextmanager
def unless_taken(refusal: Refused) -> Iterator[None]:
    """For a write whose last judge is a constraint: where somebody was quicker, `refusal` is raised."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as quicker:
        raise refusal from quicker
