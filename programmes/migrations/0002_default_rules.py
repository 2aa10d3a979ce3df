"""The common calendar that shipped first: one row a kind, with its source."""

from datetime import date

from django.db import migrations

ROWS = [
    ("initial_advisory", 100, "engagement model, first cycle"),
    ("cycle_length", 12, "engagement model; our reading"),
    ("comment_window", 7, "older terms of service; our reading"),
    ("assessment_report", 28, "programme help desk; engagement model"),
    ("progress_report_1", 5, "advisory FAQ III.3"),
    ("progress_report_1_after_release", None, "Progress Report 1 guide, 2018"),
    ("progress_report_2", 11, "advisory FAQ III.3"),
    ("release_hour", 9, "our reading"),
    ("committee_term", 24, "our reading"),
    ("committee_meeting", 31, "programme practice: monthly"),
]


def ship(apps, schema_editor):
    CalendarRule = apps.get_model("programmes", "CalendarRule")
    CalendarRule.objects.bulk_create(
        CalendarRule(kind=kind, amount=amount, valid_from=date(2015, 1, 1), source=source)
        for kind, amount, source in ROWS
    )


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
