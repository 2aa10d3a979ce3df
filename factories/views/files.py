"""A stored file, for whoever may see it: always a download, never shown inside our pages."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from accounts.requests import Request
from accounts.visibility import fetch
from factories.export import download
from factories.models import StoredFile


@login_required
def stored_file(request: Request, pk: UUID) -> HttpResponse:
    found = fetch(StoredFile, request.user, pk=pk)
    answer = download(bytes(found.content), found.name, found.content_type)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
