"""The API of the programmes floor: reads for every resource, a named endpoint per verb."""

from rest_framework.routers import SimpleRouter

router = SimpleRouter()
