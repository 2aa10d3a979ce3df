"""Collects the static files that our pages use; needs no database."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

UNUSED = ["rest_framework", "django_htmx", "guardian"]  # of pages that we do not show; slow to compress


class Command(BaseCommand):
    help = "Collects the static files."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
