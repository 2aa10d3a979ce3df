"""Tells the whole demo, in one transaction."""

from datetime import datetime

from django.db import transaction

from betterwork.demo import (
    conditions,
    constituents,
    country,
    delivery,
    findings,
    ground,
    guarded,
    incidents,
    places,
    reports,
    wishes,
    years,
)
from betterwork.demo.draw import Draw
from programmes.models import CompliancePoint


def tell(now: datetime) -> None:
    draw = Draw(now.date())
    people = ground.People(draw)
    with transaction.atomic():
        offices = ground.lay(draw, people)
        settled = places.settle(draw, people, offices)
        points = [p for p in draw.waiting[CompliancePoint] if p.cluster.key != "workplace-facts"]
        for place in settled:
            years.tell(draw, place, points)
            findings.assess(draw, place)
        draw.write()
        conditions.lay(draw, offices, settled)
        draw.write()
        country.lay(draw, offices)
        draw.write()
        reports.release_all(draw, settled, now)
        guarded.lay(offices, settled, now)
        delivery.lay(settled, now)
        wishes.tell(settled, now)
        constituents.lay(draw, people, offices, settled, now)
        incidents.tell(settled, now)
