"""The logbook of attempts at bribery: nobody changes or removes what stands in it. Source: NTF-4, advisory FAQ III.8."""

from typing import Self
from uuid import uuid4

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.visibility import Protected, Rows
from factories.models import Factory
from programmes.models import CountryProgramme


def append_only() -> pgtrigger.Trigger:
    """Refuses every change in the database itself, whoever asks; the application holds no right to try."""
    return pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class LogbookEntryRows(Rows["LogbookEntry"]):
    def visible_to(self, user: User) -> Self:
        """Management's, and everybody's own."""
        return self.filter(Q(written_by=user) | Q(pk__in=self._managed(user).values("pk")))

    def managed_by(self, user: User) -> Self:
        """Those that the person reads as management."""
        return self.filter(pk__in=self._managed(user).values("pk"))

    def _managed(self, user: User) -> "LogbookEntryRows":
        rows = type(self)(LogbookEntry)
        if user.is_(Role.HEAD_OFFICE):
            return rows
        mine = CountryProgramme.objects.of_staff(user, Role.COUNTRY_MANAGER)
        return rows.filter(programme__in=mine, head_office_alone=False)


class LogbookEntry(Protected):
    """An attempt that was refused: what, by whom, when, where. A later word is a row of its own."""

    class Way(models.TextChoices):
        OFFERED = "offered", _("it was offered to me")
        ASKED = "asked", _("I was asked for it")
        SEEN = "seen", _("I saw or heard of it")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.ForeignKey(CountryProgramme, models.PROTECT, related_name="+")
    factory = models.ForeignKey(Factory, models.PROTECT, null=True, blank=True, related_name="+")
    way = models.CharField(_("how"), max_length=8, choices=Way)
    what = models.TextField(_("what it was"))
    by_whom = models.CharField(_("by whom"), max_length=200)
    happened_at = models.DateTimeField(_("when"))
    place = models.CharField(_("where"), max_length=200)
    refused_how = models.TextField(_("how it was refused"))
    head_office_alone = models.BooleanField(default=False)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    rows = LogbookEntryRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-written_at"]
        verbose_name_plural = "logbook entries"
        triggers = [append_only()]


class LogbookRemarkRows(Rows["LogbookRemark"]):
    def visible_to(self, user: User) -> Self:
        """The own ones; management all of the entries that it reads."""
        return self.filter(Q(written_by=user) | Q(entry__in=LogbookEntry.rows.managed_by(user)))


class LogbookRemark(Protected):
    """What was added later to an entry."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    entry = models.ForeignKey(LogbookEntry, models.PROTECT, related_name="+")
    words = models.TextField(_("remark"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    rows = LogbookRemarkRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["written_at"]
        triggers = [append_only()]
