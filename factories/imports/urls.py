"""Addresses of the import; each has its row in the walls table (tests/walls)."""

from django.urls import path

from factories.imports import views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/new/", views.new, name="import_new"),
    path("imports/<uuid:pk>/", views.batch, name="import"),
    path("imports/<uuid:pk>/columns/", views.columns, name="import_columns"),
    path("imports/<uuid:pk>/look-again/", views.look_again, name="import_look_again"),
    path("imports/<uuid:pk>/take-in/", views.approve, name="import_take_in"),
    path("imports/<uuid:pk>/drop/", views.drop, name="import_drop"),
    path("imports/<uuid:pk>/not-taken.csv", views.errors, name="import_errors"),
    path("imports/rows/<uuid:pk>/decide/", views.decide, name="import_decide"),
]
