"""Who is let in where: one row for every address of the product.

An address without a row fails the walls, so nobody forgets to think of it. `for_` names the
personas that get an answer; everybody else gets 404. `about` gives the address its row.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.visibility import Protected

Rows = dict[type[models.Model], Protected]

PLANNERS = {"team_leader", "other_team_leader", "country_manager"}
COUNTRY = PLANNERS | {
    "advisor",
    "other_advisor",
    "assessor",
    "second_assessor",
    "third_assessor",
    "administrator",
    "trainer",
}
HEAD = {"head_office"}
ELSEWHERE = {"haitian_advisor", "haitian_team_leader"}
STAFF = COUNTRY | HEAD | ELSEWHERE
FACTORY = {"manager", "picc_management", "picc_worker", "ambassador"}
OWN = FACTORY | {"group_user"}
READER = {"buyer_user"}
OUTSIDE = {"rival_manager", "rival_buyer_user"}
EVERYBODY = STAFF | OWN | READER | OUTSIDE


@dataclass(frozen=True)
class Address:
    """`for_`: who is let in. `post`: the address answers POST alone. `open`: without sign-in."""

    for_: set[str]
    about: Callable[[Rows], dict[str, Any]] = field(default=lambda rows: {})
    post: bool = False
    open: bool = False


def of(model: str, name: str = "pk") -> Callable[[Rows], dict[str, Any]]:
    """The address of the canary row of this model, such as `of("factories.Factory")`."""

    def about(rows: Rows) -> dict[str, Any]:
        return {name: next(row.pk for kind, row in rows.items() if kind._meta.label == model)}

    return about


NOT_OURS = ("account_", "mfa_", "socialaccount_", "api-root", "usersessions_")


def named_addresses() -> set[str]:
    """Names of all addresses, with their namespace; those of libraries left out."""
    return {name for name in _names(get_resolver().url_patterns, "") if not _bare(name).startswith(NOT_OURS)}


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def _names(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name or pattern.pattern}"


def path_of(name: str, address: Address, rows: Rows) -> str:
    return reverse(name, kwargs=address.about(rows))
