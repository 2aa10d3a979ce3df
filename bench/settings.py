"""The product's settings plus one address: the floor that every page is measured against."""

from betterwork.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
DEBUG = False
DEMO = False
ALLOWED_HOSTS = ["testserver", "localhost"]
LOGGING = {"version": 1, "disable_existing_loggers": True}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
