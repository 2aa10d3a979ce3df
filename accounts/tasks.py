"""What the clock asks of this floor: forget what has served."""

from datetime import timedelta
from importlib import import_module

from celery import shared_task
from django.conf import settings
from django.db.models.functions import Now

from accounts.models import Sent

SCHEDULE = {"accounts.tasks.forget_what_has_served": 3600}

SENT_KEPT = timedelta(days=30)  # in real time; a form that is sent again later is saved again


@shared_task
def forget_what_has_served() -> None:
    """Sessions that are over, and the ids of forms that nobody sends again."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    Sent.objects.filter(recorded_at__lt=Now() - SENT_KEPT).delete()
