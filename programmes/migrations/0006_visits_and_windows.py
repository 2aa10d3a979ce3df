"""Two kinds more: the window of an assessment, and the lapse of who does not re-register."""

from datetime import date

from django.db import migrations, models

ROWS = [
    ("assessment_window", 42, "engagement model says about; the number is our reading"),
    ("lapse", 90, "our reading; ENG-12"),
]


def ship(apps, schema_editor):
    CalendarRule = apps.get_model("programmes", "CalendarRule")
    CalendarRule.objects.bulk_create(
        CalendarRule(kind=kind, amount=amount, valid_from=date(2015, 1, 1), source=source)
        for kind, amount, source in ROWS
    )


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0005_country'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='calendarrule',
            name='rule_has_its_length',
        ),
        migrations.AlterField(
            model_name='calendarrule',
            name='kind',
            field=models.CharField(choices=[('initial_advisory', 'initial_advisory'), ('cycle_length', 'cycle_length'), ('comment_window', 'comment_window'), ('assessment_report', 'assessment_report'), ('progress_report_1', 'progress_report_1'), ('progress_report_1_after_release', 'progress_report_1_after_release'), ('progress_report_2', 'progress_report_2'), ('release_hour', 'release_hour'), ('committee_term', 'committee_term'), ('committee_meeting', 'committee_meeting'), ('routine_assessment', 'routine_assessment'), ('assessment_interval', 'assessment_interval'), ('hybrid_assessment', 'hybrid_assessment'), ('first_differentiation', 'first_differentiation'), ('first_visits', 'first_visits'), ('visits_least', 'visits_least'), ('visits_most', 'visits_most'), ('virtual_share', 'virtual_share'), ('advisor_role', 'advisor_role'), ('learning_seminars', 'learning_seminars'), ('assessment_window', 'assessment_window'), ('lapse', 'lapse')], max_length=40, verbose_name='rule'),
        ),
        migrations.AlterField(
            model_name='calendarruleevent',
            name='kind',
            field=models.CharField(choices=[('initial_advisory', 'initial_advisory'), ('cycle_length', 'cycle_length'), ('comment_window', 'comment_window'), ('assessment_report', 'assessment_report'), ('progress_report_1', 'progress_report_1'), ('progress_report_1_after_release', 'progress_report_1_after_release'), ('progress_report_2', 'progress_report_2'), ('release_hour', 'release_hour'), ('committee_term', 'committee_term'), ('committee_meeting', 'committee_meeting'), ('routine_assessment', 'routine_assessment'), ('assessment_interval', 'assessment_interval'), ('hybrid_assessment', 'hybrid_assessment'), ('first_differentiation', 'first_differentiation'), ('first_visits', 'first_visits'), ('visits_least', 'visits_least'), ('visits_most', 'visits_most'), ('virtual_share', 'virtual_share'), ('advisor_role', 'advisor_role'), ('learning_seminars', 'learning_seminars'), ('assessment_window', 'assessment_window'), ('lapse', 'lapse')], max_length=40, verbose_name='rule'),
        ),
        migrations.AddConstraint(
            model_name='calendarrule',
            constraint=models.CheckConstraint(condition=models.Q(('amount__isnull', False), models.Q(('kind__in', ['advisor_role', 'assessment_interval', 'assessment_report', 'assessment_window', 'cycle_length', 'first_differentiation', 'first_visits', 'initial_advisory', 'release_hour', 'routine_assessment', 'virtual_share', 'visits_least', 'visits_most']), _negated=True), _connector='OR'), name='rule_has_its_length'),
        ),
        migrations.RunPython(ship, migrations.RunPython.noop),
    ]
