"""The first page after sign-in: for each role what is due first (`templates/homes/<role>.html`).

A person with several roles gets the home of the one that stands first here, and reaches the
others by `?as=<role>`.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import Role
from accounts.requests import Request

HOMES: dict[Role, str] = {
    Role.COUNTRY_MANAGER: "team_leader",
    Role.TEAM_LEADER: "team_leader",
    Role.ADVISOR: "advisor",
    Role.ASSESSOR: "assessor",
    Role.TRAINER: "advisor",
    Role.ADMINISTRATOR: "administrator",
    Role.HEAD_OFFICE: "team_leader",
    Role.FACTORY_MANAGER: "factory_manager",
    Role.PICC_MANAGEMENT: "picc_member",
    Role.PICC_WORKER: "picc_member",
    Role.AMBASSADOR: "picc_member",
    Role.GROUP_USER: "group_user",
    Role.BUYER_USER: "buyer",
    Role.CONSTITUENT: "reader",
}

View = Callable[[Request], HttpResponse]


@login_required
def home(request: HttpRequest) -> HttpResponse:
    asked = cast(Request, request)
    view = _view_of(asked)
    return view(asked) if view else render(request, "homes/empty.html")


def _view_of(request: Request) -> View | None:
    held = {membership.role for membership in request.user.roles}
    chosen = request.GET.get("as", "")
    roles = [role for role in HOMES if role in held]
    for role in sorted(roles, key=lambda role: role != chosen):
        name = f"betterwork.homes.{HOMES[role]}"
        if find_spec(name):
            return cast(View, import_module(name).home)
    return None
