"""Pages of a list whose count never scans everything."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

CAP = 1000  # rows that a person pages through; beyond it one searches
PER_PAGE = 25

if TYPE_CHECKING:
    Pages = Paginator[Any]
else:
    Pages = Paginator


class Capped(Pages):
    """Counts to `CAP` and stops there; `is_capped` says that there is more."""

    @cached_property
    def count(self) -> int:
        return min(self._found, CAP)

    @property
    def is_capped(self) -> bool:
        return self._found > CAP

    @cached_property
    def _found(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[: CAP + 1].count())


def page_of(rows: "QuerySet[Any]", number: str | None, per_page: int = PER_PAGE) -> "Page[Any]":
    """The page asked for; a number that is none, or too high, gives the first or last one."""
    page: Page[Any] = Capped(rows, per_page).get_page(number or 1)
    return page
