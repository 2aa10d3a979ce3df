"""Buyers, and the three conditions under which a buyer reads a factory's reports (WHO-10).

The relationship is claimed by the buyer and confirmed by the factory; the third-party access
form is signed by the factory for one named buyer; the registration is recorded and paid per
cycle. Source: advisory FAQ III.2; who records what: WHO-14.
"""

from typing import Any, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organisation, User
from accounts.trail import tracked
from accounts.visibility import Protected, Rows
from factories.models.cycle import Cycle
from factories.models.factory import Factory, M
from factories.models.visibility import Level, seen_by


def buyers_of(user: User) -> "models.QuerySet[Any, Any]":
    """The ids of the buyers that the person works for, as a subquery."""
    return Membership.objects.current().filter(user=user, role="buyer_user").values("organisation__buyer")


class BuyerRows(Rows["Buyer"]):
    def visible_to(self, user: User) -> Self:
        """Its own people, programme staff, and factories that it claimed; never other buyers."""
        if user.is_programme_staff:
            return self.all()
        linked = BuyerLink.rows.filter(factory_id__in=seen_by(user, Level.OWN)).values("buyer_id")
        return self.filter(Q(pk__in=buyers_of(user)) | Q(pk__in=linked))


@tracked()
class Buyer(Protected):
    """An international buyer. Its name is known to staff and to the factories it deals with."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.OneToOneField(
        Organisation, models.PROTECT, related_name="+", related_query_name="buyer"
    )
    name = models.CharField(_("name"), max_length=200, unique=True)

    rows = BuyerRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OfBuyerAndFactory(Rows[M]):
    """Rows between a buyer and a factory: both sides see them, and the country's staff."""

    def visible_to(self, user: User) -> Self:
        ours = Q(factory_id__in=seen_by(user, Level.OWN, Level.STAFF, Level.GRANT))
        return self.filter(ours | Q(buyer_id__in=buyers_of(user)))


class BuyerLinkRows(OfBuyerAndFactory["BuyerLink"]):
    def visible_to(self, user: User) -> Self:
        """Staff see also claims that nobody could place yet: any of them may know the factory."""
        ours = Q(factory_id__in=seen_by(user, Level.OWN, Level.STAFF, Level.GRANT))
        unplaced = Q(factory=None) if user.is_programme_staff else Q(pk__in=[])
        return self.filter(ours | unplaced | Q(buyer_id__in=buyers_of(user)))

    def standing(self) -> Self:
        return self.filter(confirmed_at__isnull=False, ended_at=None)


@tracked()
class BuyerLink(Protected):
    """A buyer's relationship with a factory, from the claim to its end.

    The buyer names the factory in its own words and reads only these back: whether the code it
    typed exists is no business of its until the factory confirms. The worker fills `factory`.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="+")
    factory = models.ForeignKey(Factory, models.CASCADE, null=True, blank=True, related_name="+")
    claimed_code = models.CharField(_("factory's code"), max_length=12)
    claimed_name = models.CharField(_("factory's name"), max_length=200)
    claimed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    claimed_at = models.DateTimeField()
    looked_up_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    evidence = models.TextField(_("evidence"), blank=True)  # when staff confirm for the factory
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    rows = BuyerLinkRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "claimed_code"], condition=Q(ended_at=None), name="buyer_link_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(factory__isnull=False), name="buyer_link_confirmed_for_one"
            ),
        ]
        indexes = [models.Index(fields=["buyer", "factory"], name="buyer_link_pair")]


class AccessFormRows(OfBuyerAndFactory["AccessForm"]):
    def standing(self) -> Self:
        return self.filter(revoked_at=None)


@tracked()
class AccessForm(Protected):
    """The third-party access form: the factory lets one named buyer read its reports."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="+")
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_name = models.CharField(_("name of the person who signs"), max_length=120)
    signed_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    rows = AccessFormRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "factory"], condition=Q(revoked_at=None), name="access_form_once"
            )
        ]


class PaidRegistrationRows(OfBuyerAndFactory["PaidRegistration"]):
    def paid(self) -> Self:
        return self.filter(paid_at__isnull=False, ended_at=None)


@tracked()
class PaidRegistration(Protected):
    """A buyer registered for one cycle of one factory; `paid_at` opens that cycle's reports."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="+")
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="+")
    registered_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)  # withdrawn or refunded
    ended_reason = models.TextField(blank=True)

    rows = PaidRegistrationRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "cycle"], condition=Q(ended_at=None), name="paid_registration_once"
            )
        ]
