"""The one clock. Only views and tasks read it; rules and actions take `at` as an argument.

In a demo the clock can be moved forward (never back) by one database row. It moves domain time
alone: sessions, tokens, limits, mail claims, back-off and the trail's own time stay real.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.errors import Invalid
from accounts.models import DemoClock


def now() -> datetime:
    """Domain time, an aware instant in UTC."""
    return real() + _ahead() if settings.DEMO else real()


def real() -> datetime:
    """Real time, for sessions, tokens and claims alone; never for a rule of the domain."""
    return datetime.now(UTC)


def _ahead() -> timedelta:
    row = DemoClock.objects.first()
    return row.ahead if row else timedelta(0)


def move_to(at: datetime) -> None:
    """Moves domain time forward to `at`; refuses to go back and refuses outside a demo."""
    if not settings.DEMO:
        raise Invalid(_("The clock can be moved in a demo only."))
    if at < now():
        raise Invalid(_("The clock goes forward only. Choose a later time."), field="at")
    DemoClock.objects.update_or_create(pk=1, defaults={"ahead": at - real()})
