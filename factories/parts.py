"""What this floor puts on the factory's page; the floors above add theirs in the same way."""

from django.utils.translation import gettext_lazy as _

from factories import outbox, page
from factories.links import belongs_somewhere, password_link, role_in_words


def add() -> None:
    page.add(page.Section("overview", _("Overview"), "factory", order=0, levels=page.EVERYBODY))
    outbox.register("invitation", may_know=belongs_somewhere, words=role_in_words, secrets=password_link)
    outbox.register("password_link", may_know=belongs_somewhere, secrets=password_link)
