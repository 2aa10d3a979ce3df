"""Addresses of the programmes floor; a new one needs its row in the walls table (tests/walls)."""

from django.urls import URLPattern, URLResolver, path

from programmes import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("calendars/", views.calendars, name="calendars"),
    path("calendars/new-programme/", views.programme_new, name="programme_new"),
    path("calendars/<str:code>/", views.programme_calendar, name="programme_calendar"),
    path("calendars/<str:code>/<slug:kind>/new/", views.calendar_rule_new, name="calendar_rule_new"),
]
