"""Tells the whole demo, in one transaction."""

from datetime import date

from django.db import transaction

from betterwork.demo import findings, ground, places, years
from betterwork.demo.draw import Draw
from programmes.models import CompliancePoint


def tell(today: date) -> None:
    draw = Draw(today)
    people = ground.People(draw)
    with transaction.atomic():
        offices = ground.lay(draw, people)
        settled = places.settle(draw, people, offices)
        points = [p for p in draw.waiting[CompliancePoint] if p.cluster.key != "workplace-facts"]
        for place in settled:
            years.tell(draw, place, points)
            findings.assess(draw, place)
        draw.write()
