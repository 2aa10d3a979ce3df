"""Where the floor above puts its part: the factory's reply beside a finding (RPT-4).

`reporting` keeps the replies, and registers in its `AppConfig.ready()` how they are read and on
which page they are written:

    hooks.beside_findings(hooks.Replies(read=replies_of, url_name="finding_replies"))
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import User
from assessments.models import Assessment


@dataclass(frozen=True)
class Reply:
    """The factory's own words to one finding; shown as not verified."""

    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Replies:
    """`read` gives the replies that this person may see, by finding, in one query; the page
    `url_name` takes the assessment's id."""

    read: Callable[[User, Assessment], Mapping[UUID, Reply]]
    url_name: str


_registered: list[Replies] = []


def beside_findings(replies: Replies) -> None:
    _registered[:] = [replies]


def replies() -> Replies | None:
    return _registered[0] if _registered else None
