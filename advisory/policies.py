"""Row security of the advisory floor."""

from accounts.models import Role
from accounts.rowsecurity import ME, Policy
from factories.models.visibility import Level
from factories.policies import READ, holds_role, seen, writes

INSIDE = (Level.OWN, Level.STAFF)


def _given(table: str) -> str:
    """An advisor who was given this factory for a time works there like its own."""
    return f"({seen(table, Level.GRANT)} AND {holds_role(Role.ADVISOR)})"


def _worked_on(table: str, *write: Level) -> list[Policy]:
    """Read by everybody inside, written at these levels or under an advisor's grant."""
    return [
        Policy(table, "read", "SELECT", using=seen(table, *READ)),
        *writes(table, f"({seen(table, *write)} OR {_given(table)})"),
    ]


def _staff_notes() -> list[Policy]:
    table = "advisory_staffnote"
    staff = f"({seen(table, Level.STAFF)} OR {_given(table)})"
    return [Policy(table, "read", "SELECT", using=staff), *writes(table, staff)]


def _worker_drafts() -> list[Policy]:
    """The workers' side of this committee alone; management and staff do not read it (WHO-7)."""
    table = "advisory_workerdraft"
    workers = f"factory_id IN (SELECT f FROM my_factories_as(ARRAY['{Role.PICC_WORKER.value}']) f)"
    return [Policy(table, "read", "SELECT", using=workers), *writes(table, workers)]


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
    *_worked_on("advisory_consultation", Level.STAFF),
    *_escalations(),
    *_staff_notes(),
    *_worker_drafts(),
]
