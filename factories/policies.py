"""Row security of the factories floor, and the two views that say who sees which factory.

Views belong to the owner of the tables, so they read past row security; views that would let
one person look at another's secrets are bound to the person of the transaction (`ME`).
"""

from accounts.models import FACTORY_PEOPLE, STAFF, Role
from accounts.rowsecurity import AT, ME, Policy
from factories.models.outbox import ACCOUNT_KINDS
from factories.models.visibility import Level

READ = (Level.OWN, Level.STAFF, Level.GRANT)
WRITE = (Level.OWN, Level.STAFF)


def listed(values: tuple[str, ...]) -> str:
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
WHERE m.ended_at IS NULL AND m.role = '{Role.BUYER_USER.value}'
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
SELECT g.user_id, g.content_object_id, 'grant', 'grant'
FROM factories_factorygrant g WHERE g.since <= {AT} AND g.until > {AT}
"""

MY_BUYERS = f"""
CREATE OR REPLACE VIEW my_buyers AS
SELECT b.id AS buyer_id
FROM factories_buyer b JOIN accounts_membership m ON m.organisation_id = b.organisation_id
WHERE m.user_id = {ME} AND m.ended_at IS NULL AND m.role = '{Role.BUYER_USER.value}'
"""

# Every page asks for the person's organisations. Asked through this view, their policy expands
# into no other policy: planning that query took 63 ms through `factories_buyer`'s own.
KNOWN_BUYERS = f"""
CREATE OR REPLACE VIEW known_buyers AS
SELECT b.organisation_id FROM factories_buyer b WHERE b.id IN (SELECT buyer_id FROM my_buyers)
UNION ALL
SELECT b.organisation_id
FROM factories_buyer b
JOIN factories_buyerlink l ON l.buyer_id = b.id
JOIN factory_visibility v ON v.factory_id = l.factory_id
WHERE v.user_id = {ME} AND v.level = 'own'
"""

VIEWS = [BUYER_ACCESS, FACTORY_VISIBILITY, MY_BUYERS, KNOWN_BUYERS]


def seen(table: str, *levels: Level, column: str = "factory_id") -> str:
    """The SQL condition that the person sees the row's factory at one of these levels."""
    return (
        f"EXISTS (SELECT 1 FROM factory_visibility v WHERE v.user_id = {ME}"
        f' AND v.factory_id = "{table}".{column} AND v.level IN ({listed(levels)}))'
    )


def holds_role(*roles: Role) -> str:
    """The SQL condition that the person holds one of these roles anywhere today."""
    return (
        f"EXISTS (SELECT 1 FROM accounts_membership m WHERE m.user_id = {ME}"
        f" AND m.ended_at IS NULL AND m.role IN ({listed(roles)}))"
    )


def of_factory(table: str, read: tuple[Level, ...] = READ, write: tuple[Level, ...] = WRITE) -> list[Policy]:
    """The ordinary four policies of a table whose rows belong to one factory each."""
    return [
        Policy(table, "read", "SELECT", using=seen(table, *read)),
        *writes(table, seen(table, *write)),
    ]


def writes(table: str, condition: str) -> list[Policy]:
    return [
        Policy(table, "add", "INSERT", check=condition),
        Policy(table, "change", "UPDATE", using=condition),
        Policy(table, "remove", "DELETE", using=condition),
    ]


def _factory() -> list[Policy]:
    table = "factories_factory"
    staff = (
        "EXISTS (SELECT 1 FROM accounts_membership m JOIN programmes_countryprogramme p"
        f" ON p.organisation_id = m.organisation_id WHERE m.user_id = {ME} AND m.ended_at IS NULL"
        f' AND p.id = "{table}".programme_id AND m.role IN ({listed(COUNTRY_STAFF)}))'
    )
    return [
        Policy(table, "read", "SELECT", using=f"{seen(table, *Level, column='id')} OR {staff}"),
        *writes(table, f"{staff} OR {seen(table, *WRITE, column='id')}"),
    ]


