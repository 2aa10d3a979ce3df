"""The API of the factories floor: reads for every resource, a named endpoint per verb."""

from rest_framework.routers import SimpleRouter

router = SimpleRouter()
