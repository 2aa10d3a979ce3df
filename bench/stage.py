"""What the pages are measured with: one factory with a row in every protected table, its people,
and for each address of the walls table who asks for what. Laid as the owner, before measuring.
"""

from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.util import find_spec
from types import SimpleNamespace
from typing import Any

from django.db import models
from django.urls import NoReverseMatch, reverse

from accounts.models import Membership, Role, User
from accounts.visibility import Protected
from factories.models import AdvisorAssignment, Buyer, Cycle, Factory, GroupFactory
from reporting.freezing import freeze
from reporting.models import Report, ReportVersion
from tests.reporting import samples
from tests.walls import addresses

# for whom an address is measured; one about a single row for the first and the last of those it is for
ORDINARY_BUYER = "ordinary_buyer"  # of some 300 factories; `buyer_user` has most of all 20,000
MEASURED_AS = (
    "advisor",
    "team_leader",
    "administrator",
    "head_office",
    "assessor",
    "manager",
    "picc_worker",
    "group_user",
    "buyer_user",
    ORDINARY_BUYER,
)


@dataclass(frozen=True)
class Ask:
    """One row of the table to come: this address, asked for by this person."""

    name: str
    path: str
    persona: str
    user: str
    post: bool = False


@dataclass
class Stage:
    people: dict[str, User]
    rows: dict[type[models.Model], Any]


def set_up() -> Stage:
    factory = Factory.rows.select_related("programme__organisation").get(name="Factory 00001")
    people = cast(factory)
    with_payloads(factory)
    return Stage(people, rows_about(factory, people))


def cast(factory: Factory) -> dict[str, User]:
    """The personas of the walls table that are measured, with the people of this bench."""
    buyer, ordinary = Buyer.rows.get(name="Buyer 001"), Buyer.rows.get(name="Buyer 002")
    group = GroupFactory.rows.select_related("group").filter(factory=factory)[0].group
    assigned = AdvisorAssignment.rows.select_related("advisor").filter(factory=factory)[0]
    office = factory.programme.organisation_id
    return {
        "advisor": assigned.advisor,
        "team_leader": _holder(Role.TEAM_LEADER, organisation=office),
        "administrator": _holder(Role.ADMINISTRATOR, organisation=office),
        "head_office": _holder(Role.HEAD_OFFICE),
        "assessor": _holder(Role.ASSESSOR, organisation=office, experienced=True),
        "manager": _holder(Role.FACTORY_MANAGER, organisation=factory.organisation_id),
        "picc_worker": _holder(Role.PICC_WORKER, organisation=factory.organisation_id),
        "group_user": _holder(Role.GROUP_USER, organisation=group.organisation_id),
        "buyer_user": _holder(Role.BUYER_USER, organisation=buyer.organisation_id),
        ORDINARY_BUYER: _holder(Role.BUYER_USER, organisation=ordinary.organisation_id),
    }


def _holder(role: Role, **of: object) -> User:
    return Membership.objects.select_related("user").filter(role=role, **of).order_by("user__email")[0].user


def with_payloads(factory: Factory) -> None:
    """The bulk of versions is empty; those of this factory hold whole reports, so that pages read them."""
    kinds = {
        Report.Kind.ASSESSMENT: samples.assessment_report,
        Report.Kind.PROGRESS_1: samples.progress_report_1,
        Report.Kind.PROGRESS_2: samples.progress_report_2,
    }
    for kind, sample in kinds.items():
        frozen = freeze(sample())
        versions = ReportVersion.rows.filter(factory=factory, report__kind=kind)
        versions.update(payload=frozen.json_text, sha256=frozen.sha256)


def rows_about(factory: Factory, people: dict[str, User]) -> dict[type[models.Model], Any]:
    """One row of every protected model about this factory, as the walls table's addresses ask for."""
    if find_spec("tests.walls.canaries"):
        rows = import_module("tests.walls.canaries").fill(_world(factory, people))
    else:
        rows = {model: _any(model, factory) for model in _protected() if _any(model, factory)}
    return {**rows, Report: Report.rows.filter(factory=factory, status=Report.Status.RELEASED)[0]}


def _world(factory: Factory, people: dict[str, User]) -> Any:
    group = GroupFactory.rows.select_related("group").filter(factory=factory)[0].group
    return SimpleNamespace(
        factory=factory,
        cambodia=factory.programme,
        haiti=factory.programme,
        cycle=Cycle.rows.filter(factory=factory).order_by("-number")[0],
        buyer=Buyer.rows.get(name="Buyer 001"),
        group=group,
        country_manager=_holder(Role.COUNTRY_MANAGER, organisation=factory.programme.organisation_id),
        **people,
    )


def _protected() -> list[Any]:
    from django.apps import apps

    return [model for model in apps.get_models() if issubclass(model, Protected) and model._meta.managed]


def _any(model: Any, factory: Factory) -> Any:
    if model is Factory:
        return factory
    about_it = "factory" in {field.name for field in model._meta.fields}
    return model.rows.filter(factory=factory).first() if about_it else model.rows.first()


def asks(stage: Stage) -> list[Ask]:
    """Every address for those it is for, person by person. What has no row in the walls table yet
    is tried with everybody."""
    found = []
    table: dict[str, addresses.Address] = getattr(addresses, "ADDRESSES", {})
    for name in sorted(addresses.named_addresses() | set(table)):
        address = table.get(name) or addresses.Address(for_=addresses.EVERYBODY)
        found += [
            Ask(name, path, persona, str(stage.people[persona].pk), address.post)
            for path in _paths(name, address, stage.rows)
            for persona in _askers(address, stage.rows)
        ]
    return sorted(found, key=lambda ask: MEASURED_AS.index(ask.persona))


def _paths(name: str, address: addresses.Address, rows: dict[type[models.Model], Any]) -> list[str]:
    try:
        return [reverse(name, kwargs=address.about(rows))]
    except (NoReverseMatch, StopIteration):
        return []


def _askers(address: addresses.Address, rows: dict[type[models.Model], Any]) -> list[str]:
    fit = [persona for persona in MEASURED_AS if persona in address.for_]
    alone = bool(address.about(rows))
    if not alone and "buyer_user" in fit:
        fit.append(ORDINARY_BUYER)
    return sorted({fit[0], fit[-1]}, key=MEASURED_AS.index) if alone and fit else fit


def as_json(found: list[Ask]) -> list[dict[str, Any]]:
    return [asdict(ask) for ask in found]


def unmeasured(found: list[Ask]) -> list[str]:
    """Addresses that nobody here can ask for: they need a row that the table does not name (yet)."""
    return sorted(addresses.named_addresses() - {ask.name for ask in found} - {"bench_floor"})
