"""What every page's shell knows: the person's places in the navigation and the demo's time.

To put a page into the navigation, name its address in `PLACES` and the place in `BY_ROLE`; a place
whose address does not exist (yet) is left out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from accounts.models import FACTORY_PEOPLE, STAFF, Membership, Role, User
from accounts.requests import Request
from factories.delivery.inbox import unread

# places that stand side by side, on a phone and in a wide window; the rest stands behind “More”
IN_THE_FOOT_BAR, IN_THE_ROW = 4, 12

# place: (label, url name, icon)
PLACES: dict[str, tuple[str | Promise, str, str]] = {
    "today": (_("Today"), "home", "home"),
    "factories": (_("Factories"), "factories", "factory"),
    "my_factories": (_("Factories"), "home", "factory"),
    "our_factory": (_("Our factory"), "our_factory", "factory"),
    "together": (_("Visits together"), "shared_visits", "calendar"),
    "log_visit": (_("Log visit"), "log_visit", "pencil"),
    "visits": (_("Visits"), "visits", "calendar"),
    "board": (_("Board"), "board", "chart"),
    "agenda": (_("Agenda"), "agenda", "calendar"),
    "plan": (_("Plan"), "plan", "list"),
    "picc": (_("PICC"), "picc", "people"),
    "assessments": (_("Assessments"), "assessments", "search"),
    "reports": (_("Reports"), "reports", "document"),
    "notices": (_("Notices"), "notices", "bell"),
    "approvals": (_("Approvals"), "approvals", "check"),
    "training": (_("Training"), "training", "book"),
    "incidents": (_("Incidents"), "incidents", "flag"),
    "incident_notices": (_("Incidents"), "buyer_notices", "flag"),
    "duties": (_("Duties"), "duties", "clock"),
    "integrity": (_("Integrity"), "integrity", "shield"),
    "promises": (_("Promises"), "promises", "check"),
    "diagnosis": (_("Self-diagnosis"), "self_diagnosis", "check"),
    "tools": (_("Tools"), "tools", "list"),
    "imports": (_("Import"), "imports", "upload"),
    "people": (_("People"), "people", "people"),
    "leave": (_("Leave"), "leave", "person"),
    "buyers": (_("Buyers"), "buyers", "cart"),
    "claims": (_("Your suppliers"), "claims", "cart"),
    "calendars": (_("Calendars"), "calendars", "calendar"),
    "countries": (_("Country"), "countries", "pin"),
    "updates": (_("Updates"), "updates", "comment"),
    "phases": (_("Phases"), "phases", "globe"),
    "messages": (_("Messages"), "messages", "mail"),
}

# a place whose address leads on: what lies under this one belongs to it too
ALSO = {"our_factory": "/factories/", "leave": "/hand-over/"}

_ADVISOR = (
    "today factories log_visit agenda visits training incidents duties integrity reports phases leave notices"
)
_LEADER = "today factories assessments approvals board agenda incidents duties integrity reports calendars countries phases updates promises leave notices messages"
_HEAD_OFFICE = _LEADER.replace(" board", "")  # it plans for no programme
_ASSESSOR = "today assessments factories agenda incidents integrity reports phases leave"
_ADMINISTRATOR = "today factories imports tools agenda incidents people buyers calendars countries phases updates messages reports integrity leave"
_FACTORY = "today plan picc agenda incidents reports training diagnosis our_factory notices"
_READER = "today factories reports notices"
_CONSTITUENT = "today factories reports together notices"
_BUYER = "my_factories reports incident_notices claims notices"

# in the order of `betterwork.homes.HOMES`: the first role held gives the navigation
BY_ROLE: dict[Role, str] = {
    Role.COUNTRY_MANAGER: _LEADER,
    Role.TEAM_LEADER: _LEADER,
    Role.ADVISOR: _ADVISOR,
    Role.ASSESSOR: _ASSESSOR,
    Role.TRAINER: _ADVISOR,
    Role.ADMINISTRATOR: _ADMINISTRATOR,
    Role.HEAD_OFFICE: _HEAD_OFFICE,
    Role.FACTORY_MANAGER: _FACTORY,
    Role.PICC_MANAGEMENT: _FACTORY,
    Role.PICC_WORKER: _FACTORY,
    Role.AMBASSADOR: _FACTORY,
    Role.GROUP_USER: _READER,
    Role.BUYER_USER: _BUYER,
    Role.CONSTITUENT: _CONSTITUENT,
}

# small places in the head and the account menu, shown when they exist
CORNERS = {
    "search": "search",
    "notices": "notices",
    "account": "account",
    "demo_clock": "demo_clock",
    "demo_mail": "demo_mail",
}


@dataclass(frozen=True)
class Place:
    label: str | Promise
    url: str
    icon: str
    current: bool


@dataclass(frozen=True)
class Language:
    code: str
    name: str  # in its own words
    current: bool


@dataclass(frozen=True)
class Shell:
    """The frame of a page, for one person in one language."""

    places: list[Place]
    more: list[Place]  # on a phone
    far: list[Place]  # those that a wide window puts behind “More” as well
    where: str
    side: str
    corners: dict[str, str]
    languages: list[Language]
    unread: int  # in the person's inbox


def shell(request: HttpRequest) -> dict[str, object]:
    asked = cast(Request, request)
    return {
        "demo": settings.DEMO,
        "at": getattr(asked, "at", None),
        "shell": SimpleLazyObject(partial(_shell, asked)),
        "demo_sign_ins": _demo("sign_ins"),
        "demo_password": _demo("password"),
    }


def _shell(request: Request) -> Shell:
    user = getattr(request, "user", None)
    roles = user.roles if isinstance(user, User) else []
    places = list(_places(request, roles))
    return Shell(
        places=places,
        more=places[IN_THE_FOOT_BAR:],
        far=places[IN_THE_ROW:] if len(places) > IN_THE_ROW + 1 else [],
        where=roles[0].organisation.name if roles else "",
        side=_side(roles),
        corners={name: url for name, url_name in CORNERS.items() if (url := _address(url_name))},
        languages=list(_languages()),
        unread=unread() if isinstance(user, User) else 0,
    )


def _places(request: Request, roles: Sequence[Membership]) -> Iterator[Place]:
    held = {Role(membership.role) for membership in roles}
    names = next((named for role, named in BY_ROLE.items() if role in held), "today")
    current = _current(request)
    for name in names.split():
        label, url_name, icon = PLACES[name]
        if url := _address(url_name):
            here = (
                url_name == current or _below(request.path, url) or _below(request.path, ALSO.get(name, "/"))
            )
            yield Place(label, url, icon, here)


def _below(path: str, url: str) -> bool:
    """A page under a place belongs to it; the home page is under nothing."""
    return url != "/" and path.startswith(url)


def _current(request: Request) -> str | None:
    match = getattr(request, "resolver_match", None)
    return match.url_name if match else None


def _address(url_name: str) -> str | None:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def _side(roles: Sequence[Membership]) -> str:
    """Staff, worker or management, as the avatar shows it; others have no side."""
    held = {membership.role for membership in roles}
    if held & set(STAFF):
        return "staff"
    if Role.PICC_WORKER in held:
        return "worker"
    return "mgmt" if held & set(FACTORY_PEOPLE) else ""


def _languages() -> Iterator[Language]:
    current = translation.get_language() or settings.LANGUAGE_CODE
    for code, _name in settings.LANGUAGES:
        name = translation.get_language_info(code)["name_local"]
        yield Language(code, name[:1].upper() + name[1:], code == current)


def _demo(name: str) -> Callable[[], object]:
    """`sign_ins` or `password` of the demo's people, from `accounts/demo_sign_ins.py` where present."""

    def read() -> object:
        if not settings.DEMO or find_spec("accounts.demo_sign_ins") is None:
            return []
        return getattr(import_module("accounts.demo_sign_ins"), name)()

    return read
