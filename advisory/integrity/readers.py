"""Who reads a restricted file, who decides in it, and who sees to a step (NTF-3, WHO-15)."""

from django.utils.translation import gettext as _

from accounts.errors import NotAllowed
from accounts.models import User
from advisory.models import FileStep, RestrictedReader, ZeroToleranceFile
from programmes.zerotolerance import Owner


def _is_reader(by: User, file: ZeroToleranceFile, **quality: bool) -> bool:
    return RestrictedReader.objects.filter(file_id=file.pk, user_id=by.pk, **quality).exists()


def require_reader(by: User, file: ZeroToleranceFile) -> None:
    if not _is_reader(by, file):
        raise NotAllowed(_("You may not do this. Who may: the persons named in the file."))


def decides(by: User, file: ZeroToleranceFile) -> bool:
    return _is_reader(by, file, decides=True)


def require_office(by: User, file: ZeroToleranceFile) -> None:
    if not decides(by, file):
        raise NotAllowed(
            _("You may not do this. Who may: the country manager, or head office where it decides.")
        )


def sees_persons(by: User, file: ZeroToleranceFile) -> bool:
    return _is_reader(by, file, sees_persons=True)


def require_persons(by: User, file: ZeroToleranceFile) -> None:
    if not sees_persons(by, file):
        raise NotAllowed(
            _("You may not do this. Who may: those whom the file lets see the persons concerned.")
        )


def sees_to(by: User, step: FileStep) -> bool:
    """The person chosen for it; else whoever reported, where the step is theirs. The deciding office always may."""
    if step.owner_id is not None:
        return step.owner_id == by.pk
    return step.step.owner == Owner.REPORTER and step.file.opened_by_id == by.pk


def require_seeing_to(by: User, step: FileStep) -> None:
    require_reader(by, step.file)
    if not sees_to(by, step):
        require_office(by, step.file)
