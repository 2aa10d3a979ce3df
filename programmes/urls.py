"""Addresses of the programmes floor; a new one needs its row in the walls table (tests/walls)."""

from django.urls import URLPattern, URLResolver, path

from programmes import country_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("calendars/", views.calendars, name="calendars"),
    path("calendars/new-programme/", views.programme_new, name="programme_new"),
    path("calendars/<str:code>/", views.programme_calendar, name="programme_calendar"),
    path("countries/", country_views.countries, name="countries"),
    path("countries/<str:code>/", country_views.country, name="country"),
    path("countries/<str:code>/change/", country_views.country_change, name="country_change"),
    path("countries/<str:code>/regions/new/", country_views.region_new, name="region_new"),
    path("countries/<str:code>/holidays/new/", country_views.holiday_new, name="holiday_new"),
    path("countries/<str:code>/holidays/paste/", country_views.holidays_paste, name="holidays_paste"),
    path("countries/<str:code>/contacts/new/", country_views.contact_new, name="contact_new"),
    path("regions/<uuid:pk>/rename/", country_views.region_rename, name="region_rename"),
    path("holidays/<uuid:pk>/remove/", country_views.holiday_remove, name="holiday_remove"),
    path("contacts/<uuid:pk>/", country_views.contact_change, name="contact_change"),
    path("contacts/<uuid:pk>/remove/", country_views.contact_remove, name="contact_remove"),
]
