"""Row security of the advisory floor."""

from accounts.models import Role
from accounts.rowsecurity import ME, Policy
from advisory.integrity import walls
from factories.models import Opens
from factories.models.visibility import Level
from factories.policies import READ, holds_role, seen, writes

INSIDE = (Level.OWN, Level.STAFF)
MINE = "buyer_id IN (SELECT buyer_id FROM my_buyers)"

# What a buyer reads of plan items that answer to it, while all three conditions hold. It reads past row
# security, so it is bound to the person of the transaction. The title shows where the item came from the
# buyer's own wish alone: of findings, self-diagnosis, incidents and other buyers' wishes it shows none.
BUYERS_ITEM = """
CREATE OR REPLACE VIEW buyers_item AS
WITH mine AS (SELECT buyer_id FROM my_buyers), open AS (SELECT f FROM my_factories(ARRAY['reports']) f),
own AS (
    SELECT p.id, p.buyer_id, p.factory_id, p.item_id FROM advisory_buyerpriority p
    WHERE p.status = 'accepted' AND p.buyer_id IN (SELECT * FROM mine) AND p.factory_id IN (SELECT * FROM open)
)
SELECT o.id, o.buyer_id, o.factory_id, o.id AS subject_id, i.number, i.title, i.status, i.due_on
FROM own o JOIN advisory_planitem i ON i.id = o.item_id
UNION ALL
SELECT c.id, c.buyer_id, c.factory_id, c.point_id, i.number,
    CASE WHEN EXISTS (SELECT 1 FROM own o WHERE o.item_id = i.id AND o.buyer_id = c.buyer_id)
        THEN i.title ELSE '' END,
    i.status, i.due_on
FROM advisory_coverage c JOIN advisory_planitem i ON i.id = c.item_id
WHERE c.buyer_id IN (SELECT * FROM mine) AND c.factory_id IN (SELECT * FROM open)
"""

# What a constituent reads of a visit that it delivers with us, while its agreement opens activities (WHO-11). It
# reads past row security, so it is bound to the person of the transaction.
SHARED_VISIT = f"""
CREATE OR REPLACE VIEW shared_visit AS
SELECT v.id, f.name AS factory_name, f.code AS factory_code, f.city, p.name AS country, p.zone, v.constituent_id,
    v.status, v."on", v.starts, v.ends, v.modality, v.suspended, v.topics, v.picc_facilitated,
    v.managers_women, v.managers_men, v.workers_women, v.workers_men, v.partner_part
FROM advisory_visit v
JOIN factories_factory f ON f.id = v.factory_id
JOIN programmes_countryprogramme p ON p.id = f.programme_id
JOIN agreed a ON a.organisation_id = v.constituent_id AND a.programme_id = f.programme_id
WHERE a.user_id = {ME} AND '{Opens.ACTIVITIES.value}' = ANY (a.opens)
"""

VIEWS = [BUYERS_ITEM, SHARED_VISIT, *walls.VIEWS]
GRANTS = walls.GRANTS


def _given(table: str) -> str:
    """An advisor who was given this factory for a time works there like its own."""
    return f"({seen(table, Level.GRANT)} AND {holds_role(Role.ADVISOR)})"


def _worked_on(table: str, *write: Level) -> list[Policy]:
    """Read by everybody inside, written at these levels or under an advisor's grant."""
    return [
        Policy(table, "read", "SELECT", using=seen(table, *READ)),
        *writes(table, f"({seen(table, *write)} OR {_given(table)})"),
    ]


def _of_staff(table: str) -> list[Policy]:
    """Of staff for staff: what they note, and what each side of a strike told them."""
    staff = f"({seen(table, Level.STAFF)} OR {_given(table)})"
    return [Policy(table, "read", "SELECT", using=staff), *writes(table, staff)]


def _worker_drafts() -> list[Policy]:
    """The workers' side of this committee alone; management and staff do not read it (WHO-7)."""
    table = "advisory_workerdraft"
    workers = f"factory_id IN (SELECT f FROM my_factories_as(ARRAY['{Role.PICC_WORKER.value}']) f)"
    return [Policy(table, "read", "SELECT", using=workers), *writes(table, workers)]


def _wishes() -> list[Policy]:
    """Between one buyer and one factory: its own people, the factory and staff, never another buyer."""
    found = []
    for table, write in (
        ("advisory_visitrequest", (Level.STAFF,)),
        ("advisory_buyerpriority", INSIDE),
        ("advisory_correctivepoint", INSIDE),
    ):
        found.append(Policy(table, "read", "SELECT", using=f"{MINE} OR {seen(table, *READ)}"))
        found += writes(table, f"{MINE} OR {seen(table, *write)} OR {_given(table)}")
    return found


def _corrective_plans() -> list[Policy]:
    """Until it is taken in, the side alone that sent it; then both."""
    table, covers, taken_away = "advisory_correctiveplan", "advisory_coverage", "advisory_plandownload"
    buyers = f"({MINE} AND (status <> 'draft' OR NOT on_behalf))"
    inside = f"({seen(table, *READ)} AND (status <> 'draft' OR on_behalf))"
    return [
        Policy(table, "read", "SELECT", using=f"{buyers} OR {inside}"),
        *writes(table, f"{MINE} OR {seen(table, *INSIDE)} OR {_given(table)}"),
        *_worked_on(covers, *INSIDE),
        Policy(taken_away, "add", "INSERT", check=f"user_id = {ME}"),
        Policy(taken_away, "read", "SELECT", using=f"{MINE} OR {seen(taken_away, *READ)}"),
    ]


ORDINARY = [
    "advisory_committee",
    "advisory_election",
    "advisory_committeemember",
    "advisory_meeting",
    "advisory_attendance",
    "advisory_decision",
    "advisory_selfdiagnosis",
    "advisory_selfdiagnosisanswer",
    "advisory_improvementplan",
    "advisory_planitem",
    "advisory_planaction",
    "advisory_evidence",
    "advisory_plancomment",
    "advisory_incident",
    "advisory_duty",
]


def _escalations() -> list[Policy]:
    """Written by the worker alone; read by the country's staff, and by whom it called."""
    table = "advisory_escalation"
    return [Policy(table, "read", "SELECT", using=f"{seen(table, Level.STAFF)} OR to_id = {ME}")]


POLICIES = [
    *(policy for table in ORDINARY for policy in _worked_on(table, *INSIDE)),
    *_worked_on("advisory_visit", Level.STAFF),
    *_worked_on("advisory_visititem", Level.STAFF),
    *_of_staff("advisory_consultation"),
    *_escalations(),
    *_of_staff("advisory_staffnote"),
    *_worker_drafts(),
    *_wishes(),
    *_corrective_plans(),
    *walls.POLICIES,
]
