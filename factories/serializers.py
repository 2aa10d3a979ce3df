"""What the API of the factories floor shows and takes."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.urls import reverse
from rest_framework import serializers

from accounts.models import Absence, Membership, Role, User
from factories import outbox
from factories.actions.claims import WAITS
from factories.models import (
    AccessForm,
    AdvisorAssignment,
    Agreement,
    AntiBriberySignature,
    Buyer,
    BuyerLink,
    Cycle,
    Delivery,
    Designation,
    Factory,
    FactoryGrant,
    GroupFactory,
    ManufacturingGroup,
    OpeningMeeting,
    PaidRegistration,
    Remedy,
    StoredFile,
    Webhook,
)
from factories.models.cycle import STANDINGS

INSIDE_ALONE = ("status_reason", "workers", "women", "unions", "registered_at", "access_ended_at", "address")


class FactorySerializer(serializers.ModelSerializer[Factory]):
    """A buyer or constituent reads name, place and status; people inside read the facts too."""

    class Meta:
        model = Factory
        fields = [
            "id",
            "programme",
            "code",
            "name",
            "local_name",
            "status",
            "status_reason",
            "address",
            "city",
            "region",
            "products",
            "workers",
            "women",
            "unions",
            "os_id",
            "registered_at",
            "access_ended_at",
        ]

    def to_representation(self, instance: Factory) -> Any:
        shown = super().to_representation(instance)
        if not getattr(instance, "inside", False):
            for name in INSIDE_ALONE:
                shown.pop(name)
        return shown


class AgreementSerializer(serializers.ModelSerializer[Agreement]):
    """`opens` is a closed set; `valid_until` is the first local day on which it opens nothing any more."""

    organisation_name = serializers.CharField(source="organisation.name")

    class Meta:
        model = Agreement
        fields = [
            "id",
            "programme",
            "organisation",
            "organisation_name",
            "speaks_for",
            "opens",
            "source",
            "signed_on",
            "valid_from",
            "valid_until",
            "approved_at",
            "ended_at",
            "ended_reason",
        ]


class CycleSerializer(serializers.ModelSerializer[Cycle]):
    class Meta:
        model = Cycle
        fields = [
            "id",
            "factory",
            "number",
            "opened_at",
            "day_zero",
            "initial_advisory_until",
            "ends_on",
            "closed_at",
            "standing",
            "standing_because",
        ]


class DifferentiationInput(serializers.Serializer[Any]):
    standing = serializers.ChoiceField(STANDINGS)
    reason = serializers.CharField(max_length=1000, allow_blank=True)


class DesignationSerializer(serializers.ModelSerializer[Designation]):
    class Meta:
        model = Designation
        fields = [
            "id",
            "factory",
            "kind",
            "value",
            "valid_from",
            "valid_until",
            "reason",
            "named_by",
            "named_at",
        ]


class DesignationInput(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(Designation.Kind.choices)
    value = serializers.CharField(max_length=20, allow_blank=True, default="")
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True, default=None)
    reason = serializers.CharField(max_length=1000, allow_blank=True)


class SignatureSerializer(serializers.ModelSerializer[AntiBriberySignature]):
    class Meta:
        model = AntiBriberySignature
        fields = ["id", "factory", "policy_version", "signed_name", "signed_at"]


class OpeningMeetingSerializer(serializers.ModelSerializer[OpeningMeeting]):
    class Meta:
        model = OpeningMeeting
        fields = ["id", "factory", "held_on", "attended_by", "policy_gone_through"]


class FileSerializer(serializers.ModelSerializer[StoredFile]):
    content = serializers.SerializerMethodField()

    class Meta:
        model = StoredFile
        fields = ["id", "factory", "name", "content_type", "size", "sha256", "uploaded_at", "content"]

    def get_content(self, row: StoredFile) -> str:
        return reverse("stored_file", args=[row.pk])


class GroupSerializer(serializers.ModelSerializer[ManufacturingGroup]):
    class Meta:
        model = ManufacturingGroup
        fields = ["id", "organisation", "name"]


class GroupFactorySerializer(serializers.ModelSerializer[GroupFactory]):
    group_name = serializers.CharField(source="group.name")

    class Meta:
        model = GroupFactory
        fields = ["id", "group", "group_name", "factory", "since", "until"]


class GrantSerializer(serializers.ModelSerializer[FactoryGrant]):
    factory = serializers.UUIDField(source="content_object_id")
    name = serializers.CharField(source="user.name")

    class Meta:
        model = FactoryGrant
        fields = ["id", "factory", "user", "name", "reason", "since", "until"]


class AdvisorSerializer(serializers.ModelSerializer[AdvisorAssignment]):
    name = serializers.CharField(source="advisor.name")
    deputy = serializers.SerializerMethodField()

    class Meta:
        model = AdvisorAssignment
        fields = ["id", "factory", "advisor", "name", "deputy", "since", "ended_at"]

    def get_deputy(self, row: AdvisorAssignment) -> UUID | None:
        """For programme staff alone."""
        return row.deputy_id if self.context["request"].user.is_programme_staff else None


class AbsenceSerializer(serializers.ModelSerializer[Absence]):
    """Days of leave of programme staff, and who stands in. Why is written nowhere."""

    name = serializers.CharField(source="user.name")

    class Meta:
        model = Absence
        fields = ["id", "user", "name", "first_day", "last_day", "deputy"]


class BuyerSerializer(serializers.ModelSerializer[Buyer]):
    class Meta:
        model = Buyer
        fields = ["id", "name"]


class BuyerLinkSerializer(serializers.ModelSerializer[BuyerLink]):
    """A buyer reads its claims in its own words, and the factory only once that has confirmed."""

    state = serializers.SerializerMethodField()

    class Meta:
        model = BuyerLink
        fields = [
            "id",
            "buyer",
            "factory",
            "claimed_code",
            "claimed_name",
            "claimed_at",
            "confirmed_at",
            "ended_at",
            "state",
        ]

    def get_state(self, link: BuyerLink) -> str:
        if link.confirmed_at:
            return "ended" if link.ended_at else "confirmed"
        if self._is_buyer():
            return "waiting" if self.context["at"] < link.claimed_at + WAITS else "unanswered"
        return "ended" if link.ended_at else "waiting"

    def to_representation(self, instance: BuyerLink) -> Any:
        shown = super().to_representation(instance)
        if self._is_buyer() and instance.confirmed_at is None:
            shown.update(factory=None, ended_at=None)
        return shown

    def _is_buyer(self) -> bool:
        user: User = self.context["request"].user
        return not user.is_programme_staff and user.is_(Role.BUYER_USER)


class AccessFormSerializer(serializers.ModelSerializer[AccessForm]):
    class Meta:
        model = AccessForm
        fields = ["id", "buyer", "factory", "signed_at", "revoked_at"]


class RegistrationSerializer(serializers.ModelSerializer[PaidRegistration]):
    class Meta:
        model = PaidRegistration
        fields = ["id", "buyer", "factory", "cycle", "registered_at", "paid_at", "ended_at"]


class MessageSerializer(serializers.ModelSerializer[Delivery]):
    """As it stood in the mail, but without links that carry a token."""

    subject_id = serializers.UUIDField(source="message.subject_id")
    subject = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()
    queued_at = serializers.DateTimeField(source="told_at")

    class Meta:
        model = Delivery
        fields = ["id", "kind", "factory", "subject_id", "subject", "text", "queued_at", "sent_at", "read_at"]

    def get_subject(self, row: Delivery) -> str:
        return self._words(row)[0]

    def get_text(self, row: Delivery) -> str:
        return self._words(row)[1]

    def _words(self, row: Delivery) -> tuple[str, str]:
        """A kind whose words are gone, from an older release, must not close the inbox."""
        try:
            return outbox.words(row.message)
        except TemplateDoesNotExist:
            return "", ""


class UndeliveredSerializer(serializers.ModelSerializer[Delivery]):
    name = serializers.CharField(source="to.name")

    class Meta:
        model = Delivery
        fields = [
            "id",
            "channel",
            "kind",
            "statutory",
            "factory",
            "to",
            "name",
            "told_at",
            "status",
            "attempts",
            "error",
            "reason",
            "stopped_at",
        ]


class WebhookSerializer(serializers.ModelSerializer[Webhook]):
    class Meta:
        model = Webhook
        fields = ["id", "name", "url", "status", "created_at", "failing_since", "worked_at"]


class WebhookDeliverySerializer(serializers.ModelSerializer[Delivery]):
    class Meta:
        model = Delivery
        fields = ["id", "webhook", "kind", "told_at", "status", "attempts", "answer", "error", "sent_at"]


class MembershipSerializer(serializers.ModelSerializer[Membership]):
    name = serializers.CharField(source="user.name")

    class Meta:
        model = Membership
        fields = ["id", "organisation", "user", "name", "role", "experienced", "since", "ended_at"]


# -- What verbs take ---------------------------------------------------------------------


class FactsInput(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=200, required=False)
    local_name = serializers.CharField(max_length=200, required=False, allow_blank=True)
    address = serializers.CharField(required=False, allow_blank=True)
    city = serializers.CharField(max_length=120, required=False, allow_blank=True)
    region = serializers.CharField(max_length=120, required=False, allow_blank=True)
    products = serializers.CharField(max_length=200, required=False, allow_blank=True)
    workers = serializers.IntegerField(min_value=0, max_value=500_000, required=False, allow_null=True)
    women = serializers.IntegerField(min_value=0, max_value=500_000, required=False, allow_null=True)
    unions = serializers.IntegerField(min_value=0, max_value=200, required=False, allow_null=True)
    os_id = serializers.CharField(max_length=32, required=False, allow_blank=True)


class RegisterInput(FactsInput):
    programme = serializers.UUIDField()
    name = serializers.CharField(max_length=200)


class RemedyInput(serializers.Serializer[Any]):
    how = serializers.ChoiceField(Remedy.How.choices)
    words = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    address = serializers.EmailField(required=False, allow_blank=True)


class NameInput(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=200)


class JoinInput(serializers.Serializer[Any]):
    group = serializers.UUIDField()
    since = serializers.DateField()


class GrantInput(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    until = serializers.DateTimeField()
    reason = serializers.CharField(max_length=200)


class PlaceInput(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=12)


class ExperienceInput(serializers.Serializer[Any]):
    experienced = serializers.BooleanField()


class SignInput(serializers.Serializer[Any]):
    signed_name = serializers.CharField(max_length=120, allow_blank=True)


class SignFormInput(SignInput):
    factory = serializers.UUIDField()
    buyer = serializers.UUIDField()


class MeetingInput(serializers.Serializer[Any]):
    held_on = serializers.DateField()
    attended_by = serializers.CharField()
    policy_gone_through = serializers.BooleanField()


class AdvisorInput(serializers.Serializer[Any]):
    advisor = serializers.UUIDField()
    deputy = serializers.UUIDField(required=False, allow_null=True)


class DeputyInput(serializers.Serializer[Any]):
    deputy = serializers.UUIDField(allow_null=True)


class AbsenceInput(serializers.Serializer[Any]):
    """Days are local days of the person's office, both included."""

    first_day = serializers.DateField()
    last_day = serializers.DateField()
    deputy = serializers.UUIDField(required=False, allow_null=True)


class NewAbsenceInput(AbsenceInput):
    """Without a person the own."""

    person = serializers.UUIDField(required=False)


class StandingInput(serializers.Serializer[Any]):
    to = serializers.ChoiceField(Factory.Status.choices)
    reason = serializers.CharField(max_length=1000, allow_blank=True)


class ClaimInput(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=12)
    name = serializers.CharField(max_length=200)


class ConfirmInput(serializers.Serializer[Any]):
    evidence = serializers.CharField(required=False, allow_blank=True)


class RegistrationInput(serializers.Serializer[Any]):
    buyer = serializers.UUIDField()
    cycle = serializers.UUIDField()
    paid = serializers.BooleanField()


class InviteInput(serializers.Serializer[Any]):
    organisation = serializers.UUIDField()
    email = serializers.EmailField(max_length=254)
    name = serializers.CharField(max_length=120)
    role = serializers.ChoiceField(Role.choices)
    language = serializers.ChoiceField(settings.LANGUAGES, default="", allow_blank=True)
    experienced = serializers.BooleanField(default=False)