def _buyers() -> list[Policy]:
    mine = "{column} IN (SELECT buyer_id FROM my_buyers)"
    staff = holds_role(*STAFF)
    linked = (
        "EXISTS (SELECT 1 FROM factories_buyerlink l JOIN factory_visibility v ON v.factory_id = l.factory_id"
        f" WHERE l.buyer_id = factories_buyer.id AND v.user_id = {ME} AND v.level = 'own')"
    )
    buyer = f"{mine.format(column='id')} OR {staff} OR {linked}"
    link = "factories_buyerlink"
    ours = f"{mine.format(column='buyer_id')} OR {seen(link, *READ)} OR (factory_id IS NULL AND {staff})"
    policies = [
        Policy("factories_buyer", "read", "SELECT", using=buyer),
        *writes("factories_buyer", staff),
        Policy(link, "read", "SELECT", using=ours),
        *writes(link, ours),
    ]
    for table, levels in (("factories_accessform", WRITE), ("factories_paidregistration", (Level.STAFF,))):
        own = f"{mine.format(column='buyer_id')} OR {seen(table, *READ)}"
        policies += [Policy(table, "read", "SELECT", using=own), *writes(table, seen(table, *levels))]
    return policies


def _organisations() -> list[Policy]:
    """A buyer's name is a secret from other buyers: its organisation shows where it shows."""
    table = "accounts_organisation"
    shown = f"kind <> 'buyer' OR EXISTS (SELECT 1 FROM known_buyers b WHERE b.organisation_id = {table}.id)"
    staff = holds_role(*STAFF)
    return [
        Policy(table, "read", "SELECT", using=f"{shown} OR {staff}"),
        *writes(table, staff),
    ]


def _messages() -> list[Policy]:
    table = "factories_message"
    mine = f"to_id = {ME} AND status IN ('sent', 'failed')"
    account = f"factory_id IS NULL AND kind IN ({listed(ACCOUNT_KINDS)})"
    office = holds_role(Role.ADMINISTRATOR, Role.HEAD_OFFICE)
    failed = f"status = 'failed' AND ({seen(table, Level.STAFF)} OR ({account} AND {office}))"
    return [
        Policy(table, "add", "INSERT", check="true"),
        Policy(table, "read", "SELECT", using=f"{mine} OR ({failed})"),
        Policy(table, "change", "UPDATE", using=f"{mine} OR ({failed})"),
    ]


def _files() -> list[Policy]:
    table = "factories_storedfile"
    theirs = f"NOT staff_only AND {seen(table, Level.OWN, Level.GRANT)}"
    return [
        Policy(table, "read", "SELECT", using=f"({theirs}) OR {seen(table, Level.STAFF)}"),
        *writes(table, seen(table, *WRITE)),
    ]


def _imports() -> list[Policy]:
    """Lists on their way in: the programme's administrators alone."""
    batch, row = "factories_importbatch", "factories_importrow"
    mine = (
        "EXISTS (SELECT 1 FROM accounts_membership m JOIN programmes_countryprogramme p"
        f" ON p.organisation_id = m.organisation_id WHERE m.user_id = {ME} AND m.ended_at IS NULL"
        f" AND m.role = '{Role.ADMINISTRATOR.value}' AND p.id = {batch}.programme_id)"
    )
    of_mine = f"EXISTS (SELECT 1 FROM {batch} b WHERE b.id = {row}.batch_id)"
    return [
        Policy(batch, "read", "SELECT", using=mine),
        *writes(batch, mine),
        Policy(row, "read", "SELECT", using=of_mine),
        *writes(row, of_mine),
    ]


def _grants() -> list[Policy]:
    """A grant is known to the person and to staff of the country; its country manager gives it."""
    table = "factories_factorygrant"
    country_manager = (
        f"EXISTS (SELECT 1 FROM factory_visibility v WHERE v.user_id = {ME}"
        f" AND v.factory_id = {table}.content_object_id AND v.reason = '{Role.COUNTRY_MANAGER.value}')"
    )
    known = f"user_id = {ME} OR {seen(table, Level.STAFF, column='content_object_id')}"
    return [Policy(table, "read", "SELECT", using=known), *writes(table, country_manager)]


POLICIES = [
    *_factory(),
    *_buyers(),
    *_organisations(),
    *_messages(),
    *_files(),
    *_imports(),
    *_grants(),
    *of_factory("factories_groupfactory", write=(Level.STAFF,)),
    *of_factory("factories_antibriberysignature"),
    *of_factory("factories_openingmeeting"),
    *of_factory("factories_cycle", write=(Level.STAFF,)),
    *of_factory("factories_advisorassignment", read=(*READ, Level.REPORTS), write=(Level.STAFF,)),
]
