"""What gunicorn serves, once the database role is known to be bound by row security."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betterwork.settings")
application = get_wsgi_application()

from django.db import connection  # noqa: E402  needs Django set up
from django.urls import get_resolver  # noqa: E402

from betterwork.checks import refuse_a_role_above_the_walls  # noqa: E402

refuse_a_role_above_the_walls()
connection.close()  # a server that loads us before it forks must not share one connection
_ = get_resolver().url_patterns  # loads all pages now rather than in the first request
