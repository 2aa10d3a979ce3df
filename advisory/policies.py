"""Row security of the advisory floor."""

from accounts.models import Role
from accounts.rowsecurity import ME, Policy
from factories.models.visibility import Level
from factories.policies import of_factory, writes


def _worker_drafts() -> list[Policy]:
    """The workers' side of this committee alone; management and staff do not read it (WHO-7)."""
    table = "advisory_workerdraft"
    workers = (
        f"EXISTS (SELECT 1 FROM factory_visibility v WHERE v.user_id = {ME}"
        f" AND v.factory_id = {table}.factory_id AND v.reason = '{Role.PICC_WORKER.value}')"
    )
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
]

POLICIES = [
    *(policy for table in ORDINARY for policy in of_factory(table)),
    *of_factory("advisory_visit", write=(Level.STAFF,)),
    *of_factory("advisory_visititem", write=(Level.STAFF,)),
    *of_factory("advisory_staffnote", read=(Level.STAFF,), write=(Level.STAFF,)),
    *_worker_drafts(),
]
