"""One row in every protected table, about one factory, with a canary in every text it holds.

A canary is a word that stands nowhere else: whoever's page, file, mail or error shows it has
seen that field. New models and fields get theirs by themselves.
"""

from datetime import date, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import models

from accounts.models import Absence, ApiToken, Role
from accounts.visibility import Protected
from tests.factories import NOW, make_point, make_user
from tests.personas import World

SECRET_DAY = date(2031, 5, 17)  # the planned day of the secret assessment; nothing else has it
_serial = count(1000)


def canary(model: type[models.Model], field: str) -> str:
    return f"canary-{model._meta.label_lower.replace('.', '-')}-{field}"


def protected_models() -> list[type[Protected]]:
    return [model for model in apps.get_models() if issubclass(model, Protected)]


def fill(world: World) -> dict[type[models.Model], Any]:
    """Fills every protected table that the world has left empty; returns one row of each."""
    rows: dict[type[models.Model], Any] = {}
    pending = protected_models()
    while pending:
        ready = [model for model in pending if _needs(model) <= set(rows)]
        assert ready, f"protected models that need each other: {pending}"
        for model in ready:
            rows[model] = _existing(model, world) or _make(model, rows, world)
            pending.remove(model)
    return rows | open_rows(world)


def open_rows(world: World) -> dict[type[models.Model], Any]:
    """One row of each unprotected model that addresses name, joined to the world's factory."""
    from programmes.models import CalendarRule

    question: Any = make_question(world)
    found = [
        question,
        question.version,
        question.point,
        question.point.cluster,
        CalendarRule.objects.order_by("kind", "valid_from")[0],
        *_policy(world),
        make_protocol_step(),
        make_protocol_step().protocol,
        _holiday(world),
        _published(world),
        _grant(world),
        _absence(world),
        _key(world),
        world.cambodia,
        world.group,
        world.factory.organisation,
        world.manager,
        world.manager.memberships.get(),
    ]
    return {type(row): row for row in found}


def _policy(world: World) -> list[models.Model]:
    """What holds in Haiti: nothing that the personas' pages show changes by it."""
    from programmes.models import Policy, ProgrammeFact, Region, ServicePolicy

    region = Region.objects.create(programme=world.haiti, name="Ouest")
    dates = {"valid_from": date(2026, 1, 1)}
    fact = {"subject": "visits", "value": "suspended", "decision": "Decided.", **dates}
    policy = Policy.objects.create(key="a-policy", name="A policy", version=1, source="Source", **dates)
    row = {"code": "P1", "country": "HT", "phases": [1, 2], "service": "training", "source": "Source"}
    return [
        region,
        ProgrammeFact.objects.create(programme=world.haiti, region=region, **fact),
        policy,
        ServicePolicy.objects.create(policy=policy, **row),
    ]


def _holiday(world: World) -> models.Model:
    from programmes.models import Holiday

    return Holiday.objects.create(programme=world.cambodia, on=date(2026, 4, 14), name="New Year")


def _published(world: World) -> models.Model:
    """What everybody reads of Cambodia."""
    from reporting.composing.conditions import compose
    from reporting.models import PublishedConditions

    on, words = date(2026, 3, 1), {"en": "Visits are possible"}
    given = {
        "country": "KH",
        "name": "Cambodia",
        "zone": world.cambodia.zone,
        "number": 1,
        "sha256": "2" * 64,
    }
    return PublishedConditions.objects.create(
        on=on, titles=words, words=words, payload=compose(world.cambodia, on), published_at=NOW, **given
    )


def _grant(world: World) -> models.Model:
    """Of somebody who sees the factory anyway: no persona sees more by it."""
    from factories.models import FactoryGrant

    dates = {"since": NOW, "until": NOW + timedelta(days=30)}
    of = Permission.objects.get(content_type__app_label="factories", codename="view_factory")
    return FactoryGrant.objects.create(
        user=world.advisor,
        permission=of,
        content_object=world.factory,
        granted_by=world.country_manager,
        **dates,
    )


def _absence(world: World) -> models.Model:
    """Days to come of somebody of the office."""
    days = {"first_day": date(2026, 3, 12), "last_day": date(2026, 3, 13)}
    return Absence.objects.create(user=world.advisor, recorded_by=world.advisor, recorded_at=NOW, **days)


def _key(world: World) -> models.Model:
    of = world.factory.organisation
    machine = make_user("A program", of, Role.FACTORY_MANAGER, is_machine=True)
    dates = {"created_at": NOW, "expires_at": NOW + timedelta(days=30)}
    return ApiToken.objects.create(
        organisation=of, user=machine, name="A program", created_by=world.manager, **dates
    )


def _existing(model: type[Protected], world: World) -> Protected | None:
    """The world's own row about its factory, where it has one."""
    if model is type(world.factory):
        return world.factory
    if model is type(world.buyer):
        return world.buyer
    if "factory" in {field.name for field in model._meta.fields}:
        row: Protected | None = model.rows.filter(factory=world.factory).first()  # type: ignore[attr-defined]
        return row
    return None


