import accounts.together
import django.db.models.deletion
import pghistory.utils
import planning.said
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('assessments', '0001_initial'),
        ('factories', '0001_initial'),
        ('programmes', '0001_initial'),
    ]

    operations = [
        accounts.together.CreateTogether(
            operations=[migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('fact', 'fact'), ('rule', 'rule of the calendar'), ('policy', 'policy of services')], default='fact', max_length=8)),
                    ('scope', models.CharField(max_length=80)),
                    ('proposal', models.JSONField()),
                    ('valid_from', models.DateField(verbose_name='from')),
                    ('valid_until', models.DateField(blank=True, null=True, verbose_name='until')),
                    ('decision', models.TextField(verbose_name='decision')),
                    ('status', models.CharField(choices=[('draft', 'draft'), ('asked', 'waits for approval'), ('approved', 'approved'), ('applied', 'applied'), ('thrown_away', 'thrown away')], default='draft', max_length=12)),
                    ('made_at', models.DateTimeField()),
                    ('approved_at', models.DateTimeField(blank=True, null=True)),
                    ('alone_because', models.TextField(blank=True)),
                    ('applied_at', models.DateTimeField(blank=True, null=True)),
                    ('changed', models.PositiveIntegerField(blank=True, null=True)),
                    ('refusal', models.TextField(blank=True)),
                    ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('factory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='factories.factory')),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.countryprogramme')),
                    ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.region')),
                ],
                options={
                    'ordering': ['-made_at'],
                    'abstract': False,
                    'default_manager_name': 'objects',
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'fact'), _negated=True), models.Q(('proposal__subject', 'production'), ('proposal__value__in', ['suspended', 'partly', 'fully'])), models.Q(('proposal__subject', 'visits'), ('proposal__value__in', ['suspended', 'possible'])), _connector='OR'), name='draft_value_of_its_subject'), models.UniqueConstraint(condition=models.Q(('status__in', ['draft', 'asked', 'approved'])), fields=('programme', 'region', 'factory', 'kind', 'scope'), name='draft_of_one_thing_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='draft_ends_after_it_began'), models.CheckConstraint(condition=models.Q(('region', None), ('factory', None), _connector='OR'), name='draft_of_a_region_or_a_factory'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['approved', 'applied']), _negated=True), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='draft_approved_by_somebody')],
                },
            ), migrations.CreateModel(
                name='DraftEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('kind', models.CharField(choices=[('fact', 'fact'), ('rule', 'rule of the calendar'), ('policy', 'policy of services')], default='fact', max_length=8)),
                    ('scope', models.CharField(max_length=80)),
                    ('proposal', models.JSONField()),
                    ('valid_from', models.DateField(verbose_name='from')),
                    ('valid_until', models.DateField(blank=True, null=True, verbose_name='until')),
                    ('decision', models.TextField(verbose_name='decision')),
                    ('status', models.CharField(choices=[('draft', 'draft'), ('asked', 'waits for approval'), ('approved', 'approved'), ('applied', 'applied'), ('thrown_away', 'thrown away')], default='draft', max_length=12)),
                    ('made_at', models.DateTimeField()),
                    ('approved_at', models.DateTimeField(blank=True, null=True)),
                    ('alone_because', models.TextField(blank=True)),
                    ('applied_at', models.DateTimeField(blank=True, null=True)),
                    ('changed', models.PositiveIntegerField(blank=True, null=True)),
                    ('refusal', models.TextField(blank=True)),
                    ('approved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('factory', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='factories.factory')),
                    ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='planning.draft')),
                    ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.countryprogramme')),
                    ('region', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.region')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='PreviewRun',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('asked_at', models.DateTimeField()),
                    ('claimed_until', models.DateTimeField(blank=True, null=True)),
                    ('seen', models.PositiveIntegerField(default=0)),
                    ('total', models.PositiveIntegerField(default=0)),
                    ('figures', models.JSONField(default=dict)),
                    ('refusal', models.TextField(blank=True)),
                    ('done_at', models.DateTimeField(blank=True, null=True)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='planning.draft')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.countryprogramme')),
                ],
                options={
                    'ordering': ['-asked_at'],
                    'abstract': False,
                    'default_manager_name': 'objects',
                    'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['asked_at'], name='preview_waiting')],
                },
            ), migrations.CreateModel(
                name='PreviewLine',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveIntegerField()),
                    ('what', models.CharField(max_length=24)),
                    ('detail', models.CharField(blank=True, max_length=40)),
                    ('name', models.CharField(blank=True, max_length=200)),
                    ('code', models.CharField(blank=True, max_length=40)),
                    ('day', models.DateField(null=True)),
                    ('now', models.CharField(blank=True, max_length=24)),
                    ('then', models.CharField(blank=True, max_length=24)),
                    ('factory', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='factories.factory')),
                    ('secret', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.assessment')),
                    ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='planning.previewrun')),
                ],
                options={
                    'ordering': ['number'],
                    'abstract': False,
                    'default_manager_name': 'objects',
                    'indexes': [models.Index(condition=models.Q(('secret__isnull', False)), fields=['secret'], name='preview_line_secret')],
                    'constraints': [models.UniqueConstraint(fields=('run', 'number'), name='preview_line_once')],
                },
                bases=(planning.said.Said, models.Model),
            )],
        ),
    ]
