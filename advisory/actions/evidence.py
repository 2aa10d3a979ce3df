"""Photos and documents that show how far a plan item is."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile

from accounts.models import FACTORY_PEOPLE, User
from accounts.verbs import verb
from advisory.access import advises
from advisory.actions.plan import locked
from advisory.models import Evidence, PlanItem
from advisory.photos import without_place
from factories.access import require_role
from factories.files import store


@verb
def give_evidence(*, item: PlanItem, file: UploadedFile, words: str = "", by: User, at: datetime) -> Evidence:
    """Anybody of the factory, or its advisor, adds a file; a photo loses where it was taken."""
    if not advises(by, item.factory):
        require_role(by, *FACTORY_PEOPLE, factory=item.factory)
    item = locked(item)
    kept = store(factory=item.factory, upload=without_place(file), staff_only=False, by=by, at=at)
    return Evidence.rows.create(
        factory_id=item.factory_id, item=item, file=kept, words=words.strip(), given_by=by, given_at=at
    )
