"""The SQL that fills the bench's database, in this order; columns left out hold their model's default."""

STEPS = {
    "factories": """
        WITH offices AS (
            SELECT id, code, row_number() OVER (ORDER BY code) - 1 AS n FROM programmes_countryprogramme
        ), made AS (
            INSERT INTO accounts_organisation (id, kind, name)
            SELECT gen_random_uuid(), 'factory', 'Factory ' || lpad(g::text, 5, '0')
            FROM generate_series(1, %(factories)s) g RETURNING id, name
        )
        INSERT INTO factories_factory (id, programme_id, organisation_id, code, name, status, address, city,
            products, workers, women, registered_at)
        SELECT gen_random_uuid(), o.id, m.id, o.code || '-' || right(m.name, 5), m.name, 'active',
            '1 Industrial Road', 'City', 'Shirts', 1200, 900, now() - interval '700 days'
        FROM made m JOIN offices o ON o.n = right(m.name, 5)::int %% 4
    """,
    "groups": """
        WITH made AS (
            INSERT INTO accounts_organisation (id, kind, name)
            SELECT gen_random_uuid(), 'group', 'Group ' || lpad(g::text, 4, '0')
            FROM generate_series(1, greatest(1, %(factories)s / 50)) g RETURNING id, name
        )
        INSERT INTO factories_manufacturinggroup (id, organisation_id, name) SELECT gen_random_uuid(), id, name FROM made
    """,
    "factories of groups": """
        INSERT INTO factories_groupfactory (id, factory_id, group_id, since)
        SELECT gen_random_uuid(), f.id, g.id, current_date - 700
        FROM factories_factory f JOIN factories_manufacturinggroup g
          ON right(g.name, 4)::int = right(f.name, 5)::int %% greatest(1, %(factories)s / 50) + 1
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
            INSERT INTO accounts_user (id, password, email, name, joined_at)
            SELECT gen_random_uuid(), '!', lower(replace(name, ' ', '.')) || '@bench.example',
                   'Person of ' || name, now()
            FROM accounts_organisation WHERE kind IN ('factory', 'buyer', 'group') RETURNING id, name
        )
        INSERT INTO accounts_membership (id, user_id, organisation_id, role, since)
        SELECT gen_random_uuid(), m.id, o.id,
               CASE o.kind WHEN 'buyer' THEN 'buyer_user' WHEN 'group' THEN 'group_user' ELSE 'factory_manager' END,
               now() - interval '700 days'
        FROM made m JOIN accounts_organisation o ON 'Person of ' || o.name = m.name
    """,
    # one worker representative a factory, who reads the committee's pages
    "workers": """
        WITH made AS (
            INSERT INTO accounts_user (id, password, email, name, joined_at)
            SELECT gen_random_uuid(), '!', lower(replace(name, ' ', '.')) || '.worker@bench.example',
                   'Worker of ' || name, now()
            FROM accounts_organisation WHERE kind = 'factory' RETURNING id, name
        )
        INSERT INTO accounts_membership (id, user_id, organisation_id, role, since)
        SELECT gen_random_uuid(), m.id, o.id, 'picc_worker', now() - interval '700 days'
        FROM made m JOIN accounts_organisation o ON 'Worker of ' || o.name = m.name
    """,
    "advisors": """
        WITH made AS (
            INSERT INTO accounts_user (id, password, email, name, joined_at)
            SELECT gen_random_uuid(), '!', 'advisor.' || p.code || '.' || g || '@bench.example',
                   'Advisor ' || p.code || ' ' || g, now()
            FROM programmes_countryprogramme p,
                 generate_series(1, greatest(1, %(factories)s / %(factories_an_advisor)s / 4)) g RETURNING id, name
        )
        INSERT INTO accounts_membership (id, user_id, organisation_id, role, since)
        SELECT gen_random_uuid(), m.id, p.organisation_id, 'advisor', now() - interval '700 days'
        FROM made m JOIN programmes_countryprogramme p ON m.name LIKE 'Advisor ' || p.code || ' %%'
    """,
    "cycles": """
        INSERT INTO factories_cycle (id, factory_id, number, opened_at, day_zero, initial_advisory_until, ends_on, closed_at)
        SELECT gen_random_uuid(), f.id, n, now() - make_interval(days => 1000 - 365 * n),
               current_date - 1000 + 365 * n, current_date - 900 + 365 * n, current_date - 635 + 365 * n,
               CASE n WHEN 1 THEN now() - interval '270 days' END
        FROM factories_factory f, generate_series(1, 2) n
    """,
    "assignments of advisors": """
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
    # every buyer has its own share of the factories (1.5 in a hundred), the first one most of them
    "relationships of buyers": """
        WITH numbered AS (SELECT id, row_number() OVER (ORDER BY name) AS n FROM factories_buyer)
        INSERT INTO factories_buyerlink (id, buyer_id, factory_id, claimed_code, claimed_name, claimed_at, confirmed_at,
            looked_up_at)
        SELECT gen_random_uuid(), b.id, f.id, f.code, f.name, now() - interval '600 days', now() - interval '599 days',
               now() - interval '600 days'
        FROM factories_factory f JOIN numbered b
          ON b.n = 1 AND (abs(hashtext(f.code)) %% 100 < 85 OR f.name = 'Factory 00001')
             OR b.n > 1 AND abs(hashtext(f.code || b.n)) %% 1000 < 15
    """,
    "access forms": """
        INSERT INTO factories_accessform (id, buyer_id, factory_id, signed_by_id, signed_name, signed_at)
        SELECT gen_random_uuid(), l.buyer_id, l.factory_id, m.user_id, 'The manager', now() - interval '590 days'
        FROM factories_buyerlink l JOIN factories_factory f ON f.id = l.factory_id
        JOIN accounts_membership m ON m.organisation_id = f.organisation_id AND m.role = 'factory_manager'
        WHERE abs(hashtext(l.id::text)) %% 20 > 0 OR f.name = 'Factory 00001'
    """,
    "payments": """
        INSERT INTO factories_paidregistration (id, buyer_id, factory_id, cycle_id, registered_at, paid_at, recorded_by_id)
        SELECT gen_random_uuid(), l.buyer_id, l.factory_id, c.id, c.opened_at, c.opened_at,
               (SELECT user_id FROM accounts_membership WHERE role = 'administrator' LIMIT 1)
        FROM factories_buyerlink l JOIN factories_cycle c ON c.factory_id = l.factory_id
    """,
    "committees": """
        INSERT INTO advisory_committee (id, factory_id, name, formed_on)
        SELECT gen_random_uuid(), id, 'PICC', current_date - 600 FROM factories_factory
    """,
    "members of committees": """
        INSERT INTO advisory_committeemember (id, factory_id, committee_id, name, side, sex, since)
        SELECT gen_random_uuid(), factory_id, id, 'Member ' || n, CASE WHEN n > 4 THEN 'management' ELSE 'workers' END,
               CASE n %% 2 WHEN 0 THEN 'woman' ELSE 'man' END, formed_on
        FROM advisory_committee, generate_series(1, 8) n
    """,
    "meetings": """
        INSERT INTO advisory_meeting (id, factory_id, committee_id, planned_for, held_on, minutes)
        SELECT gen_random_uuid(), factory_id, id, now() - make_interval(days => 300 - 60 * n), current_date - 300 + 60 * n,
               'The members looked at open items.'
        FROM advisory_committee, generate_series(1, 4) n
    """,
    "assessments": """
        INSERT INTO assessments_assessment (id, factory_id, status, planned_on,
            planned_by_id, cycle_id, tool_version_id, begun_at, last_day, shared_at, comments_until, finalised_at)
        SELECT gen_random_uuid(), c.factory_id, 'finalised', c.day_zero + 105,
               (SELECT user_id FROM accounts_membership WHERE role = 'team_leader' LIMIT 1), c.id, v.id,
               c.day_zero + 105, c.day_zero + 106, c.day_zero + 110, c.day_zero + 117, c.day_zero + 118
        FROM factories_cycle c JOIN factories_factory f ON f.id = c.factory_id
        JOIN assessments_tool t ON t.programme_id = f.programme_id JOIN assessments_toolversion v ON v.tool_id = t.id
        WHERE c.day_zero + 118 < current_date
    """,
    "findings": """
        INSERT INTO assessments_finding (id, factory_id, assessment_id, question_id, point_id, sentence,
               public, written_by_id, written_at)
        SELECT gen_random_uuid(), a.factory_id, a.id, q.id, q.point_id, 'Two exits were blocked by cartons.',
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
    "items of plans": """
        INSERT INTO advisory_planitem (id, factory_id, plan_id, number, origin, point_id, title, owner, due_on,
            status, opened_at)
        SELECT gen_random_uuid(), p.factory_id, p.id, n, 'finding', (SELECT id FROM programmes_compliancepoint LIMIT 1),
               'Keep exits clear', 'Manager', current_date + n * 5 - 20,
               CASE n %% 3 WHEN 0 THEN 'open' WHEN 1 THEN 'in_progress' ELSE 'done' END, now() - interval '100 days'
        FROM advisory_improvementplan p, generate_series(1, 10) n
    """,
    "visits": """
        INSERT INTO advisory_visit (id, factory_id, cycle_id, advisor_id, status, "on", modality, agenda, managers_women,
            managers_men, workers_women, workers_men, notes, logged_at)
        SELECT gen_random_uuid(), a.factory_id, c.id, a.advisor_id, CASE WHEN n < 8 THEN 'held' ELSE 'planned' END,
               current_date - 300 + n * 40, 'on_site', 'Open items', 2, 2, 4, 2, 'Notes',
               CASE WHEN n < 8 THEN now() - interval '10 days' END
        FROM factories_advisorassignment a JOIN factories_cycle c ON c.factory_id = a.factory_id AND c.number = 2,
             generate_series(1, 8) n
    """,
    # five a factory: three of the first cycle, of the second the assessment's and one that is to come or out
    "reports": """
        INSERT INTO reporting_report (id, factory_id, cycle_id, assessment_id, kind, status, release_at, anchor_at, due_at)
        SELECT gen_random_uuid(), a.factory_id, a.cycle_id, a.id, k.kind, 'due',
               a.last_day + k.after * interval '1 day', a.last_day, a.last_day + (k.after + 1) * interval '1 day'
        FROM assessments_assessment a JOIN factories_cycle c ON c.id = a.cycle_id,
             (VALUES ('assessment_report', 28, -1), ('progress_report_1', 150, 0), ('progress_report_2', 330, 1))
             AS k (kind, after, half)
        WHERE c.number = 1 OR k.half = -1 OR abs(hashtext(c.factory_id::text)) %% 2 = k.half
    """,
    "versions of reports": """
        INSERT INTO reporting_reportversion (id, factory_id, report_id, number, payload, sha256, code, frozen_at, released_at)
        SELECT gen_random_uuid(), factory_id, id, 1, '{}', repeat('0', 64), left(md5(id::text), 24), now(),
               CASE WHEN release_at < now() THEN release_at END
        FROM reporting_report
    """,
    "releases": """
        UPDATE reporting_report r SET status = 'released', released_at = r.release_at, rendered_at = r.release_at,
            done_at = r.release_at, approved_at = r.release_at, current_id = v.id
        FROM reporting_reportversion v WHERE v.report_id = r.id AND r.release_at < now()
    """,
    "files of reports": """
        INSERT INTO reporting_reportfile (id, factory_id, version_id, format, content, sha256, rendered_at)
        SELECT gen_random_uuid(), factory_id, id, 'pdf', decode('255044462d', 'hex'), repeat('0', 64), released_at
        FROM reporting_reportversion WHERE released_at IS NOT NULL
    """,
    "messages": """
        INSERT INTO factories_message (id, key, kind, subject_id, facts, queued_at, laid_at, factory_id, to_id)
        SELECT gen_random_uuid(), 'bench:' || r.id || ':' || p.user_id, 'report_released', r.id, '{}',
               r.released_at, r.released_at, r.factory_id, p.user_id
        FROM reporting_report r JOIN (
            SELECT f.id AS factory_id, m.user_id FROM factories_factory f
            JOIN accounts_membership m ON m.organisation_id = f.organisation_id AND m.role = 'factory_manager'
            UNION ALL
            SELECT a.factory_id, m.user_id FROM factories_accessform a JOIN factories_buyer b ON b.id = a.buyer_id
            JOIN accounts_membership m ON m.organisation_id = b.organisation_id
        ) p ON p.factory_id = r.factory_id
        WHERE r.status = 'released' AND r.cycle_id IN (SELECT id FROM factories_cycle WHERE number = 2)
    """,
    "deliveries": """
        INSERT INTO factories_delivery (id, message_id, channel, address, to_id, factory_id, kind, told_at, statutory,
            status, mail_id, attempts, not_before, sent_to, answer, error, reason, sent_at, read_at)
        SELECT gen_random_uuid(), m.id, c.channel, '', m.to_id, m.factory_id, m.kind, m.queued_at, false,
            CASE c.channel WHEN 'inbox' THEN 'read' ELSE 'sent' END, gen_random_uuid(), 1, m.queued_at, '', '', '', '',
            m.queued_at, CASE c.channel WHEN 'inbox' THEN m.queued_at END
        FROM factories_message m CROSS JOIN (VALUES ('mail'), ('inbox')) AS c (channel)
    """,
}
