"""Every address of the product. A new one needs its row in the walls table (tests/walls)."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Better Work")


urlpatterns = [
    path("", home, name="home"),
    path("accounts/", include("allauth.urls")),
]
