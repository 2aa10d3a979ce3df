"""What ships: the common calendar, one row a kind or more with its source, and the zero tolerance protocols."""

from datetime import UTC, date, datetime, time

from django.db import migrations

from programmes.protocolfile import shipped

FEWER = "advisory FAQ III.1: fewer with years and progress; the number is our reading"
SHARE = "engagement model: a share by standing after two cycles; the share is our reading"
ROWS = [  # kind, amount, from year, standing, source
    ("initial_advisory", 100, 0, "", "engagement model, first cycle"),
    ("cycle_length", 12, 0, "", "engagement model; our reading"),
    ("comment_window", 7, 0, "", "older terms of service; our reading"),
    ("assessment_report", 28, 0, "", "programme help desk; engagement model"),
    ("progress_report_1", 5, 0, "", "advisory FAQ III.3"),
    ("progress_report_1_after_release", None, 0, "", "Progress Report 1 guide, 2018"),
    ("progress_report_2", 11, 0, "", "advisory FAQ III.3"),
    ("release_hour", 9, 0, "", "our reading"),
    ("committee_term", 24, 0, "", "our reading"),
    ("committee_meeting", 31, 0, "", "programme practice: monthly"),
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
    ("assessment_window", 42, 0, "", "engagement model says about; the number is our reading"),
    ("lapse", 90, 0, "", "our reading; ENG-12"),
    ("inform_buyers", 72, 0, "", "advisory FAQ III.6"),
    ("strike_factory", 48, 0, "", "advisory FAQ III.7"),
    ("strike_assessment", 48, 0, "", "advisory FAQ III.7 sets no limit; the number is our reading"),
    ("non_cooperation", 7, 0, "", "advisory FAQ III.2 sets no limit; the number is our reading"),
    ("minimal_notice", 1, 0, "", "our reading: at its mark a minimal factual notice goes by itself"),
    ("remind_responsible", 36, 0, "", "our reading"),
    ("remind_deputy", 24, 0, "", "our reading"),
    ("remind_leader", 12, 0, "", "our reading"),
    ("remind_manager", 4, 0, "", "our reading"),
    ("workday_begins", 8, 0, "", "our reading"),
    ("workday_ends", 17, 0, "", "our reading"),
    ("zero_tolerance_decision", 24, 0, "", "our reading: a life may hang on it"),
    ("zero_tolerance_ministry", 24, 0, "", "our reading; the protocol says at once"),
    ("zero_tolerance_begin", 48, 0, "", "Zero Tolerance Protocol, Egypt, 10 March 2021"),
    ("zero_tolerance_follow_up", 72, 0, "", "Zero Tolerance Protocol, Egypt, 10 March 2021"),
    ("zero_tolerance_plan", None, 0, "", "Zero Tolerance Protocol, Egypt, 10 March 2021"),
    ("zero_tolerance_buyers", 48, 0, "", "older practice; our reading"),
]


def ship_rules(apps, schema_editor):
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


def ship_protocols(apps, schema_editor):
    """In force from their own day."""
    Protocol, ProtocolStep = (apps.get_model("programmes", name) for name in ("Protocol", "ProtocolStep"))
    for found in shipped():
        since = datetime.combine(found.head["valid_from"], time(), UTC)
        protocol = Protocol.objects.create(**found.head, approved_at=since)
        ProtocolStep.objects.bulk_create(ProtocolStep(protocol=protocol, **step) for step in found.steps)


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial")]
    operations = [
        migrations.RunPython(ship_rules, migrations.RunPython.noop),
        migrations.RunPython(ship_protocols, migrations.RunPython.noop),
    ]
