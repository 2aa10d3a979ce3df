"""The clocks of incidents and strikes, and the rungs of their ladder."""

from datetime import date

from django.db import migrations, models


ROWS = [
    ("inform_buyers", 72, "advisory FAQ III.6"),
    ("strike_factory", 48, "advisory FAQ III.7"),
    ("strike_assessment", 48, "advisory FAQ III.7 sets no limit; the number is our reading"),
    ("non_cooperation", 7, "advisory FAQ III.2 sets no limit; the number is our reading"),
    ("minimal_notice", 1, "our reading: at its mark a minimal factual notice goes by itself"),
    ("remind_responsible", 36, "our reading"),
    ("remind_deputy", 24, "our reading"),
    ("remind_leader", 12, "our reading"),
    ("remind_manager", 4, "our reading"),
    ("workday_begins", 8, "our reading"),
    ("workday_ends", 17, "our reading"),
]


def ship(apps, schema_editor):
    CalendarRule = apps.get_model("programmes", "CalendarRule")
    CalendarRule.objects.bulk_create(
        CalendarRule(kind=kind, amount=amount, valid_from=date(2015, 1, 1), source=source)
        for kind, amount, source in ROWS
    )


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0007_policy_of_a_country'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='calendarrule',
            name='rule_has_its_length',
        ),
        migrations.AlterField(
            model_name='calendarrule',
            name='kind',
            field=models.CharField(choices=[('initial_advisory', 'initial_advisory'), ('cycle_length', 'cycle_length'), ('comment_window', 'comment_window'), ('assessment_report', 'assessment_report'), ('progress_report_1', 'progress_report_1'), ('progress_report_1_after_release', 'progress_report_1_after_release'), ('progress_report_2', 'progress_report_2'), ('release_hour', 'release_hour'), ('committee_term', 'committee_term'), ('committee_meeting', 'committee_meeting'), ('routine_assessment', 'routine_assessment'), ('assessment_interval', 'assessment_interval'), ('hybrid_assessment', 'hybrid_assessment'), ('first_differentiation', 'first_differentiation'), ('first_visits', 'first_visits'), ('visits_least', 'visits_least'), ('visits_most', 'visits_most'), ('virtual_share', 'virtual_share'), ('advisor_role', 'advisor_role'), ('learning_seminars', 'learning_seminars'), ('assessment_window', 'assessment_window'), ('lapse', 'lapse'), ('inform_buyers', 'inform_buyers'), ('strike_factory', 'strike_factory'), ('strike_assessment', 'strike_assessment'), ('non_cooperation', 'non_cooperation'), ('minimal_notice', 'minimal_notice'), ('remind_responsible', 'remind_responsible'), ('remind_deputy', 'remind_deputy'), ('remind_leader', 'remind_leader'), ('remind_manager', 'remind_manager'), ('workday_begins', 'workday_begins'), ('workday_ends', 'workday_ends')], max_length=40, verbose_name='rule'),
        ),
        migrations.AlterField(
            model_name='calendarruleevent',
            name='kind',
            field=models.CharField(choices=[('initial_advisory', 'initial_advisory'), ('cycle_length', 'cycle_length'), ('comment_window', 'comment_window'), ('assessment_report', 'assessment_report'), ('progress_report_1', 'progress_report_1'), ('progress_report_1_after_release', 'progress_report_1_after_release'), ('progress_report_2', 'progress_report_2'), ('release_hour', 'release_hour'), ('committee_term', 'committee_term'), ('committee_meeting', 'committee_meeting'), ('routine_assessment', 'routine_assessment'), ('assessment_interval', 'assessment_interval'), ('hybrid_assessment', 'hybrid_assessment'), ('first_differentiation', 'first_differentiation'), ('first_visits', 'first_visits'), ('visits_least', 'visits_least'), ('visits_most', 'visits_most'), ('virtual_share', 'virtual_share'), ('advisor_role', 'advisor_role'), ('learning_seminars', 'learning_seminars'), ('assessment_window', 'assessment_window'), ('lapse', 'lapse'), ('inform_buyers', 'inform_buyers'), ('strike_factory', 'strike_factory'), ('strike_assessment', 'strike_assessment'), ('non_cooperation', 'non_cooperation'), ('minimal_notice', 'minimal_notice'), ('remind_responsible', 'remind_responsible'), ('remind_deputy', 'remind_deputy'), ('remind_leader', 'remind_leader'), ('remind_manager', 'remind_manager'), ('workday_begins', 'workday_begins'), ('workday_ends', 'workday_ends')], max_length=40, verbose_name='rule'),
        ),
        migrations.AddConstraint(
            model_name='calendarrule',
            constraint=models.CheckConstraint(condition=models.Q(('amount__isnull', False), models.Q(('kind__in', ['advisor_role', 'assessment_interval', 'assessment_report', 'assessment_window', 'cycle_length', 'first_differentiation', 'first_visits', 'inform_buyers', 'initial_advisory', 'non_cooperation', 'release_hour', 'routine_assessment', 'strike_assessment', 'strike_factory', 'virtual_share', 'visits_least', 'visits_most', 'workday_begins', 'workday_ends']), _negated=True), _connector='OR'), name='rule_has_its_length'),
        ),
        migrations.RunPython(ship, migrations.RunPython.noop),
    ]
