"""Addresses of the advisory floor; a new one needs its row in the walls table (tests/walls)."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
