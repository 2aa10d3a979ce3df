"""Every address of the product. A new one needs its row in the walls table (tests/walls)."""

from django.conf import settings
from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView

from advisory.api import router as advisory
from assessments.api import router as assessments
from betterwork import demo_pages, gallery, health, language
from betterwork.homes import home
from factories.api import router as factories
from planning.api import router as planning
from programmes.api import router as programmes
from reporting.api import router as reporting

floors = (programmes, factories, advisory, assessments, reporting, planning)
api = [path("", include(router.urls)) for router in floors]

urlpatterns = [
    path("", home, name="home"),
    path("language/", language.choose, name="language"),
    path("health", health.page, name="health"),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("api/v1/schema/", SpectacularJSONAPIView.as_view(), name="api_schema"),
    path("api/v1/", include((api, "api"))),
    path("", include("programmes.urls")),
    path("", include("factories.urls")),
    path("", include("advisory.urls")),
    path("", include("planning.urls")),
    path("", include("assessments.urls")),
    path("", include("reporting.urls")),
]

DEMO_ADDRESSES = [
    path("demo/clock/", demo_pages.demo_clock, name="demo_clock"),
    path("demo/mail/", demo_pages.demo_mail, name="demo_mail"),
]

if settings.DEMO:
    urlpatterns += DEMO_ADDRESSES

if settings.DEBUG:
    urlpatterns.append(path("dev/components/", gallery.gallery, name="gallery"))
