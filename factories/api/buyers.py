"""Buyers and the three conditions: the relationship, the access form, the paid registration.

A buyer reads its claims in its own words, and nothing that tells silence from a no: neither a row
nor an answer to a verb differs before the factory has confirmed.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response

from accounts.api import ReasonInput, read, user_of, who
from accounts.errors import Invalid
from accounts.models import Role, User
from accounts.visibility import fetch
from factories import actions, serializers
from factories.actions.buyers import MAY_VOUCH
from factories.api.rows import Rows
from factories.models import AccessForm, Buyer, BuyerLink, Cycle, Factory, PaidRegistration

MAY_ANSWER = (Role.FACTORY_MANAGER, *MAY_VOUCH)


class BuyerViews(Rows):
    model = Buyer
    serializer_class = serializers.BuyerSerializer

    @extend_schema(request=serializers.NameInput)
    @action(detail=False, methods=["post"])
    def add(self, request: ApiRequest) -> Response:
        made = actions.create_buyer(**read(serializers.NameInput, request), **who(request))
        return self.as_it_is(made.pk, status.HTTP_201_CREATED)


class BuyerLinkViews(Rows):
    """`?buyer=` keeps to one. What a buyer withdrew is gone."""

    model = BuyerLink
    serializer_class = serializers.BuyerLinkSerializer
    related = ("factory__programme", "buyer")
    filters = ("buyer",)

    def kept_to(self, rows: Any) -> Any:
        return super().kept_to(rows).exclude(ended_reason="withdrawn")

    @extend_schema(request=serializers.ClaimInput)
    @action(detail=False, methods=["post"])
    def claim(self, request: ApiRequest) -> Response:
        held = [each.organisation_id for each in user_of(request).roles if each.role == Role.BUYER_USER]
        buyer = fetch(Buyer, user_of(request), organisation__in=held)
        made = actions.claim_factory(buyer=buyer, **read(serializers.ClaimInput, request), **who(request))
        return self.as_it_is(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.withdraw_claim, "link")

    @extend_schema(request=serializers.ConfirmInput)
    @action(detail=True, methods=["post"])
    def confirm(self, request: ApiRequest, pk: str) -> Response:
        return self._answered(actions.confirm_claim, serializers.ConfirmInput)

    @extend_schema(request=ReasonInput)
    @action(detail=True, methods=["post"])
    def decline(self, request: ApiRequest, pk: str) -> Response:
        return self._answered(actions.decline_claim, ReasonInput)

    def _answered(self, verb: Callable[..., Any], takes: Any) -> Response:
        """A buyer must not learn from a refusal whether its claim found a factory."""
        if not user_of(self.request).is_(*MAY_ANSWER):
            raise Http404
        return self.do(verb, "link", takes)

    @extend_schema(request=ReasonInput)
    @action(detail=True, methods=["post"])
    def end(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.end_relationship, "link", ReasonInput)

    @extend_schema(request=serializers.PlaceInput)
    @action(detail=True, methods=["post"])
    def place(self, request: ApiRequest, pk: str) -> Response:
        """An administrator names the factory of a claim that could not be placed."""
        if not user_of(request).is_(Role.ADMINISTRATOR):
            raise Http404
        code = read(serializers.PlaceInput, request)["code"].strip().upper()
        factory = Factory.objects.visible_to(user_of(request)).filter(code=code).first()
        if factory is None:
            raise Invalid(_("You see no factory of this code."), "code")
        return self.do(actions.match_claim, "link", factory=factory)


class AfterConfirmation(Rows):
    """Rows between buyer and factory, which a buyer reads once the factory has confirmed it."""

    def kept_to(self, rows: Any) -> Any:
        user, rows = user_of(self.request), super().kept_to(rows)
        if not works_for_a_buyer(user):
            return rows
        confirmed = BuyerLink.objects.visible_to(user).filter(confirmed_at__isnull=False, ended_at=None)
        return rows.filter(factory__in=confirmed.values("factory"))


def works_for_a_buyer(user: User) -> bool:
    return user.is_(Role.BUYER_USER) and not user.is_programme_staff


class AccessFormViews(AfterConfirmation):
    model = AccessForm
    serializer_class = serializers.AccessFormSerializer
    by_people = ("sign", "revoke")
    related = ("factory",)

    @extend_schema(request=serializers.SignFormInput)
    @action(detail=False, methods=["post"])
    def sign(self, request: ApiRequest) -> Response:
        given = read(serializers.SignFormInput, request)
        factory = fetch(Factory, user_of(request), pk=given.pop("factory"))
        buyer = fetch(Buyer, user_of(request), pk=given.pop("buyer"))
        made = actions.sign_access_form(factory=factory, buyer=buyer, **given, **who(request))
        return self.as_it_is(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def revoke(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.revoke_access_form, "form")


class RegistrationViews(AfterConfirmation):
    """Registrations of buyers for cycles, and their payments."""

    model = PaidRegistration
    serializer_class = serializers.RegistrationSerializer
    related = ("factory",)

    @extend_schema(request=serializers.RegistrationInput)
    @action(detail=False, methods=["post"])
    def register(self, request: ApiRequest) -> Response:
        given = read(serializers.RegistrationInput, request)
        buyer = fetch(Buyer, user_of(request), pk=given["buyer"])
        cycle = fetch(Cycle, user_of(request), pk=given["cycle"])
        made = actions.register_buyer(buyer=buyer, cycle=cycle, paid=given["paid"], **who(request))
        return self.as_it_is(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def pay(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.record_payment, "registration")

    @extend_schema(request=ReasonInput)
    @action(detail=True, methods=["post"])
    def end(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.end_registration, "registration", ReasonInput)
