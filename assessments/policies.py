"""Row security of the assessments floor: the secret stands in the policy itself (ASM-2).

Until it begins, an assessment exists for its named team and for the planners of its programme
alone. The team table cannot be asked from the assessment's own policy (they would recurse), so
`my_teams`, bound to the person of the transaction, answers in its place.

Who accompanies one comes through neither: no policy of a working table knows these people. They read
`my_company`, in which the little stands that they may know (WHO-11).
"""

from accounts.models import PLANNERS, Role
from accounts.rowsecurity import APP, ME, Policy
from factories.models import Opens
from factories.models.visibility import Level
from factories.policies import listed, of_country, seen, writes

MY_TEAMS = f"""
CREATE OR REPLACE VIEW my_teams AS
SELECT t.assessment_id, t.factory_id, a.finalised_at IS NULL AND a.status <> 'cancelled' AS open
FROM assessments_teammember t JOIN assessments_assessment a ON a.id = t.assessment_id
WHERE t.user_id = {ME} AND t.left_at IS NULL
"""

# What an accompanying person reads, and who that is: named and not taken off; nothing but a constituent; of the
# organisation that was named with the person, whose agreement opens it today and on the first day. It reads past
# row security, so it is bound to the person of the transaction.
MY_COMPANY = f"""
CREATE OR REPLACE VIEW my_company AS
SELECT s.id, c.user_id, f.programme_id, f.name AS factory_name, f.code AS factory_code, f.city, p.zone, p.weekend,
    s.status, s.planned_on, s.days, s.modality, s.announced,
    ARRAY(
        SELECT u.name FROM assessments_teammember t JOIN accounts_user u ON u.id = t.user_id
        WHERE t.assessment_id = s.id AND t.left_at IS NULL ORDER BY t.leads DESC, u.name
    ) AS team
FROM assessments_companion c
JOIN assessments_assessment s ON s.id = c.assessment_id
JOIN factories_factory f ON f.id = s.factory_id
JOIN programmes_countryprogramme p ON p.id = f.programme_id
WHERE c.user_id = {ME} AND c.left_at IS NULL
AND s.status IN ('planned', 'begun') AND s.last_day IS NULL
AND NOT EXISTS (
    SELECT 1 FROM accounts_membership m
    WHERE m.user_id = c.user_id AND m.ended_at IS NULL AND m.role <> '{Role.CONSTITUENT.value}'
)
AND EXISTS (
    SELECT 1 FROM agreed a WHERE a.user_id = c.user_id AND a.organisation_id = c.organisation_id
    AND a.programme_id = f.programme_id AND '{Opens.ASSESSMENTS.value}' = ANY (a.opens)
)
AND EXISTS (
    SELECT 1 FROM factories_agreement g WHERE g.organisation_id = c.organisation_id
    AND g.programme_id = f.programme_id AND g.approved_at IS NOT NULL
    AND '{Opens.ASSESSMENTS.value}' = ANY (g.opens) AND g.valid_from <= s.planned_on
    AND (g.valid_until IS NULL OR g.valid_until > s.planned_on)
)
"""

# Who is taken when, bound to those who plan for the person's programme, or for one that has an agreement with
# the organisation for which the person accompanies; other roles of the database (worker, owner) see all.
TEAM_DAY = f"""
CREATE OR REPLACE VIEW team_day AS
SELECT t.user_id, a.id AS assessment_id, a.planned_on AS first_day, a.days
FROM assessments_teammember t JOIN assessments_assessment a ON a.id = t.assessment_id
WHERE t.left_at IS NULL AND a.status <> 'cancelled' AND (
    current_user <> '{APP}' OR EXISTS (
        SELECT 1 FROM accounts_membership mine
        JOIN accounts_membership theirs ON theirs.organisation_id = mine.organisation_id
        WHERE mine.user_id = {ME} AND mine.ended_at IS NULL AND mine.role IN ({listed(PLANNERS)})
        AND theirs.user_id = t.user_id AND theirs.ended_at IS NULL AND theirs.role = '{Role.ASSESSOR.value}'
    )
)
UNION ALL
SELECT c.user_id, a.id, a.planned_on, a.days
FROM assessments_companion c JOIN assessments_assessment a ON a.id = c.assessment_id
WHERE c.left_at IS NULL AND a.status <> 'cancelled' AND (
    current_user <> '{APP}' OR EXISTS (
        SELECT 1 FROM factories_agreement g
        WHERE g.organisation_id = c.organisation_id AND g.approved_at IS NOT NULL
        AND g.programme_id = ANY ((SELECT my_programmes(ARRAY[{listed(PLANNERS)}]::text[]))::uuid[])
    )
)
"""

