"""The API describes itself (OpenAPI), every address of it, without a guess."""

from typing import Any

from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

from tests.personas import World
from tests.places.making import queries


def test_the_description_leaves_nothing_to_guess() -> None:
    GENERATOR_STATS.reset()
    with GENERATOR_STATS.silence():
        SchemaGenerator().get_schema(request=None, public=True)
    assert [*GENERATOR_STATS._warn_cache, *GENERATOR_STATS._error_cache] == []


def test_whoever_is_signed_in_reads_the_description(world: World, browse: Any) -> None:
    described = browse(world.manager).get("/api/v1/schema/").json()
    assert "/api/v1/factories/{id}/assign-advisor/" in described["paths"]
    assert browse(None).get("/api/v1/schema/").status_code in {401, 403}


def test_the_description_asks_for_no_rows(world: World, browse: Any) -> None:
    assert len(queries(browse(world.assessor), "/api/v1/schema/")) <= 12
