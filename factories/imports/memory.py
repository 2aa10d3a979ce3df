"""What a programme knows already: its factories, and what earlier lists said of them."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from factories.imports.plan import Known
from factories.imports.rows import Draft, fingerprint
from factories.models import Factory, ImportRow
from programmes.models import CountryProgramme


def known(programme: CountryProgramme) -> Iterator[Known]:
    """Every factory of the programme with the fingerprints of all rows that became it."""
    marks, countries = _from_earlier_lists(programme)
    factories = Factory.rows.in_programme(programme).order_by("pk")
    for pk, name, address, city, region, os_id in factories.values_list(
        "pk", "name", "address", "city", "region", "os_id"
    ):
        country = countries.get(pk, programme.code)
        here = Draft(line=0, name=name, address=address, city=city, province=region)
        own = {fingerprint(name, address, city, country), fingerprint(name, here.whole_address, "", country)}
        yield Known(str(pk), name, here.whole_address, country, frozenset(own | marks[pk]), os_id)


def undecided(programme: CountryProgramme) -> frozenset[str]:
    """The fingerprints of rows that an earlier import left to a person."""
    left = ImportRow.rows.taken_in(programme).undecided()
    return frozenset(left.values_list("fingerprint", flat=True))


def _from_earlier_lists(programme: CountryProgramme) -> tuple[dict[UUID, set[str]], dict[UUID, str]]:
    marks: dict[UUID, set[str]] = defaultdict(set)
    countries: dict[UUID, str] = {}
    became = ImportRow.rows.taken_in(programme).filter(factory__isnull=False)
    for factory, mark, country, outcome, decision in became.values_list(
        "factory_id", "fingerprint", "told__country", "outcome", "decision"
    ):
        marks[factory].add(mark)
        if country and ImportRow.Outcome.NEW in (outcome, decision):
            countries[factory] = country
    return marks, countries
