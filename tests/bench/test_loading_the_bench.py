"""The bench's database is filled by SQL: a new column that it does not know shows here."""

from django.db import connection
from django.test import override_settings

from assessments.models import Finding
from bench import load, stage, sweep
from factories.models import Factory
from reporting.models import Report

SMALL = load.Sizes(factories=20, buyers=4, findings_an_assessment=3)
ROWS = "SELECT count(*) FROM pg_constraint WHERE contype = 'f'"


def one(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_a_small_programme_is_loaded_and_can_be_asked_for(db: None) -> None:
    keys = one(ROWS)
    load.lay(SMALL, lambda words: None)
    assert (Factory.rows.count(), Report.rows.count(), Finding.rows.count()) == (20, 100, 120)
    assert one(ROWS) == keys
    with override_settings(ROOT_URLCONF="bench.urls"):
        asks = stage.asks(stage.set_up())
    assert {"factories", "home", "bench_floor"} <= {ask.name for ask in asks}
    assert {ask.persona for ask in asks} == set(stage.MEASURED_AS)
    assert sweep.put_back(10) == 10
