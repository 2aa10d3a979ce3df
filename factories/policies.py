"""Row security of the factories floor, and the conditions of which all floors make their policies."""

from collections.abc import Sequence

from accounts.models import PLANNERS, STAFF, Role
from accounts.rowsecurity import APP, ME, Policy
from factories import sight
from factories.models.agreement import Opens
from factories.models.conflict import MANAGERS
from factories.models.delivery import ACCOUNT_KINDS, DEALERS, Delivery
from factories.models.handover import KNOWN_TO
from factories.models.visibility import Level
from factories.sight import listed

__all__ = [
    "POLICIES",
    "READ",
    "VIEWS",
    "WRITE",
    "agreed",
    "holds_role",
    "listed",
    "of_country",
    "of_factory",
    "seen",
    "writes",
]

READ = (Level.OWN, Level.STAFF, Level.GRANT)
WRITE = (Level.OWN, Level.STAFF)

# Who is not planned for which factory: for those who plan there, without a word of why. Other roles of the
# database (worker, owner) see all.
BARRED = f"""
CREATE OR REPLACE VIEW barred AS
SELECT c.user_id, c.factory_id, c.since, c.until FROM (
    SELECT k.person_id AS user_id, k.factory_id, k.since, k.until
    FROM factories_conflictofinterest k WHERE k.factory_id IS NOT NULL
    UNION ALL
    SELECT k.person_id, g.factory_id, k.since, k.until
    FROM factories_conflictofinterest k JOIN factories_groupfactory g ON g.group_id = k.group_id AND g.until IS NULL
) c JOIN factories_factory f ON f.id = c.factory_id
WHERE current_user <> '{APP}'
OR f.programme_id = ANY ((SELECT my_programmes(ARRAY[{listed(PLANNERS)}]::text[]))::uuid[])
"""

VIEWS = [*sight.VIEWS, *sight.FUNCTIONS, BARRED]


def array(values: Sequence[str]) -> str:
    return f"ARRAY[{listed(values)}]::text[]"


def seen(table: str, *levels: Level, column: str = "factory_id") -> str:
    """The SQL condition that the person sees the row's factory at one of these levels."""
    others = [level for level in levels if level is not Level.STAFF]
    parts = [of_country(table, *STAFF, column=column)] if Level.STAFF in levels else []
    if others:
        parts.append(f'"{table}".{column} IN (SELECT f FROM my_factories({array(others)}) f)')
    return f"({' OR '.join(parts)})"


def agreed(kind: Opens, programme: str) -> str:
    """The SQL condition that an agreement opens this to the person today, in the programme of that column."""
    return f"{programme} = ANY ((SELECT my_agreed('{kind.value}'))::uuid[])"


