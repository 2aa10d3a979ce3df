"""Row security of the reporting floor: what is not out is not there for those outside."""

from accounts.models import PLANNERS, STAFF, Role
from accounts.rowsecurity import ME, Policy
from factories.models import Opens
from factories.models.visibility import Level
from factories.policies import agreed, array, holds_role, listed, of_country, of_factory, seen, writes
from reporting.models.report import OPENED_BY

REPORT, VERSION, FILE = "reporting_report", "reporting_reportversion", "reporting_reportfile"


RELEASED_CODE = f"""
CREATE OR REPLACE VIEW released_code AS
SELECT v.code, r.kind, p.name AS country, (v.released_at AT TIME ZONE p.zone)::date AS released_on, v.number,
    CASE WHEN v.withdrawn_at IS NULL THEN 'valid'
         WHEN EXISTS (SELECT 1 FROM {VERSION} n WHERE n.report_id = v.report_id AND n.number > v.number
                      AND n.released_at IS NOT NULL) THEN 'replaced'
         ELSE 'recalled' END AS standing
FROM {VERSION} v
JOIN {REPORT} r ON r.id = v.report_id
JOIN factories_factory f ON f.id = r.factory_id
JOIN programmes_countryprogramme p ON p.id = f.programme_id
WHERE v.released_at IS NOT NULL AND v.code = nullif(current_setting('app.code', true), '')
"""

VIEWS = [RELEASED_CODE]


def _reports() -> list[Policy]:
    buyer = "status IN ('released', 'not_submitted') AND cycle_id IN (SELECT c FROM my_paid_cycles() c)"
    ours = seen(REPORT, Level.OWN, Level.STAFF)
    read = f"{ours} OR ({buyer}) OR ({_opened()})"
    return [Policy(REPORT, "read", "SELECT", using=read), *writes(REPORT, ours)]


def _opened() -> str:
    """Released, of a kind that an agreement opens to a constituent today (WHO-11)."""
    home = f"SELECT 1 FROM factory_home h WHERE h.factory_id = {REPORT}.factory_id"
    kinds = (
        f"(kind IN ({listed(kinds)}) AND EXISTS ({home} AND {agreed(opens, 'h.programme_id')}))"
        for opens, kinds in OPENED_BY.items()
    )
    return f"status = 'released' AND ({' OR '.join(kinds)})"


def _shared() -> list[Policy]:
    """Numbers of a country: its staff, and constituents whose agreement opens them; the worker alone writes."""
    staff = f"programme_id = ANY ((SELECT my_programmes({array(STAFF)}))::uuid[])"
    shown = f"{staff} OR {agreed(Opens.COMPLIANCE, 'programme_id')}"
    return [Policy("reporting_sharedcompliance", "read", "SELECT", using=shown)]


def _versions() -> list[Policy]:
    report = f"SELECT 1 FROM {REPORT} r WHERE r.id = {VERSION}.report_id"
    released = f"released_at IS NOT NULL AND withdrawn_at IS NULL AND EXISTS ({report})"
    written_by_factory = f"{seen(VERSION, Level.OWN)} AND EXISTS ({report} AND r.kind = 'progress_report_1')"
    staff = seen(VERSION, Level.STAFF)
    return [
        Policy(VERSION, "read", "SELECT", using=f"({released}) OR ({written_by_factory}) OR {staff}"),
        *writes(VERSION, f"{staff} OR ({written_by_factory})"),
    ]


def _files() -> list[Policy]:
    shown = f"EXISTS (SELECT 1 FROM {VERSION} v WHERE v.id = {FILE}.version_id)"
    return [Policy(FILE, "read", "SELECT", using=shown)]  # the worker alone writes renderings


def _downloads() -> list[Policy]:
    table = "reporting_download"
    staff = seen(table, Level.STAFF)
    return [
        Policy(table, "add", "INSERT", check=f"user_id = {ME}"),
        Policy(table, "read", "SELECT", using=f"user_id = {ME} OR {staff}"),
    ]


def _parts() -> list[Policy]:
    table = "reporting_reportpart"
    report = f"SELECT 1 FROM {REPORT} r WHERE r.id = {table}.report_id"
    theirs = f"r.kind = 'progress_report_1' OR (r.joined AND {table}.section LIKE 'own\\_%')"
    factory = f"{seen(table, Level.OWN)} AND EXISTS ({report} AND ({theirs}))"
    staff = seen(table, Level.STAFF)
    programme = f"{staff} AND EXISTS ({report} AND NOT ({theirs}))"
    return [
        Policy(table, "read", "SELECT", using=f"({factory}) OR {staff}"),
        *writes(table, f"({factory}) OR ({programme})"),
    ]


def _conditions() -> list[Policy]:
    """On its way: the country's staff. Out: everybody, signed in or not; the worker alone writes there."""
    table = "reporting_conditionsupdate"
    mine = "programme_id = ANY ((SELECT my_programmes({roles}))::uuid[])"
    writers = mine.format(roles=array((Role.ADMINISTRATOR, Role.COUNTRY_MANAGER)))
    return [
        Policy(table, "read", "SELECT", using=mine.format(roles=array(STAFF))),
        *writes(table, writers),
        Policy("reporting_publishedconditions", "read", "SELECT", using="true"),
    ]


def _notices() -> list[Policy]:
    """A draft is the staff's; sent, the factory reads it, and each buyer to whom it went, while it is entitled."""
    notice, line = "reporting_notice", "reporting_noticerecipient"
    staff = f"({seen(notice, Level.STAFF)} OR ({seen(notice, Level.GRANT)} AND {holds_role(Role.ADVISOR)}))"
    mine = "b.buyer_id IN (SELECT buyer_id FROM my_buyers) AND b.told_at IS NOT NULL"
    to_me = f"EXISTS (SELECT 1 FROM {line} b WHERE b.notice_id = {notice}.id AND {mine})"
    buyer = f"({seen(notice, Level.REPORTS)} AND {to_me})"
    read = f"{staff} OR (status = 'sent' AND ({seen(notice, Level.OWN)} OR {buyer}))"
    my_line = f"(buyer_id IN (SELECT buyer_id FROM my_buyers) AND told_at IS NOT NULL AND {seen(line, Level.REPORTS)})"
    inside = seen(line, Level.STAFF, Level.GRANT, Level.OWN)
    return [
        Policy(notice, "read", "SELECT", using=read),
        *writes(notice, staff),
        Policy(line, "read", "SELECT", using=f"{inside} OR {my_line}"),  # the worker alone writes lines
    ]


def _evidence() -> list[Policy]:
    """Asked for and read by the leaders of the country; put together by the worker alone."""
    table = "reporting_evidencefile"
    leaders = of_country(table, *PLANNERS, Role.HEAD_OFFICE)
    return [
        Policy(table, "read", "SELECT", using=leaders),
        Policy(table, "add", "INSERT", check=f"{leaders} AND made_at IS NULL AND asked_by_id = {ME}"),
    ]


POLICIES = [
    *_evidence(),
    *_notices(),
    *_conditions(),
    *_reports(),
    *_shared(),
    *_versions(),
    *_files(),
    *_downloads(),
    *_parts(),
    *of_factory("reporting_factoryreply", read=(Level.OWN, Level.STAFF), write=(Level.OWN,)),
]
