import accounts.together
import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        accounts.together.CreateTogether(
            operations=[migrations.CreateModel(
                name='Cluster',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('key', models.SlugField(max_length=80, unique=True)),
                    ('name', models.CharField(max_length=120)),
                    ('international', models.BooleanField(default=False)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'ordering': ['order'],
                },
            ), migrations.CreateModel(
                name='CountryProgramme',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('code', models.CharField(max_length=2, unique=True, verbose_name='code')),
                    ('name', models.CharField(max_length=80, verbose_name='country')),
                    ('zone', models.CharField(max_length=40, verbose_name='time zone')),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), default=list, size=None)),
                    ('weekend', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), default=list, size=None)),
                    ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='programme', to='accounts.organisation')),
                ],
                options={
                    'ordering': ['name'],
                },
            ), migrations.CreateModel(
                name='CalendarRule',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('initial_advisory', 'initial_advisory'), ('cycle_length', 'cycle_length'), ('comment_window', 'comment_window'), ('assessment_report', 'assessment_report'), ('progress_report_1', 'progress_report_1'), ('progress_report_1_after_release', 'progress_report_1_after_release'), ('progress_report_2', 'progress_report_2'), ('release_hour', 'release_hour'), ('committee_term', 'committee_term'), ('committee_meeting', 'committee_meeting')], max_length=40, verbose_name='rule')),
                    ('amount', models.PositiveIntegerField(blank=True, null=True, verbose_name='length')),
                    ('valid_from', models.DateField(verbose_name='valid from')),
                    ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                    ('source', models.CharField(max_length=200, verbose_name='source')),
                    ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.countryprogramme')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('programme', 'kind', 'valid_from'), name='rule_once_a_day', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='rule_ends_after_it_began')],
                },
            ), migrations.CreateModel(
                name='CompliancePoint',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('key', models.SlugField(max_length=80, unique=True)),
                    ('name', models.CharField(max_length=160)),
                    ('facts', models.BooleanField(default=False)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points', to='programmes.cluster')),
                ],
                options={
                    'ordering': ['cluster__order', 'order'],
                },
            ), migrations.CreateModel(
                name='CountryProgrammeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('code', models.CharField(max_length=2, verbose_name='code')),
                    ('name', models.CharField(max_length=80, verbose_name='country')),
                    ('zone', models.CharField(max_length=40, verbose_name='time zone')),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), default=list, size=None)),
                    ('weekend', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), default=list, size=None)),
                    ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.organisation')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programmes.countryprogramme')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='CalendarRuleEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('kind', models.CharField(choices=[('initial_advisory', 'initial_advisory'), ('cycle_length', 'cycle_length'), ('comment_window', 'comment_window'), ('assessment_report', 'assessment_report'), ('progress_report_1', 'progress_report_1'), ('progress_report_1_after_release', 'progress_report_1_after_release'), ('progress_report_2', 'progress_report_2'), ('release_hour', 'release_hour'), ('committee_term', 'committee_term'), ('committee_meeting', 'committee_meeting')], max_length=40, verbose_name='rule')),
                    ('amount', models.PositiveIntegerField(blank=True, null=True, verbose_name='length')),
                    ('valid_from', models.DateField(verbose_name='valid from')),
                    ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                    ('source', models.CharField(max_length=200, verbose_name='source')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programmes.calendarrule')),
                    ('programme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.countryprogramme')),
                ],
                options={
                    'abstract': False,
                },
            )],
        ),
    ]
