"""Every view and every download of a report is recorded (RPT-5)."""

from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from accounts.verbs import verb
from reporting.models import Download, ReportVersion


@verb
def record_reading(*, versions: Iterable[ReportVersion], format: str, by: User, at: datetime) -> None:
    """Who read which version, when and in what form, in the transaction that hands it out."""
    Download.rows.bulk_create(
        Download(factory_id=version.factory_id, version=version, user=by, format=format, at=at)
        for version in versions
    )
