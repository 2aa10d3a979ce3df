"""A PICC member's and Ambassador's first page: the next agenda, then the plan to read."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.models import Role
from accounts.requests import Request
from advisory.access import holds, local_today
from advisory.doors import own_factory
from advisory.models import WorkerDraft
from betterwork.homes.factory_manager import of_the_factory


def home(request: Request) -> HttpResponse:
    factory = own_factory(request.user)
    if factory is None:
        return render(request, "homes/empty.html")
    today = local_today(factory, request.at)
    of_workers = holds(request.user, factory, Role.PICC_WORKER)
    drafts = WorkerDraft.objects.visible_to(request.user).filter(factory=factory)
    context = {
        **of_the_factory(request, factory, today),
        "of_workers": of_workers,
        "drafts": drafts.count() if of_workers else 0,
        "meets": holds(request.user, factory, Role.PICC_WORKER, Role.PICC_MANAGEMENT),
    }
    return render(request, "homes/picc_member.html", context)
