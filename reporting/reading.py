"""A frozen version, read again: its text must still be the one that was frozen."""

from reporting.freezing import thaw
from reporting.models import ReportVersion
from reporting.payload import Payload


def read(version: ReportVersion) -> Payload:
    """Raises Unreadable where the stored text is not the one its digest was taken of."""
    return thaw(version.payload, digest=version.sha256)
