"""Agreements with national constituents in Cambodia: one that holds, one that waits for the country manager."""

from datetime import datetime, timedelta

from accounts.models import Organisation, Role, User
from advisory.models import Visit
from assessments.models import Assessment, Companion
from betterwork.demo.draw import Draw
from betterwork.demo.ground import Office, People
from betterwork.demo.places import STORY, Place
from factories.actions import agreements
from factories.models import Opens
from reporting.drains.sharing import share

PART = "Spoke with management and workers about the labour law, and answered questions on wages."


def lay(draw: Draw, people: People, offices: list[Office], places: list[Place], now: datetime) -> None:
    office = next(each for each in offices if each.country.code == "KH")
    name = "Labour Inspectorate of Cambodia"
    inspectorate = draw.new(Organisation, kind=Organisation.Kind.CONSTITUENT, name=name)
    inspector = people.join(office.country, inspectorate, Role.CONSTITUENT, "constituent")
    draw.write()
    _agree(office, inspectorate, now - timedelta(days=300))
    _draft(office, now - timedelta(days=4))
    _deliver_together(next(each for each in places if each.factory.name == STORY), inspectorate, now)
    _accompany(office, inspectorate, inspector)
    share(now)


def _agree(office: Office, inspectorate: Organisation, then: datetime) -> None:
    assert office.administrator and office.manager
    made = agreements.draft_agreement(
        programme=office.programme,
        organisation=inspectorate,
        speaks_for="government",
        opens=Opens.values,
        source="Memorandum of understanding between the ministry and the programme",
        signed_on=then.date() - timedelta(days=20),
        valid_from=then.date(),
        last_day=then.date() + timedelta(days=730),
        by=office.administrator,
        at=then - timedelta(days=10),
    )
    agreements.approve_agreement(agreement=made, by=office.manager, at=then - timedelta(days=5))


def _draft(office: Office, then: datetime) -> None:
    assert office.administrator
    agreements.draft_agreement(
        programme=office.programme,
        organisation=None,
        new_organisation="Garment Workers' Federation of Cambodia",
        speaks_for="workers",
        opens=[Opens.FACTORIES, Opens.COMPLIANCE],
        source="Exchange of letters with the federation",
        signed_on=then.date(),
        valid_from=then.date() + timedelta(days=30),
        by=office.administrator,
        at=then,
    )


def _deliver_together(place: Place, inspectorate: Organisation, now: datetime) -> None:
    """The last two visits that were held since the agreement, and the next one."""
    rows = Visit.rows.filter(factory=place.factory)
    held = rows.held().filter(on__gt=now.date() - timedelta(days=290)).order_by("-on")[:2]
    with_us = {"constituent": inspectorate, "partner": inspectorate.name}
    Visit.rows.filter(pk__in=[each.pk for each in held]).update(**with_us, partner_part=PART)
    coming = rows.planned().filter(on__gt=now.date()).order_by("on")[:1]
    Visit.rows.filter(pk__in=[each.pk for each in coming]).update(**with_us)


def _accompany(office: Office, inspectorate: Organisation, inspector: User) -> None:
    """The next assessment that is planned in the country."""
    planned = Assessment.rows.planned().filter(factory__programme=office.programme)
    for each in planned.order_by("planned_on", "pk")[:1]:
        Companion.rows.create(
            assessment=each, factory_id=each.factory_id, user=inspector, organisation=inspectorate
        )
