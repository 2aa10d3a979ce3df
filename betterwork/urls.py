"""Every address of the product. A new one needs its row in the walls table (tests/walls)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from betterwork import gallery, language


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Better Work")


urlpatterns = [
    path("", home, name="home"),
    path("language/", language.choose, name="language"),
    path("accounts/", include("allauth.urls")),
]

if settings.DEBUG:
    urlpatterns.append(path("dev/components/", gallery.gallery, name="gallery"))
