"""What this floor puts on the factory's page: tabs, key figures, timeline."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from advisory.models import PlanItem
from factories import page


def add() -> None:
    page.add(page.Section("plan", _("Improvement plan"), "factory_plan", order=10, counts=unverified))
    page.add(page.Section("picc", _("PICC"), "factory_picc", order=30))


def unverified(user: User, at: datetime) -> "QuerySet[Any]":
    rows: Any = PlanItem.objects.visible_to(user)
    return rows.open()  # type: ignore[no-any-return]
