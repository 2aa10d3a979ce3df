"""Files that people give or the house renders: kept in the database, behind both walls."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.visibility import Protected
from factories.models.factory import Factory, OfFactory
from factories.models.visibility import Level, seen_by


class StoredFileRows(OfFactory["StoredFile"]):
    def visible_to(self, user: User) -> "StoredFileRows":
        ours = Q(factory_id__in=seen_by(user, Level.OWN, Level.GRANT), staff_only=False)
        return self.filter(ours | Q(factory_id__in=seen_by(user, Level.STAFF)))


class StoredFile(Protected):
    """One uploaded file, checked by content; see docs/decisions for why it is a row."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    staff_only = models.BooleanField(default=False)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    rows = StoredFileRows.as_manager()

    class Meta(Protected.Meta):
        pass
