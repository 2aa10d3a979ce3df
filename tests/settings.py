"""The product's settings, but for tests: as the role `bw_test`, and each request as `bw_app`."""

import os

os.environ.setdefault("DATABASE_AS", "test")
os.environ["DEMO"] = "0"

from betterwork.settings import *  # noqa: F403
from betterwork.settings import DATABASES, MIDDLEWARE

MIDDLEWARE = ["tests.roles.serve_as_app", *MIDDLEWARE]
DATABASES["default"]["CONN_MAX_AGE"] = 0
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEBUG = False
BOUNCE_SECRET = "shared with the mail server"
WEBHOOKS_TO_LOOPBACK = True
CELERY_TASK_ALWAYS_EAGER = False
