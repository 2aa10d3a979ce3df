"""Fills a database of the bench's own: four programmes told by the demo's ground, then SQL.

20,000 factories, 200 buyers, 100,000 reports and 2,000,000 findings as they ship; `scale` makes
it smaller for a try. Triggers of the trail rest while it loads.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from betterwork.demo import ground
from betterwork.demo.draw import Draw


@dataclass(frozen=True)
class Sizes:
    factories: int = 20_000
    buyers: int = 200
    assessments_a_factory: int = 2
    findings_an_assessment: int = 50

    def scaled(self, scale: float) -> "Sizes":
        return Sizes(
            factories=max(20, round(self.factories * scale)), buyers=max(4, round(self.buyers * scale))
        )


STEPS = {
    "factories": """
        WITH offices AS (
            SELECT id, code, row_number() OVER (ORDER BY code) - 1 AS n FROM programmes_countryprogramme
        ), made AS (
            INSERT INTO accounts_organisation (id, kind, name)
            SELECT gen_random_uuid(), 'factory', 'Factory ' || lpad(g::text, 5, '0')
            FROM generate_series(1, %(factories)s) g RETURNING id, name
        )
        INSERT INTO factories_factory (id, programme_id, organisation_id, code, name, local_name, status,
            status_reason, address, city, region, products, workers, women, os_id, registered_at)
        SELECT gen_random_uuid(), o.id, m.id, o.code || '-' || right(m.name, 5), m.name, '', 'active', '',
            '1 Industrial Road', 'City', '', 'Shirts', 1200, 900, '', now() - interval '700 days'
        FROM made m JOIN offices o ON o.n = right(m.name, 5)::int %% 4
    """,
    "buyers": """
        WITH made AS (
            INSERT INTO accounts_organisation (id, kind, name)
            SELECT gen_random_uuid(), 'buyer', 'Buyer ' || lpad(g::text, 3, '0')
            FROM generate_series(1, %(buyers)s) g RETURNING id, name
        )
        INSERT INTO factories_buyer (id, organisation_id, name) SELECT gen_random_uuid(), id, name FROM made
    """,
    "people": """
        WITH made AS (
            INSERT INTO accounts_user (id, password, email, name, language, is_active, is_demo, joined_at)
            SELECT gen_random_uuid(), '!', lower(replace(name, ' ', '.')) || '@bench.example',
                   'Person of ' || name, 'en', true, false, now()
            FROM accounts_organisation WHERE kind IN ('factory', 'buyer') RETURNING id, name
        )
        INSERT INTO accounts_membership (id, user_id, organisation_id, role, experienced, since)
        SELECT gen_random_uuid(), m.id, o.id,
               CASE o.kind WHEN 'buyer' THEN 'buyer_user' ELSE 'factory_manager' END, false, now() - interval '700 days'
        FROM made m JOIN accounts_organisation o ON 'Person of ' || o.name = m.name
    """,
    "cycles": """
        INSERT INTO factories_cycle (id, factory_id, number, opened_at, day_zero, initial_advisory_until, ends_on, closed_at)
        SELECT gen_random_uuid(), f.id, n, now() - make_interval(days => 1000 - 365 * n),
               current_date - 1000 + 365 * n, current_date - 900 + 365 * n, current_date - 635 + 365 * n,
               CASE n WHEN 1 THEN now() - interval '270 days' END
        FROM factories_factory f, generate_series(1, 2) n
    """,
    "advisors": """
        WITH advisors AS (
            SELECT m.user_id, p.id AS programme_id, row_number() OVER (PARTITION BY p.id ORDER BY m.user_id) - 1 AS n,
                   count(*) OVER (PARTITION BY p.id) AS of
            FROM accounts_membership m JOIN programmes_countryprogramme p ON p.organisation_id = m.organisation_id
            WHERE m.role = 'advisor'
        )
        INSERT INTO factories_advisorassignment (id, factory_id, advisor_id, since)
        SELECT gen_random_uuid(), f.id, a.user_id, now() - interval '700 days'
        FROM factories_factory f JOIN advisors a ON a.programme_id = f.programme_id AND a.n = abs(hashtext(f.code)) %% a.of
    """,
    # every buyer has its own share of the factories, the first one most of them
    "links": """
        WITH numbered AS (SELECT id, row_number() OVER (ORDER BY name) AS n FROM factories_buyer)
        INSERT INTO factories_buyerlink (id, buyer_id, factory_id, claimed_code, claimed_name, claimed_at, confirmed_at,
            looked_up_at, evidence, ended_reason)
        SELECT gen_random_uuid(), b.id, f.id, f.code, f.name, now() - interval '600 days', now() - interval '599 days',
               now() - interval '600 days', '', ''
        FROM factories_factory f JOIN numbered b
          ON b.n = 1 AND abs(hashtext(f.code)) %% 100 < 85 OR b.n > 1 AND (abs(hashtext(f.code || b.n)) %% 1000) < 25
    """,
    "forms": """
        INSERT INTO factories_accessform (id, buyer_id, factory_id, signed_by_id, signed_name, signed_at)
        SELECT gen_random_uuid(), l.buyer_id, l.factory_id, m.user_id, 'The manager', now() - interval '590 days'
        FROM factories_buyerlink l JOIN factories_factory f ON f.id = l.factory_id
        JOIN accounts_membership m ON m.organisation_id = f.organisation_id
        WHERE abs(hashtext(l.id::text)) %% 20 > 0
    """,
    "payments": """
        INSERT INTO factories_paidregistration (id, buyer_id, factory_id, cycle_id, registered_at, paid_at, recorded_by_id)
        SELECT gen_random_uuid(), l.buyer_id, l.factory_id, c.id, c.opened_at, c.opened_at,
               (SELECT user_id FROM accounts_membership WHERE role = 'administrator' LIMIT 1)
        FROM factories_buyerlink l JOIN factories_cycle c ON c.factory_id = l.factory_id
    """,
    "assessments": """
        INSERT INTO assessments_assessment (id, factory_id, status, planned_on, days, modality, scope, announced,
            planned_by_id, cycle_id, tool_version_id, begun_at, last_day, shared_at, comments_until, finalised_at, cancelled_reason)
        SELECT gen_random_uuid(), c.factory_id, 'finalised', c.day_zero + 105, 2, 'on_site', 'full', false,
               (SELECT user_id FROM accounts_membership WHERE role = 'team_leader' LIMIT 1), c.id, v.id,
               c.day_zero + 105, c.day_zero + 106, c.day_zero + 110, c.day_zero + 117, c.day_zero + 118, ''
        FROM factories_cycle c JOIN factories_factory f ON f.id = c.factory_id
        JOIN assessments_tool t ON t.programme_id = f.programme_id JOIN assessments_toolversion v ON v.tool_id = t.id
        WHERE c.day_zero + 118 < current_date
    """,
    "findings": """
        INSERT INTO assessments_finding (id, factory_id, assessment_id, question_id, point_id, sentence, evidence,
            legal_reference, public, written_by_id, written_at)
        SELECT gen_random_uuid(), a.factory_id, a.id, q.id, q.point_id, 'Two exits were blocked by cartons.', '', '',
               q.public, a.planned_by_id, a.begun_at
        FROM assessments_assessment a
        JOIN LATERAL (
            SELECT id, point_id, public FROM assessments_questiontext
            WHERE version_id = a.tool_version_id AND noncompliant_answer <> '' ORDER BY "order" LIMIT %(findings_an_assessment)s
        ) q ON true
    """,
    "plans": """
        INSERT INTO advisory_improvementplan (id, factory_id, opened_at, items_so_far)
        SELECT gen_random_uuid(), id, registered_at, 10 FROM factories_factory
    """,
    "items": """
        INSERT INTO advisory_planitem (id, factory_id, plan_id, number, origin, point_id, title, words, public_issue,
            root_cause, owner, due_on, status, opened_at, verification)
        SELECT gen_random_uuid(), p.factory_id, p.id, n, 'finding', (SELECT id FROM programmes_compliancepoint LIMIT 1),
               'Keep exits clear', '', false, '', 'Manager', current_date + n * 5 - 20,
               CASE n %% 3 WHEN 0 THEN 'open' WHEN 1 THEN 'in_progress' ELSE 'done' END, now() - interval '100 days', ''
        FROM advisory_improvementplan p, generate_series(1, 10) n
    """,
    "visits": """
        INSERT INTO advisory_visit (id, factory_id, cycle_id, advisor_id, status, "on", modality, agenda, managers_women,
            managers_men, workers_women, workers_men, topics, picc_facilitated, notes, next_steps, logged_at, cancelled_reason)
        SELECT gen_random_uuid(), a.factory_id, c.id, a.advisor_id, CASE WHEN n < 8 THEN 'held' ELSE 'planned' END,
               current_date - 300 + n * 40, 'on_site', 'Open items', 2, 2, 4, 2, '{}', false, 'Notes', '',
               CASE WHEN n < 8 THEN now() - interval '10 days' END, ''
        FROM factories_advisorassignment a JOIN factories_cycle c ON c.factory_id = a.factory_id AND c.number = 2,
             generate_series(1, 8) n
    """,
    "reports": """
        INSERT INTO reporting_report (id, factory_id, cycle_id, assessment_id, kind, status, status_reason, release_at,
            anchor_at, due_at, waived_reason)
        SELECT gen_random_uuid(), a.factory_id, a.cycle_id, a.id, k.kind, 'due', '',
               a.last_day + k.after * interval '1 day', a.last_day, a.last_day + (k.after + 1) * interval '1 day', ''
        FROM assessments_assessment a,
             (VALUES ('assessment_report', 28), ('progress_report_1', 150), ('progress_report_2', 330)) AS k (kind, after)
    """,
    "versions": """
        INSERT INTO reporting_reportversion (id, factory_id, report_id, number, payload, sha256, code, reason, frozen_at, released_at)
        SELECT gen_random_uuid(), factory_id, id, 1, '{}', repeat('0', 64), left(md5(id::text), 24), '', now(), release_at
        FROM reporting_report
    """,
    "released": """
        UPDATE reporting_report r SET status = 'released', released_at = r.release_at, rendered_at = r.release_at,
            done_at = r.release_at, approved_at = r.release_at, current_id = v.id
        FROM reporting_reportversion v WHERE v.report_id = r.id AND r.release_at < now()
    """,
}


def fill(sizes: Sizes, say: Callable[[str], None]) -> None:
    draw = Draw(date(2026, 11, 2))
    with transaction.atomic():
        ground.lay(draw, ground.People(draw))
        draw.write()
    with transaction.atomic(), connection.cursor() as cursor:
        tables = _with_triggers(cursor)
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        for name, sql in STEPS.items():
            say(f"Loading {name}")
            cursor.execute(sql, vars(sizes))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _with_triggers(cursor: CursorWrapper) -> list[str]:
    cursor.execute(
        "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal"
    )
    return [name for (name,) in cursor.fetchall()]