def of_country(table: str, *roles: Role, column: str = "factory_id") -> str:
    """The SQL condition that the person is such staff in the country of the row's factory."""
    return (
        f'EXISTS (SELECT 1 FROM factory_home h WHERE h.factory_id = "{table}".{column}'
        f" AND h.programme_id = ANY ((SELECT my_programmes({array(roles)}))::uuid[]))"
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
    staff = f"programme_id = ANY ((SELECT my_programmes({array(STAFF)}))::uuid[])"
    outside = seen(table, Level.OWN, Level.REPORTS, Level.GRANT, column="id")
    opened = f"(registered_at IS NOT NULL AND {agreed(Opens.FACTORIES, 'programme_id')})"
    return [
        Policy(table, "read", "SELECT", using=f"{staff} OR {outside} OR {opened}"),
        *writes(table, f"{staff} OR {seen(table, Level.OWN, column='id')}"),
    ]


def _buyers() -> list[Policy]:
    mine = "{column} IN (SELECT buyer_id FROM my_buyers)"
    staff = holds_role(*STAFF)
    buyer = f"{staff} OR {mine.format(column='id')} OR id IN (SELECT l FROM my_linked_buyers() l)"
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
    staff = holds_role(*STAFF)
    shown = f"kind <> 'buyer' OR {staff} OR id IN (SELECT o FROM my_buyers_offices() o)"
    return [Policy(table, "read", "SELECT", using=shown), *writes(table, staff)]


def _messages() -> list[Policy]:
    """A message shows to whom one of its deliveries shows; anybody's action may write one."""
    table = "factories_message"
    delivered = f"EXISTS (SELECT 1 FROM factories_delivery d WHERE d.message_id = {table}.id)"
    return [
        Policy(table, "add", "INSERT", check="true"),
        Policy(table, "read", "SELECT", using=delivered),
    ]


def _deliveries() -> list[Policy]:
    """One's own once they are out; a buyer's own webhooks; what the country's staff must deal with."""
    table = "factories_delivery"
    mine = f"to_id = {ME} AND status IN ({listed(Delivery.OUT)})"
    theirs = "webhook_id IN (SELECT w.id FROM factories_webhook w)"
    office = holds_role(Role.ADMINISTRATOR, Role.HEAD_OFFICE)
    dealers = (
        f"({of_country(table, *DEALERS)}"
        f" OR (factory_id IS NULL AND kind IN ({listed(ACCOUNT_KINDS)}) AND {office}))"
    )
    tried = "status = 'queued' AND tried_since IS NOT NULL"
    wrong = f"(status IN ({listed(Delivery.WRONG)}) OR ({tried})) AND {dealers}"
    told = f"statutory AND {seen(table, Level.STAFF)}"
    return [
        Policy(table, "read", "SELECT", using=f"({mine}) OR ({theirs}) OR ({wrong}) OR ({told})"),
        Policy(table, "add", "INSERT", check=dealers),
        Policy(
            table,
            "change",
            "UPDATE",
            using=f"({mine}) OR ({theirs}) OR ({wrong})",
            check=f"({mine}) OR ({theirs}) OR {dealers}",
        ),
    ]


def _around_deliveries() -> list[Policy]:
    remedy, webhook, wishes, bounce = (
        "factories_remedy",
        "factories_webhook",
        "factories_wishes",
        "factories_bounce",
    )
    delivered = f"EXISTS (SELECT 1 FROM factories_delivery d WHERE d.id = {remedy}.delivery_id)"
    of_staff = f"{delivered} AND {holds_role(*DEALERS)}"
    ours = (
        "organisation_id IN (SELECT m.organisation_id FROM accounts_membership m"
        f" WHERE m.user_id = {ME} AND m.ended_at IS NULL AND m.role = '{Role.BUYER_USER.value}')"
    )
    own = f"user_id = {ME}"
    return [
        Policy(remedy, "read", "SELECT", using=of_staff),
        Policy(remedy, "add", "INSERT", check=of_staff),
        Policy(webhook, "read", "SELECT", using=ours),
        Policy(webhook, "add", "INSERT", check=ours),
        Policy(webhook, "change", "UPDATE", using=ours),
        Policy(wishes, "read", "SELECT", using=own),
        *writes(wishes, own),
        Policy(bounce, "add", "INSERT", check="true"),  # the mail server's door; nobody reads here
    ]


def _files() -> list[Policy]:
    table = "factories_storedfile"
    theirs = f"NOT staff_only AND {seen(table, Level.OWN, Level.GRANT)}"
    given = f"NOT staff_only AND {seen(table, Level.GRANT)} AND {holds_role(Role.ADVISOR)}"
    return [
        Policy(table, "read", "SELECT", using=f"({theirs}) OR {seen(table, Level.STAFF)}"),
        *writes(table, f"{seen(table, *WRITE)} OR ({given})"),
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
    country_manager = of_country(table, Role.COUNTRY_MANAGER, column="content_object_id")
    known = f"user_id = {ME} OR {seen(table, Level.STAFF, column='content_object_id')}"
    return [Policy(table, "read", "SELECT", using=known), *writes(table, country_manager)]


def _designations() -> list[Policy]:
    """Staff; from the priority for assessment a date could be guessed: planners alone."""
    table = "factories_designation"
    guarded = f"{seen(table, Level.STAFF)} AND (kind <> 'priority' OR {of_country(table, *PLANNERS)})"
    return [Policy(table, "read", "SELECT", using=guarded), *writes(table, guarded)]


def _conflicts() -> list[Policy]:
    """The person, the manager of the person's office, head office; nobody deletes one."""
    table = "factories_conflictofinterest"
    office = (
        "EXISTS (SELECT 1 FROM accounts_membership mine"
        " JOIN accounts_membership theirs ON theirs.organisation_id = mine.organisation_id"
        f" WHERE mine.user_id = {ME} AND mine.ended_at IS NULL AND mine.role IN ({listed(MANAGERS)})"
        f" AND theirs.user_id = {table}.person_id AND theirs.ended_at IS NULL)"
    )
    known = f"person_id = {ME} OR {holds_role(Role.HEAD_OFFICE)} OR {office}"
    written = f"({known}) AND {holds_role(*STAFF)}"
    return [
        Policy(table, "read", "SELECT", using=known),
        Policy(table, "add", "INSERT", check=f"recorded_by_id = {ME} AND {written}"),
        Policy(table, "change", "UPDATE", using=written),
    ]


def _agreements() -> list[Policy]:
    """The country's staff; approved, those whom it lets read, and the factories that they read about."""
    table = "factories_agreement"
    mine = (
        f"organisation_id IN (SELECT m.organisation_id FROM accounts_membership m WHERE m.user_id = {ME}"
        f" AND m.ended_at IS NULL AND m.role = '{Role.CONSTITUENT.value}')"
    )
    concerned = (
        "programme_id IN (SELECT h.programme_id FROM factory_home h"
        f" WHERE h.factory_id IN (SELECT f FROM my_factories({array([Level.OWN])}) f))"
    )
    of = "programme_id = ANY ((SELECT my_programmes({roles}))::uuid[])"
    shown = f"{of.format(roles=array(STAFF))} OR (approved_at IS NOT NULL AND ({mine} OR {concerned}))"
    writers = of.format(roles=array((Role.ADMINISTRATOR, Role.COUNTRY_MANAGER)))
    return [Policy(table, "read", "SELECT", using=shown), *writes(table, writers)]


def _absences() -> list[Policy]:
    """Known in the office and to head office; written by the person, and by who leads the office."""
    table = "accounts_absence"

    def in_the_office(*mine: Role) -> str:
        return (
            "EXISTS (SELECT 1 FROM accounts_membership mine"
            " JOIN accounts_membership theirs ON theirs.organisation_id = mine.organisation_id"
            f" WHERE mine.user_id = {ME} AND mine.ended_at IS NULL AND mine.role IN ({listed(mine)})"
            f" AND theirs.user_id = {table}.user_id AND theirs.ended_at IS NULL"
            f" AND theirs.role IN ({listed(STAFF)}))"
        )

    own = f"user_id = {ME}"
    known = f"{own} OR {holds_role(Role.HEAD_OFFICE)} OR {in_the_office(*STAFF)}"
    written = f"(({own} AND {holds_role(*STAFF)}) OR {in_the_office(*PLANNERS)})"
    return [
        Policy(table, "read", "SELECT", using=known),
        Policy(table, "add", "INSERT", check=f"recorded_by_id = {ME} AND {written}"),
        Policy(table, "change", "UPDATE", using=written),
        Policy(table, "remove", "DELETE", using=written),
    ]


def _hand_overs() -> list[Policy]:
    """Made by those who plan in the country; read by them and by head office; nobody changes one."""
    act, line = "factories_handover", "factories_handedfactory"

    def here(*roles: Role) -> str:
        return f"programme_id = ANY ((SELECT my_programmes({array(roles)}))::uuid[])"

    return [
        Policy(act, "read", "SELECT", using=here(*KNOWN_TO)),
        Policy(act, "add", "INSERT", check=f"made_by_id = {ME} AND {here(*PLANNERS)}"),
        Policy(line, "read", "SELECT", using=of_country(line, *KNOWN_TO)),
        Policy(line, "add", "INSERT", check=of_country(line, *PLANNERS)),
    ]


POLICIES = [
    *_absences(),
    *_hand_overs(),
    *_factory(),
    *_agreements(),
    *_buyers(),
    *_organisations(),
    *_messages(),
    *_deliveries(),
    *_around_deliveries(),
    *_files(),
    *_imports(),
    *_grants(),
    *_designations(),
    *_conflicts(),
    *of_factory("factories_groupfactory", write=(Level.STAFF,)),
    *of_factory("factories_antibriberysignature"),
    *of_factory("factories_openingmeeting"),
    *of_factory("factories_cycle", write=(Level.STAFF,)),
    *of_factory("factories_factoryfact", write=(Level.STAFF,)),
    *of_factory("factories_serviceexception", write=(Level.STAFF,)),
    *of_factory("factories_advisorassignment", read=(*READ, Level.REPORTS), write=(Level.STAFF,)),
]