def _needs(model: type[Protected]) -> set[type[models.Model]]:
    return {
        field.related_model
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey)
        and not field.null
        and issubclass(field.related_model, Protected)
        and field.related_model is not model
    }


def _make(model: type[Protected], rows: dict[type[models.Model], Any], world: World) -> Protected:
    kept = KEPT.get(model._meta.label_lower, set())
    values = {
        field.name: _value(model, field, rows, world)
        for field in model._meta.fields
        if field.name in kept or not _left_out(field)
    }
    return model.rows.create(**{**values, **OVERRIDES.get(model._meta.label_lower, {})})  # type: ignore[attr-defined]


def _left_out(field: models.Field) -> bool:
    if str(field) == "advisory.VisitRequest.factory":  # the worker fills it
        return False
    if field.primary_key or field.name.endswith("client_id"):
        return True
    if isinstance(field, models.ForeignKey | models.DateTimeField | models.DateField | models.TimeField):
        return field.null
    return field.has_default() or field.null


def _value(
    model: type[Protected], field: models.Field, rows: dict[type[models.Model], Any], world: World
) -> Any:
    if model._meta.label == "assessments.TeamMember" and field.name == "user":
        return world.assessor
    if isinstance(field, models.ForeignKey):
        return rows.get(field.related_model) or _other(field.related_model, world)
    if field.choices:
        return next(value for value, _ in field.flatchoices if value != "")
    if isinstance(field, models.DateTimeField):
        return NOW - timedelta(days=1)
    if isinstance(field, models.DateField):
        return (NOW - timedelta(days=1)).date()
    if isinstance(field, models.TimeField):
        return time(9)
    if isinstance(field, models.BinaryField):
        return canary(model, field.name).encode()
    if isinstance(field, models.IntegerField):
        return next(_serial)
    if isinstance(field, models.UUIDField | models.JSONField | models.FloatField):
        return None
    words = canary(model, field.name)
    return words[: field.max_length] if field.max_length else words


def _other(model: type[models.Model], world: World) -> Any:
    """A row of an unprotected model that others point at."""
    makers = {
        "accounts.user": lambda: world.advisor,
        "accounts.organisation": lambda: world.factory.organisation,
        "programmes.countryprogramme": lambda: world.cambodia,
        "programmes.compliancepoint": make_point,
        "factories.manufacturinggroup": lambda: world.group,
        "programmes.protocol": lambda: make_protocol_step().protocol,
        "programmes.protocolstep": make_protocol_step,
        "assessments.questiontext": lambda: make_question(world),
    }
    return makers[model._meta.label_lower]()


def make_protocol_step() -> Any:
    """Of the protocol that ships."""
    from programmes.models import ProtocolStep

    return ProtocolStep.objects.select_related("protocol").get(protocol__country="", key="decide")


def make_question(world: World) -> models.Model:
    from assessments.models import Question, QuestionText, Tool, ToolVersion

    tool, _ = Tool.objects.get_or_create(programme=world.cambodia)
    version, _ = ToolVersion.objects.get_or_create(
        tool=tool, number=1, defaults={"name": "2026", "valid_from": date(2020, 1, 1), "published_at": NOW}
    )
    question, _ = Question.objects.get_or_create(tool=tool, key="fire-alarm")
    text, _ = QuestionText.objects.get_or_create(
        version=version,
        question=question,
        defaults={
            "point": make_point(),
            "number": "1",
            "order": 1,
            "text": "Is there a fire alarm?",
            "noncompliant_answer": "no",
        },
    )
    return text


KEPT = {"factories.conflictofinterest": {"factory"}}  # fields that may be empty, and here are not

OVERRIDES: dict[str, dict[str, Any]] = {
    "factories.agreement": {"opens": ["factories"], "valid_until": None},
    "assessments.assessment": {"planned_on": SECRET_DAY},
    "factories.factory": {},
    "factories.delivery": {"channel": "inbox", "status": "sent", "sent_at": NOW, "mail_id": UUID(int=1)},
    "factories.bounce": {"mail_id": UUID(int=1)},
    "factories.serviceexception": {"valid_until": NOW.date()},
    "advisory.visit": {"status": "planned", "slot": None, "aim": None, "rule": None, "share": None},
    "advisory.correctiveplan": {"status": "taken_in", "taken_in_at": NOW},
    "advisory.correctivepoint": {"left_because": ""},
    "factories.designation": {"kind": "egregious", "value": ""},
    "planning.draft": {"scope": "visits", "proposal": {"subject": "visits", "value": "suspended"}},
    "reporting.conditionsupdate": {
        "payload": "",
        "titles": {"en": "canary-reporting-conditionsupdate-titles"},
    },
    "advisory.duty": {"met_by": "", "rule": None},
    "reporting.notice": {"facts": {}, "words_language": "en"},
    "reporting.noticerecipient": {"missing": ["form"]},
    "advisory.election": {"entitled": 900, "voters": 700},
}
