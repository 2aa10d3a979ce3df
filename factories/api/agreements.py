"""Agreements with national constituents, for those who may read them; pages draft and approve."""

from factories.api.rows import Rows
from factories.models import Agreement
from factories.serializers import AgreementSerializer


class AgreementViews(Rows):
    """One's own for a constituent, those that read about it for a factory, drafts too for the country's staff."""

    model = Agreement
    serializer_class = AgreementSerializer
    related = ("organisation",)
    filters = ("programme", "organisation")
