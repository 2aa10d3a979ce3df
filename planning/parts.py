"""What this floor puts on the factory's page: the ways to change what holds for one factory."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from factories import page


def add() -> None:
    page.add(page.Section("agenda", _("Agenda"), "factory_agenda", order=15))
    page.add(page.Act(_("Change a fact"), "factory_fact_draft_new", "globe", (Role.ADMINISTRATOR,), order=80))
    page.add(page.Act(_("Name an exception"), "exception_new", "flag", (Role.COUNTRY_MANAGER,), order=80))
