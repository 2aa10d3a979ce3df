"""Kinds of the whole engagement; rows by year and standing; rows of one scope never overlap.

Rows that were added before and overlap are closed by their successors, as they were read until
now. A required kind that a country had switched off gets back the common length.
"""

from datetime import date

import django.contrib.postgres.constraints
from django.db import migrations, models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat

KINDS = [
    "initial_advisory",
    "cycle_length",
    "comment_window",
    "assessment_report",
    "progress_report_1",
    "progress_report_1_after_release",
    "progress_report_2",
    "release_hour",
    "committee_term",
    "committee_meeting",
    "routine_assessment",
    "assessment_interval",
    "hybrid_assessment",
    "first_differentiation",
    "first_visits",
    "visits_least",
    "visits_most",
    "virtual_share",
    "advisor_role",
    "learning_seminars",
]
REQUIRED = [
    "advisor_role",
    "assessment_interval",
    "assessment_report",
    "cycle_length",
    "first_differentiation",
    "first_visits",
    "initial_advisory",
    "release_hour",
    "routine_assessment",
    "virtual_share",
    "visits_least",
    "visits_most",
]
FEWER = "advisory FAQ III.1: fewer with years and progress; the number is our reading"
SHARE = "engagement model: a share by standing after two cycles; the share is our reading"
ROWS = [  # kind, amount, from year, standing, source
    ("routine_assessment", 100, 0, "", "engagement model, later cycles: about 100 days"),
    ("assessment_interval", 12, 0, "", "engagement model: a routine annual assessment"),
    ("hybrid_assessment", 3, 0, "", "engagement model: from the third cycle"),
    ("first_differentiation", 16, 0, "", "training on the service model, first look back"),
    ("first_visits", 3, 0, "", "programme web site: generally three visits"),
    ("visits_least", 6, 0, "", "advisory FAQ III.1: 6 to 10 a year"),
    ("visits_least", 8, 0, "needs_support", FEWER),
    ("visits_most", 10, 0, "", "advisory FAQ III.1: 6 to 10 a year"),
    ("visits_most", 9, 2, "", FEWER),
    ("visits_most", 8, 3, "", FEWER),
    ("visits_most", 6, 0, "high_performer", FEWER),
    ("visits_most", 10, 0, "needs_support", FEWER),
    ("virtual_share", 0, 0, "", "engagement model: none before two completed cycles"),
    ("virtual_share", 50, 3, "high_performer", SHARE),
    ("virtual_share", 30, 3, "ordinary", SHARE),
    ("virtual_share", 10, 3, "needs_support", SHARE),
    ("advisor_role", 1, 0, "", "advisory FAQ III.1"),
    ("advisor_role", 2, 2, "", "advisory FAQ III.1"),
    ("advisor_role", 3, 3, "", "advisory FAQ III.1"),
    ("learning_seminars", 4, 0, "", "programme web site; advisory FAQ III.1: quarterly"),
]

CLOSE = """
UPDATE programmes_calendarrule AS row SET valid_until = later.begins
FROM (
    SELECT id, lead(valid_from) OVER (PARTITION BY programme_id, kind ORDER BY valid_from) AS begins
    FROM programmes_calendarrule
) AS later
WHERE later.id = row.id AND later.begins < coalesce(row.valid_until, 'infinity')
"""
FILL = """
UPDATE programmes_calendarrule AS row SET amount = common.amount
FROM (VALUES ('initial_advisory', 100), ('cycle_length', 12), ('assessment_report', 28), ('release_hour', 9))
    AS common (kind, amount)
WHERE row.amount IS NULL AND row.kind = common.kind
"""

TEXT: "models.TextField[str, str]" = models.TextField()
NAMED = [
    part
    for field in ("programme", "kind", "standing", "from_year")
    for part in (Coalesce(Cast(field, TEXT), Value("", TEXT)), Value("/", TEXT))
]
DIGEST = Func(Concat(*NAMED), Value(0), function="hashtextextended", output_field=models.BigIntegerField())
SCOPE = Func(DIGEST, DIGEST, Value("[]"), function="int8range")
VALIDITY = Func(F("valid_from"), F("valid_until"), function="daterange")


def ship(apps, schema_editor):
    CalendarRule = apps.get_model("programmes", "CalendarRule")
    CalendarRule.objects.bulk_create(
        CalendarRule(
            kind=kind,
            amount=amount,
            from_year=from_year,
            standing=standing,
            valid_from=date(2015, 1, 1),
            source=source,
        )
        for kind, amount, from_year, standing, source in ROWS
    )


def narrowed(model):
    """The fields that narrow a row, for the table and for its trail; with defaults in the database,
    because the trail's triggers of before still write while this runs."""
    kind = models.CharField(verbose_name="rule", max_length=40, choices=[(kind, kind) for kind in KINDS])
    from_year = models.PositiveSmallIntegerField(verbose_name="from year", default=0, db_default=0)
    standing = models.CharField(
        verbose_name="standing", max_length=20, default="", db_default="", blank=True
    )
    return [
        migrations.AlterField(model, "kind", kind),
        migrations.AddField(model, "from_year", from_year),
        migrations.AddField(model, "standing", standing),
    ]


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_default_rules")]
    operations = [
        migrations.RunSQL(CLOSE, migrations.RunSQL.noop),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RemoveConstraint("calendarrule", "rule_once_a_day"),
        *narrowed("calendarrule"),
        *narrowed("calendarruleevent"),
        migrations.AddConstraint(
            "calendarrule",
            models.CheckConstraint(
                condition=Q(amount__isnull=False) | ~Q(kind__in=REQUIRED), name="rule_has_its_length"
            ),
        ),
        migrations.AddConstraint(
            "calendarrule",
            models.CheckConstraint(
                condition=Q(standing__in=["", "high_performer", "ordinary", "needs_support"]),
                name="rule_of_a_known_standing",
            ),
        ),
        migrations.AddConstraint(
            "calendarrule",
            django.contrib.postgres.constraints.ExclusionConstraint(
                name="rule_of_one_scope_once", expressions=[(SCOPE, "&&"), (VALIDITY, "&&")]
            ),
        ),
        migrations.RunPython(ship, migrations.RunPython.noop),
    ]
