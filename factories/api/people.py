"""People of organisations, and the messages that they were sent."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response

from accounts.api import found_or_404, read, user_of, uuid_or_404, who
from accounts.models import Absence, Membership, Organisation, User
from factories import actions, serializers
from factories.actions.remedies import deal_with
from factories.actions.webhooks import replay
from factories.api.rows import Rows
from factories.delivery.inbox import mark_read
from factories.invitations import may_look, may_manage
from factories.leave import colleagues, written_by
from factories.models import DEALERS, Delivery, Webhook

OF_AN_ORGANISATION = OpenApiParameter("organisation", str, description="An organisation's id.")


class MessageViews(Rows):
    """The person's own inbox."""

    model = Delivery
    serializer_class = serializers.MessageSerializer
    related = ("message__to", "message__factory")
    filters = ("factory",)

    def kept_to(self, rows: Any) -> Any:
        return super().kept_to(rows.filter(to=user_of(self.request), channel=Delivery.Channel.INBOX))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="mark-read")
    def mark_read(self, request: ApiRequest, pk: str) -> Response:
        found = self.get_object()
        mark_read(pk=found.pk, **who(request))
        return self.as_it_is(found.pk)


class UndeliveredViews(Rows):
    """Messages that did not arrive, for those who deal with them."""

    model = Delivery
    serializer_class = serializers.UndeliveredSerializer
    related = ("to", "factory")
    filters = ("factory",)

    def kept_to(self, rows: Any) -> Any:
        if not user_of(self.request).is_(*DEALERS):
            raise Http404
        return super().kept_to(rows.to_deal_with())

    @extend_schema(request=serializers.RemedyInput)
    @action(detail=True, methods=["post"], url_path="deal-with")
    def deal_with(self, request: ApiRequest, pk: str) -> Response:
        return self.do(deal_with, "delivery", serializers.RemedyInput)


class WebhookViews(Rows):
    """Webhooks of the person's own organisation. They are made and renewed by people, on pages."""

    model = Webhook
    serializer_class = serializers.WebhookSerializer
    filters = ()


class WebhookDeliveryViews(Rows):
    """What was posted to them."""

    model = Delivery
    serializer_class = serializers.WebhookDeliverySerializer
    related = ("webhook__organisation",)
    filters = ("webhook",)

    def kept_to(self, rows: Any) -> Any:
        return super().kept_to(rows.filter(channel=Delivery.Channel.WEBHOOK, webhook__in=self._mine()))

    def _mine(self) -> Any:
        return Webhook.objects.visible_to(user_of(self.request)).values("pk")

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def replay(self, request: ApiRequest, pk: str) -> Response:
        return self.do(replay, "delivery")


class MembershipViews(Rows):
    """People of the own organisations, or of the one that `?organisation=` names."""

    model = Membership
    serializer_class = serializers.MembershipSerializer
    by_people = ("invite", "end", "send_link", "mark_experience")

    def get_queryset(self) -> Any:
        rows = Membership.objects.filter(user__is_machine=False).select_related("user", "organisation")
        return rows.none() if self.is_schema else rows.filter(organisation__in=self._asked())

    def _asked(self) -> list[Organisation]:
        asked = self.request.query_params.get("organisation")
        if asked:
            return [looked_at(user_of(self.request), asked)]
        return [each.organisation for each in user_of(self.request).roles]

    def get_object(self) -> Any:
        """By its own address a membership is found in any organisation that the person may look at."""
        rows = Membership.objects.filter(user__is_machine=False).select_related("user", "organisation")
        found = found_or_404(rows.filter(pk=uuid_or_404(str(self.kwargs["pk"]))).first())
        looked_at(user_of(self.request), str(found.organisation_id))
        return found

    @extend_schema(parameters=[OF_AN_ORGANISATION])
    def list(self, request: ApiRequest, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(request=serializers.InviteInput)
    @action(detail=False, methods=["post"])
    def invite(self, request: ApiRequest) -> Response:
        given = read(serializers.InviteInput, request)
        organisation = looked_at(user_of(request), str(given.pop("organisation")))
        made = actions.invite(organisation=organisation, **given, **who(request))
        return Response(self.get_serializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def end(self, request: ApiRequest, pk: str) -> Response:
        return self._managed(actions.end_membership)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="send-link")
    def send_link(self, request: ApiRequest, pk: str) -> Response:
        return self._managed(actions.send_new_link)

    @extend_schema(request=serializers.ExperienceInput)
    @action(detail=True, methods=["post"], url_path="mark-experience")
    def mark_experience(self, request: ApiRequest, pk: str) -> Response:
        return self._managed(actions.mark_experience, serializers.ExperienceInput)

    def _managed(self, verb: Callable[..., Any], takes: Any = None) -> Response:
        found = self.get_object()
        if not may_manage(user_of(self.request), found):
            raise Http404
        said = read(takes, self.request) if takes else {}
        return Response(self.get_serializer(verb(membership=found, **said, **who(self.request))).data)


class AbsenceViews(Rows):
    """Leave of programme staff: one's own and that of the office."""

    model = Absence
    serializer_class = serializers.AbsenceSerializer
    related = ("user",)
    filters = ("user",)

    @extend_schema(request=serializers.NewAbsenceInput)
    @action(detail=False, methods=["post"])
    def record(self, request: ApiRequest) -> Response:
        people = written_by(self._staff())
        given = read(serializers.NewAbsenceInput, request)
        asked = given.pop("person", user_of(request).pk)
        given["person"] = person = found_or_404(people.filter(pk=asked).first())
        given["deputy"] = self._colleague(person, given.get("deputy"))
        made = actions.record_absence(**given, **who(request))
        return self.as_it_is(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=serializers.AbsenceInput)
    @action(detail=True, methods=["post"])
    def change(self, request: ApiRequest, pk: str) -> Response:
        found = self.get_object()
        given = read(serializers.AbsenceInput, request)
        given["deputy"] = self._colleague(found.user, given.get("deputy"))
        actions.change_absence(absence=found, **given, **who(request))
        return self.as_it_is(found.pk)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def end(self, request: ApiRequest, pk: str) -> Response:
        """The person is here from today on; days that had not begun are taken out."""
        return self.do(actions.end_absence, "absence")

    def _staff(self) -> User:
        user = user_of(self.request)
        if not user.is_programme_staff:
            raise Http404
        return user

    def _colleague(self, person: User, asked: Any) -> User | None:
        return found_or_404(colleagues(person).filter(pk=asked).first()) if asked else None


def looked_at(user: User, asked: str) -> Organisation:
    """An organisation whose people the person sees; for others there is nothing here."""
    found = Organisation.objects.filter(pk=uuid_or_404(asked)).first()
    if found is None or not may_look(user, found):
        raise Http404
    return found
