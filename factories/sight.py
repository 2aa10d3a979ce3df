"""Who sees which factory: the SQL views, and the functions by which the policies ask them.

Views and functions belong to the owner of the tables, so they read past row security; those that
would let one person look at another's secrets are bound to the person of the transaction (`ME`).

The functions are opaque to the planner, which matters twice: a policy that spelled the view out made
the planning of the plainest query cost 70 ms (docs/performance.md), and each is answered once a
statement, not once a row. Staff are judged by the country of the row's factory, because listing their
20,000 factories for every statement would cost more than it saves.
"""

from collections.abc import Sequence

from accounts.models import FACTORY_PEOPLE, STAFF, Role
from accounts.rowsecurity import AT, ME


def listed(values: Sequence[str]) -> str:
    return ", ".join(f"'{value!s}'" for value in values)


COUNTRY_STAFF = tuple(role for role in STAFF if role is not Role.HEAD_OFFICE)

BUYER_ACCESS = f"""
CREATE OR REPLACE VIEW buyer_access AS
SELECT DISTINCT m.user_id, r.factory_id, r.cycle_id, b.id AS buyer_id
FROM accounts_membership m
JOIN factories_buyer b ON b.organisation_id = m.organisation_id
JOIN factories_buyerlink l ON l.buyer_id = b.id AND l.confirmed_at IS NOT NULL AND l.ended_at IS NULL
JOIN factories_accessform a ON a.buyer_id = b.id AND a.factory_id = l.factory_id AND a.revoked_at IS NULL
JOIN factories_paidregistration r ON r.buyer_id = b.id AND r.factory_id = l.factory_id
    AND r.paid_at IS NOT NULL AND r.ended_at IS NULL
JOIN factories_cycle c ON c.id = r.cycle_id AND c.factory_id = r.factory_id
WHERE m.ended_at IS NULL AND m.role = '{Role.BUYER_USER.value}'
"""

# What agreements open today, to whom: on the local day of the programme (WHO-11).
AGREED = f"""
CREATE OR REPLACE VIEW agreed AS
SELECT m.user_id, a.id AS agreement_id, a.organisation_id, a.programme_id, a.opens
FROM accounts_membership m
JOIN factories_agreement a ON a.organisation_id = m.organisation_id AND a.approved_at IS NOT NULL
JOIN programmes_countryprogramme p ON p.id = a.programme_id
WHERE m.ended_at IS NULL AND m.role = '{Role.CONSTITUENT.value}'
AND a.valid_from <= ({AT} AT TIME ZONE p.zone)::date
AND (a.valid_until IS NULL OR a.valid_until > ({AT} AT TIME ZONE p.zone)::date)
"""

FACTORY_VISIBILITY = f"""
CREATE OR REPLACE VIEW factory_visibility AS
SELECT m.user_id, f.id AS factory_id, 'own' AS level, m.role::text AS reason
FROM accounts_membership m
JOIN factories_factory f ON f.organisation_id = m.organisation_id AND f.access_ended_at IS NULL
WHERE m.ended_at IS NULL AND m.role IN ({listed(FACTORY_PEOPLE)})
UNION ALL
SELECT m.user_id, gf.factory_id, 'own', 'group'
FROM accounts_membership m
JOIN factories_manufacturinggroup g ON g.organisation_id = m.organisation_id
JOIN factories_groupfactory gf ON gf.group_id = g.id AND gf.until IS NULL
JOIN factories_factory f ON f.id = gf.factory_id AND f.access_ended_at IS NULL
WHERE m.ended_at IS NULL AND m.role = '{Role.GROUP_USER.value}'
UNION ALL
SELECT m.user_id, f.id, 'staff', m.role::text
FROM accounts_membership m
JOIN programmes_countryprogramme p ON p.organisation_id = m.organisation_id
JOIN factories_factory f ON f.programme_id = p.id
WHERE m.ended_at IS NULL AND m.role IN ({listed(COUNTRY_STAFF)})
UNION ALL
SELECT m.user_id, f.id, 'staff', 'head_office'
FROM accounts_membership m CROSS JOIN factories_factory f
WHERE m.ended_at IS NULL AND m.role = '{Role.HEAD_OFFICE.value}'
UNION ALL
SELECT b.user_id, b.factory_id, 'reports', 'buyer' FROM buyer_access b
UNION ALL
SELECT a.user_id, f.id, 'constituent', 'agreement'
FROM agreed a JOIN factories_factory f ON f.programme_id = a.programme_id AND f.registered_at IS NOT NULL
WHERE 'factories' = ANY (a.opens)
UNION ALL
SELECT g.user_id, g.content_object_id, 'grant', 'grant'
FROM factories_factorygrant g WHERE g.since <= {AT} AND g.until > {AT}
"""

