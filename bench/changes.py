"""A change of conditions in one country of all factories: `python -m bench.changes ANSWER`, as `bw_worker`.

`make_large` brings all factories into one programme, with ten planned visits each and a policy in force (as the
owner, before). Measured are the policy's answers for 2,000 factories, the preview of a draft that
suspends visits, stored line by line, and its applying: one transaction, with messages and the trail.
"""

import json
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

RESOLVED = 2_000
VISITS_A_FACTORY = 10
LARGE = """
    UPDATE factories_factory SET programme_id = (SELECT id FROM programmes_countryprogramme ORDER BY code LIMIT 1)
"""
VISITS = """
    INSERT INTO advisory_visit (id, factory_id, cycle_id, advisor_id, status, "on", modality, agenda)
    SELECT gen_random_uuid(), a.factory_id, c.id, a.advisor_id, 'planned', current_date + 5 + n * 7,
           CASE n %% 3 WHEN 0 THEN 'hybrid' ELSE 'on_site' END, 'Open items'
    FROM factories_advisorassignment a JOIN factories_cycle c ON c.factory_id = a.factory_id AND c.number = 2,
         generate_series(1, %(visits)s) n
"""


def make_large() -> int:
    from django.core.management import call_command
    from django.db import connection, transaction

    from bench.load import at_rest, defaults_of_models

    call_command("load_policy", verbosity=0)
    with transaction.atomic(), connection.cursor() as cursor, at_rest(cursor), defaults_of_models(cursor):
        cursor.execute(LARGE)
        cursor.execute("DELETE FROM advisory_visit WHERE status = 'planned'")
        cursor.execute(VISITS, {"visits": VISITS_A_FACTORY})
        made: int = cursor.rowcount
    _policy_in_force()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE advisory_visit")
        cursor.execute("VACUUM ANALYZE factories_factory")
    return made


def _policy_in_force() -> None:
    """The rows that ship, as if they held today."""
    from programmes.models import Policy, ServicePolicy

    first = Policy.objects.get(country="")
    rows = list(ServicePolicy.objects.filter(policy=first))
    now = Policy.objects.create(
        key="bench", name="Bench", version=2, valid_from=date(2026, 1, 1), source="bench"
    )
    for row in rows:
        row.pk, row.policy, row._state.adding = None, now, True
    ServicePolicy.objects.bulk_create(rows)


def main(answer: Path) -> None:
    import django

    django.setup()
    from accounts import clock
    from factories.models import Factory, Message
    from planning import applying, previewing
    from planning.models import PreviewLine, PreviewRun

    at = clock.now()
    resolved, queries, resolving_s = _resolve(at)
    draft = _draft(at)
    PreviewRun.rows.create(draft=draft, programme=draft.programme, asked_at=at, asked_by=draft.made_by)
    preview_s = _timed(lambda: previewing.work_out(at))
    before = Message.rows.count()
    apply_s = _timed(lambda: applying.apply_due(draft.moment))
    draft = type(draft).rows.get(pk=draft.pk)
    found = {
        "factories": Factory.rows.in_programme(draft.programme).count(),
        "resolved": resolved,
        "queries": queries,
        "resolving_s": resolving_s,
        "lines": PreviewLine.rows.count(),
        "preview_s": preview_s,
        "changed": draft.changed,
        "messages": Message.rows.count() - before,
        "apply_s": apply_s,
    }
    answer.write_text(json.dumps(found))


def _resolve(at: datetime) -> tuple[int, int, float]:
    """Whether an advisory visit on site is possible at each factory."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from factories.models import Factory
    from factories.possible import possibilities
    from programmes.models import CountryProgramme
    from programmes.services import Modality, Service

    programme = CountryProgramme.objects.order_by("code")[0]
    some = Factory.rows.in_programme(programme).order_by("pk")[:RESOLVED]
    with CaptureQueriesContext(connection) as queries:
        start = perf_counter()
        rows = possibilities(programme, some)
        for factory in rows.factories:
            rows.answer(Service.ADVISORY_VISIT, Modality.ON_SITE, at.date(), factory)
        seconds = perf_counter() - start
    return len(rows.factories), len(queries), seconds


def _draft(at: datetime) -> Any:
    from accounts.models import Membership, Role
    from planning.models import Draft
    from programmes.models import CountryProgramme

    programme = CountryProgramme.objects.order_by("code")[0]
    office = Membership.objects.filter(organisation=programme.organisation_id).select_related("user")
    by = {role: office.filter(role=role)[0].user for role in (Role.ADMINISTRATOR, Role.COUNTRY_MANAGER)}
    return Draft.rows.create(
        programme=programme,
        kind=Draft.Kind.FACT,
        scope="visits",
        proposal={"subject": "visits", "value": "suspended"},
        valid_from=at.astimezone(programme.tz).date() + timedelta(days=1),
        decision="The ministry.",
        status=Draft.Status.APPROVED,
        made_by=by[Role.ADMINISTRATOR],
        made_at=at,
        approved_by=by[Role.COUNTRY_MANAGER],
        approved_at=at,
    )


def _timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]))
