"""What the import commands share: who acts, on which programme, with which file."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from accounts import rowsecurity
from accounts.models import User
from programmes.models import CountryProgramme


def add_common(parser: CommandParser) -> None:
    parser.add_argument("file", type=Path, help="a CSV or XLSX file")
    parser.add_argument("--programme", required=True, metavar="KH", help="the country programme's code")
    parser.add_argument("--by", metavar="E-MAIL", help="the administrator in whose name this is done")
    parser.add_argument("--dry-run", action="store_true", help="show what would happen and write nothing")


def content_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as missing:
        raise CommandError(f"{path} cannot be read: {missing.strerror}.") from missing


def programme_of(code: str) -> CountryProgramme:
    try:
        return CountryProgramme.objects.get(code=code.upper())
    except CountryProgramme.DoesNotExist as missing:
        known = ", ".join(CountryProgramme.objects.values_list("code", flat=True)) or "none yet"
        raise CommandError(f"There is no programme {code}; there are: {known}.") from missing


def act_as(email: str | None, at: datetime) -> User | None:
    """Tells row security who acts, in the current transaction. The web role needs a person."""
    by = User.objects.filter(email__iexact=email or "").first()
    if email and by is None:
        raise CommandError(f"Nobody has the e-mail address {email}.")
    if by is None and settings.DATABASE_AS == "app":
        raise CommandError(
            "Say --by E-MAIL, or run this as DATABASE_AS=worker: the web role sees nothing alone."
        )
    rowsecurity.identify(by, at)
    return by
