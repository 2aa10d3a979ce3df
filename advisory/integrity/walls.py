"""Row security of what few may know of: zero tolerance files and the logbook (NTF-3, NTF-4)."""

from accounts.models import STAFF, Role
from accounts.rowsecurity import APP, AT, ME, Policy
from factories.policies import array, holds_role, listed, of_country
from factories.sight import function

FILE = "advisory_zerotolerancefile"
ENTRY, REMARK = "advisory_logbookentry", "advisory_logbookremark"

_CONFLICT = f"""EXISTS (
    SELECT 1 FROM factories_conflictofinterest c WHERE c.person_id = m.user_id
    AND (c.until IS NULL OR c.until > ({AT})::date)
    AND (c.factory_id = f.factory_id OR c.group_id IN (
        SELECT g.group_id FROM factories_groupfactory g WHERE g.factory_id = f.factory_id AND g.until IS NULL)))"""

_COUNTRY_MANAGERS = f"""
    SELECT m.user_id FROM accounts_membership m
    JOIN programmes_countryprogramme p ON p.organisation_id = m.organisation_id
    JOIN factories_factory h ON h.programme_id = p.id
    JOIN accounts_user u ON u.id = m.user_id AND u.is_active AND NOT u.is_machine
    WHERE h.id = f.factory_id AND m.ended_at IS NULL AND m.role = '{Role.COUNTRY_MANAGER.value}'
    AND NOT f.head_office_alone AND NOT {_CONFLICT}"""

# Everybody who reads a file. Whoever reported it is a reader until a row takes that away; the deciding office is
# the country manager's, or head office where it is to decide alone or nobody else is free to. A key to the API
# reads none, and whoever has left the programme's staff none any more.
EVERY_READER = f"""
CREATE OR REPLACE VIEW every_restricted_reader AS
SELECT r.file_id, r.user_id, bool_or(r.decides) AS decides, bool_or(r.sees_persons) AS sees_persons FROM (
    SELECT n.file_id, n.user_id, false AS decides, n.sees_persons
    FROM advisory_namedreader n WHERE n.ended_at IS NULL
    UNION ALL
    SELECT f.id, f.opened_by_id, false, true FROM {FILE} f WHERE NOT EXISTS (
        SELECT 1 FROM advisory_namedreader n WHERE n.file_id = f.id AND n.user_id = f.opened_by_id)
    UNION ALL
    SELECT f.id, k.user_id, true, true FROM {FILE} f CROSS JOIN LATERAL ({_COUNTRY_MANAGERS}) k
    UNION ALL
    SELECT f.id, m.user_id, true, true FROM {FILE} f CROSS JOIN accounts_membership m
    WHERE m.ended_at IS NULL AND m.role = '{Role.HEAD_OFFICE.value}' AND NOT EXISTS ({_COUNTRY_MANAGERS})
) r
WHERE EXISTS (
    SELECT 1 FROM accounts_membership s JOIN accounts_user u ON u.id = s.user_id
    WHERE s.user_id = r.user_id AND s.ended_at IS NULL AND s.role IN ({listed(STAFF)})
    AND u.is_active AND NOT u.is_machine)
GROUP BY r.file_id, r.user_id
"""


def _in(condition: str) -> str:
    found = f"SELECT r.file_id FROM every_restricted_reader r WHERE r.user_id = {ME}"
    return f"RETURN QUERY {found}{condition};"


MY_FILES = function("my_restricted_files()", "SETOF uuid", _in(""))
MY_DECISIONS = function("my_restricted_decisions()", "SETOF uuid", _in(" AND r.decides"))
MY_PERSONS = function("my_restricted_persons()", "SETOF uuid", _in(" AND r.sees_persons"))

# The readers of the person's own files; the worker, who tells them, sees all.
READER = f"""
CREATE OR REPLACE VIEW restricted_reader AS
SELECT r.file_id, r.user_id, r.decides, r.sees_persons FROM every_restricted_reader r
WHERE current_user <> '{APP}' OR r.file_id IN (SELECT f FROM my_restricted_files() f)
"""

VIEWS = [EVERY_READER, MY_FILES, MY_DECISIONS, MY_PERSONS, READER]
GRANTS = [
    f"REVOKE ALL ON every_restricted_reader FROM {APP}",
    f"REVOKE UPDATE, DELETE ON {ENTRY}, {REMARK}, advisory_filelook FROM bw_app, bw_worker",
]


def mine(column: str = "file_id", which: str = "files") -> str:
    return f"{column} IN (SELECT f FROM my_restricted_{which}() f)"


def _file() -> list[Policy]:
    opened = f"opened_by_id = {ME} AND {of_country(FILE, *STAFF)}"
    return [
        Policy(FILE, "read", "SELECT", using=mine("id")),
        Policy(FILE, "add", "INSERT", check=opened),
        Policy(FILE, "change", "UPDATE", using=mine("id")),
    ]


def _of_file(table: str, known: str, author: str = "") -> list[Policy]:
    """Read, written and corrected by those who know; never removed. `author` is the column of the writer."""
    by = f"{author} = {ME} AND " if author else ""
    return [
        Policy(table, "read", "SELECT", using=known),
        Policy(table, "add", "INSERT", check=f"{by}{known}"),
        Policy(table, "change", "UPDATE", using=known),
    ]


def _named() -> list[Policy]:
    table, office = "advisory_namedreader", mine(which="decisions")
    return [
        Policy(table, "read", "SELECT", using=mine()),
        Policy(table, "add", "INSERT", check=f"named_by_id = {ME} AND {office}"),
        Policy(table, "change", "UPDATE", using=office),
    ]


def _looks() -> list[Policy]:
    table = "advisory_filelook"
    return [
        Policy(table, "read", "SELECT", using=mine()),
        Policy(table, "add", "INSERT", check=f"user_id = {ME} AND {mine()}"),
    ]


def _logbook() -> list[Policy]:
    """Written by staff of the country about it; read by management, and by the writer the own entry."""
    offices = "{row}programme_id = ANY ((SELECT my_programmes({roles}))::uuid[])"
    country = offices.format(row="{row}", roles=array([Role.COUNTRY_MANAGER]))
    managed = f"(({country} AND NOT {{row}}head_office_alone) OR {holds_role(Role.HEAD_OFFICE)})"
    here = f"{offices.format(row='', roles=array(STAFF))} AND (factory_id IS NULL OR {of_country(ENTRY, *STAFF)})"
    of_entry = f"SELECT 1 FROM {ENTRY} e WHERE e.id = {REMARK}.entry_id"
    return [
        Policy(ENTRY, "read", "SELECT", using=f"written_by_id = {ME} OR {managed.format(row='')}"),
        Policy(ENTRY, "add", "INSERT", check=f"written_by_id = {ME} AND {here}"),
        Policy(
            REMARK,
            "read",
            "SELECT",
            using=f"written_by_id = {ME} OR EXISTS ({of_entry} AND {managed.format(row='e.')})",
        ),
        Policy(REMARK, "add", "INSERT", check=f"written_by_id = {ME} AND EXISTS ({of_entry})"),
    ]


POLICIES = [
    *_file(),
    *_named(),
    *_looks(),
    *_of_file("advisory_filestep", mine()),
    *_of_file("advisory_plannedaction", mine(), "written_by_id"),
    *_of_file("advisory_personconcerned", mine(which="persons"), "written_by_id"),
    *_logbook(),
]
