"""The life of a tool version: it is prepared, published once, and never changes again (ASM-1)."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.models import Role, User
from accounts.verbs import verb
from assessments.models import QuestionText, ToolVersion
from factories.access import require_programme_role


@verb
def publish_version(*, version: ToolVersion, valid_from: date, by: User | None, at: datetime) -> ToolVersion:
    """From `valid_from` on, a local date, assessments that begin are bound to this version.

    `by` None is the command line.
    """
    if by:
        require_programme_role(by, Role.ADMINISTRATOR, programme=version.tool.programme)
    row = ToolVersion.objects.select_for_update().get(pk=version.pk)
    if row.published_at is not None:
        raise WrongState(_("This version is published already; it never changes."))
    if valid_from < at.astimezone(version.tool.programme.tz).date():
        raise Invalid(_("Choose today or a later day: nothing begins in the past."), "valid_from")
    if not QuestionText.objects.filter(version=row).exclude(noncompliant_answer="").exists():
        raise Invalid(_("This version asks nothing about compliance. Import its questions first."))
    version.valid_from, version.published_at = valid_from, at
    version.save(update_fields=["valid_from", "published_at"])
    return version