VIEWS = [MY_TEAMS, MY_COMPANY, TEAM_DAY]

JOINING = "app.joining_the_plan"  # set by `assessments/entering.py` alone, for one transaction


def planner(table: str) -> str:
    """The SQL condition that the person plans for the programme of the row's factory."""
    return of_country(table, *PLANNERS)


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
    """The team as it is; who was named earlier stays with planners."""
    table = "assessments_teammember"
    shown = f"EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {table}.assessment_id)"
    named = f"{shown} AND (left_at IS NULL OR {planner(table)})"
    return [Policy(table, "read", "SELECT", using=named), *writes(table, planner(table))]


def _company() -> list[Policy]:
    """Who accompanies: for team and planners. The persons themselves read `my_company` and not this."""
    table = "assessments_companion"
    named = f"{known(table)} AND (left_at IS NULL OR {planner(table)})"
    return [Policy(table, "read", "SELECT", using=named), *writes(table, planner(table))]


def _earlier() -> list[Policy]:
    """What was planned before it began, and how findings were worded before they were shared,
    does not come out with the row that it became: restrictions on the trail."""
    assessment, team, company, finding = (
        f"assessments_{name}event" for name in ("assessment", "teammember", "companion", "finding")
    )
    begun = f"begun_at IS NOT NULL OR {planner(assessment)}"
    return [
        Policy(assessment, "planning", "SELECT", using=begun, restrictive=True),
        Policy(team, "planning", "SELECT", using=planner(team), restrictive=True),
        Policy(company, "planning", "SELECT", using=planner(company), restrictive=True),
        Policy(finding, "drafts", "SELECT", using=known(finding), restrictive=True),
    ]


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


def _comments() -> list[Policy]:
    """The factory adds to its comments while the findings are shared; nobody changes them."""
    table = "assessments_factorycomment"
    shared = (
        f"EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {table}.assessment_id"
        " AND a.shared_at IS NOT NULL)"
    )
    return [
        Policy(table, "read", "SELECT", using=f"{seen(table, Level.OWN, Level.STAFF)} AND {shared}"),
        Policy(table, "add", "INSERT", check=f"{seen(table, Level.OWN)} AND {shared}"),
    ]


def _no_open_team(table: str) -> str:
    """The SQL condition that the person is not on a team that has yet to finalise there."""
    return f"NOT EXISTS (SELECT 1 FROM my_teams k WHERE k.open AND k.factory_id = {table}.factory_id)"


def _not_for_the_team(table: str) -> Policy:
    """The team does not read the factory's own diagnosis before it has finalised (WHO-2)."""
    return Policy(table, "not_for_the_team", "SELECT", using=_no_open_team(table), restrictive=True)


def _plan_not_for_the_team() -> list[Policy]:
    """Nor what that diagnosis put into the plan. When the team shares its findings, the action
    joins them to these items, unseen by the person (`JOINING`)."""
    item = "advisory_planitem"
    joining = f"current_setting('{JOINING}', true) = 'yes'"
    own = f"origin <> 'self_diagnosis' OR {_no_open_team(item)} OR {joining}"
    policies = [Policy(item, "not_for_the_team", "SELECT", using=own, restrictive=True)]
    for table in ("advisory_planaction", "advisory_evidence", "advisory_plancomment", "advisory_visititem"):
        shown = f"{_no_open_team(table)} OR EXISTS (SELECT 1 FROM {item} i WHERE i.id = {table}.item_id)"
        policies.append(Policy(table, "not_for_the_team", "SELECT", using=shown, restrictive=True))
    return policies


POLICIES = [
    *_assessment(),
    *_team(),
    *_company(),
    *_earlier(),
    *_finding(),
    *_comments(),
    *_team_only("assessments_answer"),
    *_team_only("assessments_interviewevidence"),
    _not_for_the_team("advisory_selfdiagnosis"),
    _not_for_the_team("advisory_selfdiagnosisanswer"),
    *_plan_not_for_the_team(),
]
