"""What this floor puts on the factory's page; the floors above add theirs in the same way."""

from django.utils.translation import gettext_lazy as _

from factories import page


def add() -> None:
    page.add(page.Section("overview", _("Overview"), "factory", order=0, levels=page.EVERYBODY))
