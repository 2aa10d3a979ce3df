"""Addresses of the reporting floor; a new one needs its row in the walls table (tests/walls)."""

from django.urls import URLPattern, URLResolver, path

from reporting.views import verify

urlpatterns: list[URLPattern | URLResolver] = [
    path("verify/", verify.verify, name="verify"),
]