MY_BUYERS = f"""
CREATE OR REPLACE VIEW my_buyers AS
SELECT b.id AS buyer_id
FROM factories_buyer b JOIN accounts_membership m ON m.organisation_id = b.organisation_id
WHERE m.user_id = {ME} AND m.ended_at IS NULL AND m.role = '{Role.BUYER_USER.value}'
"""

# The country of every factory, for policies that must not ask the guarded table itself.
FACTORY_HOME = """
CREATE OR REPLACE VIEW factory_home AS
SELECT f.id AS factory_id, f.programme_id FROM factories_factory f
"""


def function(signature: str, returns: str, body: str) -> str:
    """The statement that lays a function of the owner, answered once a statement."""
    rows = " ROWS 100" if returns.startswith("SETOF") else ""
    return (
        f"CREATE OR REPLACE FUNCTION {signature} RETURNS {returns} LANGUAGE plpgsql STABLE SECURITY DEFINER"
        f"{rows} SET search_path = public, pg_temp AS $$ BEGIN {body} END $$"
    )


MY_PROGRAMMES = function(
    "my_programmes(roles text[])",
    "uuid[]",
    f"""RETURN ARRAY(
    SELECT p.id FROM programmes_countryprogramme p WHERE EXISTS (
        SELECT 1 FROM accounts_membership m
        WHERE m.user_id = {ME} AND m.ended_at IS NULL AND m.role = ANY (roles)
        AND (m.organisation_id = p.organisation_id OR m.role = '{Role.HEAD_OFFICE.value}')));""",
)


MY_AGREED = function(
    "my_agreed(kind text)",
    "uuid[]",
    f"""RETURN ARRAY(
    SELECT a.programme_id FROM agreed a WHERE a.user_id = {ME} AND kind = ANY (a.opens::text[]));""",
)


def _at(level: str) -> str:
    seen = f"SELECT v.factory_id FROM factory_visibility v WHERE v.user_id = {ME} AND v.level = '{level}'"
    return f"IF '{level}' = ANY (levels) THEN RETURN QUERY {seen}; END IF;"


MY_FACTORIES = function(
    "my_factories(levels text[])",
    "SETOF uuid",
    " ".join(_at(level) for level in ("own", "reports", "constituent", "grant")),
)

MY_FACTORIES_AS = function(
    "my_factories_as(reasons text[])",
    "SETOF uuid",
    f"""RETURN QUERY SELECT v.factory_id FROM factory_visibility v
    WHERE v.user_id = {ME} AND v.level = 'own' AND v.reason = ANY (reasons);""",
)

MY_PAID_CYCLES = function(
    "my_paid_cycles()",
    "SETOF uuid",
    f"RETURN QUERY SELECT b.cycle_id FROM buyer_access b WHERE b.user_id = {ME};",
)

MY_LINKED_BUYERS = function(
    "my_linked_buyers()",
    "SETOF uuid",
    f"""RETURN QUERY SELECT DISTINCT l.buyer_id FROM factories_buyerlink l
    JOIN factory_visibility v ON v.factory_id = l.factory_id WHERE v.user_id = {ME} AND v.level = 'own';""",
)

MY_BUYERS_OFFICES = function(
    "my_buyers_offices()",
    "SETOF uuid",
    """RETURN QUERY SELECT b.organisation_id FROM factories_buyer b
    WHERE b.id IN (SELECT k.buyer_id FROM my_buyers k) OR b.id IN (SELECT l FROM my_linked_buyers() l);""",
)

# The bell of every page: planned once a connection, where a statement of its own took 30 ms a page.
MY_UNREAD = function(
    "my_unread(most int)",
    "int",
    f"""RETURN (SELECT count(*) FROM (
    SELECT 1 FROM factories_delivery d
    WHERE d.to_id = {ME} AND d.channel = 'inbox' AND d.status = 'sent' AND (d.factory_id IS NULL OR EXISTS (
        SELECT 1 FROM factory_visibility v WHERE v.user_id = {ME} AND v.factory_id = d.factory_id))
    LIMIT most) found);""",
)

VIEWS = [BUYER_ACCESS, AGREED, FACTORY_VISIBILITY, MY_BUYERS, FACTORY_HOME]
FUNCTIONS = [
    MY_PROGRAMMES,
    MY_AGREED,
    MY_FACTORIES,
    MY_FACTORIES_AS,
    MY_PAID_CYCLES,
    MY_LINKED_BUYERS,
    MY_BUYERS_OFFICES,
    MY_UNREAD,
]
