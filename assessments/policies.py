"""Row security of the assessments floor: the secret stands in the policy itself (ASM-2).

Until it begins, an assessment exists for its named team and for the planners of its programme
alone. The team table cannot be asked from the assessment's own policy (they would recurse), so
`my_teams`, bound to the person of the transaction, answers in its place.
"""

from accounts.models import PLANNERS
from accounts.rowsecurity import ME, Policy
from factories.models.visibility import Level
from factories.policies import listed, seen, writes

MY_TEAMS = f"""
CREATE OR REPLACE VIEW my_teams AS
SELECT t.assessment_id, t.factory_id, a.finalised_at IS NULL AND a.status <> 'cancelled' AS open
FROM assessments_teammember t JOIN assessments_assessment a ON a.id = t.assessment_id
WHERE t.user_id = {ME} AND t.left_at IS NULL
"""

VIEWS = [MY_TEAMS]


def planner(table: str) -> str:
    """The SQL condition that the person plans for the programme of the row's factory."""
    return (
        f"EXISTS (SELECT 1 FROM factory_visibility v WHERE v.user_id = {ME}"
        f" AND v.factory_id = \"{table}\".factory_id AND v.level = 'staff' AND v.reason IN ({listed(PLANNERS)}))"
    )


def known(table: str, column: str = "assessment_id") -> str:
    team = f'EXISTS (SELECT 1 FROM my_teams k WHERE k.assessment_id = "{table}".{column})'
    return f"({team} OR {planner(table)})"


def _assessment() -> list[Policy]:
    table = "assessments_assessment"
    begun = f"begun_at IS NOT NULL AND {seen(table, Level.OWN, Level.STAFF)}"
    return [
        Policy(table, "read", "SELECT", using=f"{known(table, 'id')} OR ({begun})"),
        Policy(table, "add", "INSERT", check=planner(table)),
        Policy(table, "change", "UPDATE", using=known(table, "id")),
    ]


def _team() -> list[Policy]:
    table = "assessments_teammember"
    shown = f"EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {table}.assessment_id)"
    return [Policy(table, "read", "SELECT", using=shown), *writes(table, planner(table))]


def _finding() -> list[Policy]:
    table = "assessments_finding"
    shared = (
        f"EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {table}.assessment_id"
        f" AND a.shared_at IS NOT NULL) AND {seen(table, Level.OWN, Level.STAFF)}"
    )
    return [
        Policy(table, "read", "SELECT", using=f"{known(table)} OR ({shared})"),
        *writes(table, known(table)),
    ]


def _team_only(table: str) -> list[Policy]:
    return [Policy(table, "read", "SELECT", using=known(table)), *writes(table, known(table))]


def _not_for_the_team(table: str) -> Policy:
    """The team does not read the factory's own diagnosis before it has finalised (WHO-2)."""
    condition = f"NOT EXISTS (SELECT 1 FROM my_teams k WHERE k.open AND k.factory_id = {table}.factory_id)"
    return Policy(table, "not_for_the_team", "SELECT", using=condition, restrictive=True)


POLICIES = [
    *_assessment(),
    *_team(),
    *_finding(),
    *_team_only("assessments_answer"),
    *_team_only("assessments_interviewevidence"),
    _not_for_the_team("advisory_selfdiagnosis"),
    _not_for_the_team("advisory_selfdiagnosisanswer"),
]
