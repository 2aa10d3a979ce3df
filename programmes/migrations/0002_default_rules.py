"""The common calendar that ships: one row a kind, with its source."""

from datetime import date

from django.db import migrations

from programmes.rules import RULES


def ship(apps, schema_editor):
    CalendarRule = apps.get_model("programmes", "CalendarRule")
    CalendarRule.objects.bulk_create(
        CalendarRule(kind=kind.value, amount=rule.default, valid_from=date(2015, 1, 1), source=rule.source)
        for kind, rule in RULES.items()
    )


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
