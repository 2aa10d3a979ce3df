"""What a country programme has of its own beside its rules: holidays, and whom to turn to."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import STAFF, User
from accounts.trail import tracked
from accounts.visibility import Protected, Rows
from programmes.models.programme import CountryProgramme


@tracked()
class Holiday(models.Model):
    """A local day on which nobody works in the whole country."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.ForeignKey(CountryProgramme, models.CASCADE, related_name="+")
    on = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["programme", "on"], name="holiday_once_a_day")]

    def __str__(self) -> str:
        return f"{self.on}: {self.name}"


class ContactRows(Rows["Contact"]):
    def visible_to(self, user: User) -> Self:
        """The country's staff; institutions that mediate in strikes for everybody whom a strike concerns.

        What is public of the others stands in the updates that are published.
        """
        return self.filter(
            Q(programme__in=CountryProgramme.objects.of_staff(user, *STAFF)) | Q(mediates=True)
        )


@tracked()
class Contact(Protected):
    """Whom to turn to in a country, and what for; `public`: updates for everybody name it too."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.ForeignKey(CountryProgramme, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    purpose = models.CharField(_("what for"), max_length=160)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    public = models.BooleanField(_("public"), default=False)
    mediates = models.BooleanField(_("mediates in strikes"), default=False)

    rows = ContactRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(email="") | ~Q(phone=""), name="contact_can_be_reached")
        ]

    def __str__(self) -> str:
        return self.name
