"""What a view receives: a signed-in person and one domain moment for the whole request."""

from datetime import datetime

from django.http import HttpRequest

from accounts.models import User


class Request(HttpRequest):
    user: User
    at: datetime  # domain time, read once by the middleware
