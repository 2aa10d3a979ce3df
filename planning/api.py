"""The API of the planning floor: drafts of changes, and the same verbs as on the pages."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from accounts.api import Readable, ReasonInput, found_or_404, read, user_of, who
from accounts.models import STAFF
from planning import actions
from planning.handover.api import HandedFactoryViews, HandOverViews
from planning.models import Draft
from programmes.models import CountryProgramme
from programmes.policy import FactValue, Subject
from programmes.rules import Kind


class DraftSerializer(serializers.ModelSerializer[Draft]):
    """`proposal` names what would hold: of a fact `subject` and `value`, of a rule `rule`, `amount`
    (empty: switched off), `from_year` and `standing`. `changed` counts rows once it is applied."""

    kind = serializers.CharField()  # fact or rule
    proposal = serializers.DictField()

    class Meta:
        model = Draft
        fields = [
            "id",
            "kind",
            "programme",
            "region",
            "factory",
            "proposal",
            "valid_from",
            "valid_until",
            "decision",
            "status",
            "made_at",
            "approved_at",
            "applied_at",
            "changed",
            "refusal",
        ]


class OfProgramme(serializers.Serializer[Any]):
    programme = serializers.UUIDField()
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True, default=None)


class RuleDraftInput(OfProgramme):
    kind = serializers.ChoiceField([kind.value for kind in Kind])
    amount = serializers.IntegerField(min_value=0, allow_null=True)
    from_year = serializers.IntegerField(min_value=0, default=0)
    standing = serializers.CharField(max_length=20, allow_blank=True, default="")
    source = serializers.CharField(max_length=200)  # type: ignore[assignment]  # the field of that name


class FactDraftInput(OfProgramme):
    """Of the country as a whole."""

    subject = serializers.ChoiceField([each.value for each in Subject])
    value = serializers.ChoiceField([each.value for each in FactValue])
    decision = serializers.CharField(max_length=4000)


class ChangeViews(Readable):
    """Changes of facts and rules: drafted, approved by the country manager, applied at their moment."""

    model = Draft
    serializer_class = DraftSerializer
    filters = ("programme", "factory")

    @extend_schema(request=RuleDraftInput)
    @action(detail=False, methods=["post"], url_path="draft-rule")
    def draft_rule(self, request: ApiRequest) -> Response:
        given = self._given(RuleDraftInput)
        return self._made(actions.draft_rule(**given | {"kind": Kind(given["kind"])}, **who(request)))

    @extend_schema(request=FactDraftInput)
    @action(detail=False, methods=["post"], url_path="draft-fact")
    def draft_fact(self, request: ApiRequest) -> Response:
        given = self._given(FactDraftInput)
        of = {"subject": Subject(given["subject"]), "value": FactValue(given["value"])}
        return self._made(actions.draft_fact(**given | of, **who(request)))

    def _given(self, takes: Any) -> dict[str, Any]:
        given = read(takes, self.request)
        mine = CountryProgramme.objects.of_staff(user_of(self.request), *STAFF)
        return given | {"programme": found_or_404(mine.filter(pk=given["programme"]).first())}

    def _made(self, draft: Draft) -> Response:
        return self.as_it_is(draft.pk, status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def ask(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.ask_for_approval, "draft")

    @extend_schema(request=ReasonInput)
    @action(detail=True, methods=["post"])
    def approve(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.approve, "draft", ReasonInput)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="give-back")
    def give_back(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.give_back, "draft")

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="throw-away")
    def throw_away(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.throw_away, "draft")


router = SimpleRouter()
router.register("changes", ChangeViews, basename="change")
router.register("hand-overs", HandOverViews, basename="hand-over")
router.register("handed-factories", HandedFactoryViews, basename="handed-factory")
