"""The code that stands on a factory's papers: the country's letters and a running number."""

from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr

from factories.models import Factory
from programmes.models import CountryProgramme


def next_code(programme: CountryProgramme) -> str:
    """The next free code of a country, such as KH-0417; the programme's row is locked until commit."""
    CountryProgramme.objects.select_for_update().get(pk=programme.pk)
    return f"{programme.code}-{last_number(programme) + 1:04d}"


def last_number(programme: CountryProgramme) -> int:
    """The highest number that the country gave so far; 0 before the first."""
    running = Factory.rows.filter(programme=programme, code__regex=rf"^{programme.code}-[0-9]+$")
    number = Cast(Substr("code", len(programme.code) + 2), IntegerField())
    found: int | None = running.aggregate(last=Max(number))["last"]
    return found or 0
