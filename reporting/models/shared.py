"""What a country's compliance looks like as a whole, for constituents whose agreement opens it (WHO-11, ANL-1)."""

from collections.abc import Mapping
from typing import Any, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import STAFF, User
from accounts.visibility import Protected, Rows
from factories.models import Opens, agreed
from programmes.models import CountryProgramme


class SharedComplianceRows(Rows["SharedCompliance"]):
    def visible_to(self, user: User) -> Self:
        """The country's staff, and constituents whose agreement opens it today."""
        staff = Q(programme__in=CountryProgramme.objects.of_staff(user, *STAFF))
        return self.filter(staff | Q(programme__in=agreed(user, Opens.COMPLIANCE)))


class SharedCompliance(Protected):
    """Numbers of one country, put together by the worker from released reports alone.

    `payload` is a list by tool (full, focused: never mixed), each with its clusters; what rests on fewer
    factories than `least` is left out when it is put together, so that nobody reads it here.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.OneToOneField(CountryProgramme, models.CASCADE, related_name="+")
    on = models.DateField(_("day"))  # local day of the programme
    least = models.PositiveSmallIntegerField(_("fewest factories"))
    payload = models.JSONField(default=list)
    made_at = models.DateTimeField()

    rows = SharedComplianceRows.as_manager()

    class Meta(Protected.Meta):
        pass

    @property
    def tools(self) -> list[Mapping[str, Any]]:
        found: list[Mapping[str, Any]] = self.payload
        return found
