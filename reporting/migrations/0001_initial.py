import accounts.together
import django.db.models.deletion
import pghistory.utils
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
                name='ReleasedCode',
                fields=[
                    ('code', models.CharField(max_length=24, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('assessment_report', 'Assessment report'), ('progress_report_1', 'Progress Report 1'), ('progress_report_2', 'Progress Report 2')], max_length=24)),
                    ('country', models.CharField(max_length=80)),
                    ('released_on', models.DateField()),
                    ('number', models.PositiveSmallIntegerField()),
                    ('standing', models.CharField(choices=[('valid', 'valid'), ('replaced', 'replaced by a newer version'), ('recalled', 'recalled')], max_length=10)),
                ],
                options={
                    'db_table': 'released_code',
                    'managed': False,
                },
            ), migrations.CreateModel(
                name='FactoryReply',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('words', models.TextField(verbose_name="the factory's reply")),
                    ('written_at', models.DateTimeField()),
                    ('factory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='factories.factory')),
                    ('finding', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.finding')),
                    ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                    'default_manager_name': 'objects',
                },
            ), migrations.CreateModel(
                name='FactoryReplyEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('words', models.TextField(verbose_name="the factory's reply")),
                    ('written_at', models.DateTimeField()),
                    ('factory', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='factories.factory')),
                    ('finding', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.finding')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.factoryreply')),
                    ('written_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Report',
                fields=[
                    ('anchor_at', models.DateTimeField(blank=True, null=True, verbose_name='counted from')),
                    ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='due')),
                    ('done_at', models.DateTimeField(blank=True, null=True)),
                    ('waived_at', models.DateTimeField(blank=True, null=True)),
                    ('waived_reason', models.TextField(blank=True)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('assessment_report', 'Assessment report'), ('progress_report_1', 'Progress Report 1'), ('progress_report_2', 'Progress Report 2')], max_length=24)),
                    ('status', models.CharField(choices=[('due', 'to be written'), ('drafted', 'waiting for approval'), ('approved', 'approved, waiting for its moment'), ('released', 'released'), ('not_submitted', 'not submitted by the factory'), ('held', 'held'), ('recalled', 'recalled'), ('waived', 'waived')], default='due', max_length=16)),
                    ('status_reason', models.TextField(blank=True)),
                    ('joined', models.BooleanField(default=False)),
                    ('own_submitted_at', models.DateTimeField(blank=True, null=True)),
                    ('release_at', models.DateTimeField(blank=True, null=True)),
                    ('rendered_at', models.DateTimeField(blank=True, null=True)),
                    ('render_attempts', models.PositiveSmallIntegerField(default=0)),
                    ('render_error', models.TextField(blank=True)),
                    ('released_at', models.DateTimeField(blank=True, null=True)),
                    ('drafted_at', models.DateTimeField(blank=True, null=True)),
                    ('approved_at', models.DateTimeField(blank=True, null=True)),
                    ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('assessment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.assessment')),
                    ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='factories.cycle')),
                    ('drafted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('factory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='factories.factory')),
                    ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.calendarrule')),
                ],
                options={
                    'ordering': ['-release_at'],
                    'abstract': False,
                    'default_manager_name': 'objects',
                    'indexes': [models.Index(condition=models.Q(('done_at', None), ('waived_at', None)), fields=['due_at'], name='report_open_by_due'), models.Index(condition=models.Q(('status', 'approved')), fields=['release_at'], name='report_waiting_for_release'), models.Index(fields=['-release_at'], name='report_by_release'), models.Index(fields=['factory', '-release_at'], name='report_by_factory'), models.Index(condition=models.Q(('status', 'released')), fields=['-released_at'], name='report_newest_released')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('done_at', None), ('waived_at', None), _connector='OR'), name='report_done_or_waived'), models.CheckConstraint(condition=models.Q(('waived_at', None), models.Q(('waived_reason', ''), _negated=True), _connector='OR'), name='report_waived_with_reason'), models.UniqueConstraint(fields=('assessment', 'kind'), name='report_once_an_assessment')],
                },
            ), migrations.CreateModel(
                name='ReportPart',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('section', models.CharField(max_length=40)),
                    ('words', models.TextField(blank=True)),
                    ('written_at', models.DateTimeField()),
                    ('factory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='factories.factory')),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reporting.report')),
                    ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                    'default_manager_name': 'objects',
                    'constraints': [models.UniqueConstraint(fields=('report', 'section'), name='report_part_once')],
                },
            ), migrations.CreateModel(
                name='ReportVersion',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveSmallIntegerField(default=1)),
                    ('payload', models.TextField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('code', models.CharField(max_length=24)),
                    ('reason', models.TextField(blank=True, verbose_name='why it was corrected')),
                    ('frozen_at', models.DateTimeField()),
                    ('released_at', models.DateTimeField(blank=True, null=True)),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ('withdrawn_reason', models.TextField(blank=True)),
                    ('told_at', models.DateTimeField(blank=True, null=True)),
                    ('awaits_pdf', models.BooleanField(default=False)),
                    ('factory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='factories.factory')),
                    ('frozen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reporting.report')),
                ],
                options={
                    'abstract': False,
                    'default_manager_name': 'objects',
                    'indexes': [models.Index(condition=models.Q(('released_at__isnull', False), ('told_at', None), ('withdrawn_at__isnull', False)), fields=['withdrawn_at'], name='report_recalled_untold'), models.Index(condition=models.Q(('awaits_pdf', True)), fields=['frozen_at'], name='report_awaits_pdf')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None), ('released_at__isnull', False), _connector='OR'), fields=('report', 'number'), name='report_version_once'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None), ('released_at__isnull', False), _connector='OR'), fields=('code',), name='report_version_code_once'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='report_withdrawn_with_reason'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='report_version_corrected_with_reason')],
                },
            ), migrations.CreateModel(
                name='ReportPartEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('section', models.CharField(max_length=40)),
                    ('words', models.TextField(blank=True)),
                    ('written_at', models.DateTimeField()),
                    ('factory', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='factories.factory')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.reportpart')),
                    ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.report')),
                    ('written_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='ReportFile',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('format', models.CharField(choices=[('pdf', 'PDF'), ('html', 'HTML'), ('xlsx', 'XLSX')], max_length=4)),
                    ('content', models.BinaryField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('rendered_at', models.DateTimeField()),
                    ('factory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='factories.factory')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reporting.reportversion')),
                ],
                options={
                    'abstract': False,
                    'default_manager_name': 'objects',
                    'constraints': [models.UniqueConstraint(fields=('version', 'format'), name='report_file_once')],
                },
            ), migrations.CreateModel(
                name='ReportEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('anchor_at', models.DateTimeField(blank=True, null=True, verbose_name='counted from')),
                    ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='due')),
                    ('done_at', models.DateTimeField(blank=True, null=True)),
                    ('waived_at', models.DateTimeField(blank=True, null=True)),
                    ('waived_reason', models.TextField(blank=True)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('kind', models.CharField(choices=[('assessment_report', 'Assessment report'), ('progress_report_1', 'Progress Report 1'), ('progress_report_2', 'Progress Report 2')], max_length=24)),
                    ('status', models.CharField(choices=[('due', 'to be written'), ('drafted', 'waiting for approval'), ('approved', 'approved, waiting for its moment'), ('released', 'released'), ('not_submitted', 'not submitted by the factory'), ('held', 'held'), ('recalled', 'recalled'), ('waived', 'waived')], default='due', max_length=16)),
                    ('status_reason', models.TextField(blank=True)),
                    ('joined', models.BooleanField(default=False)),
                    ('own_submitted_at', models.DateTimeField(blank=True, null=True)),
                    ('release_at', models.DateTimeField(blank=True, null=True)),
                    ('rendered_at', models.DateTimeField(blank=True, null=True)),
                    ('render_attempts', models.PositiveSmallIntegerField(default=0)),
                    ('render_error', models.TextField(blank=True)),
                    ('released_at', models.DateTimeField(blank=True, null=True)),
                    ('drafted_at', models.DateTimeField(blank=True, null=True)),
                    ('approved_at', models.DateTimeField(blank=True, null=True)),
                    ('approved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('assessment', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.assessment')),
                    ('cycle', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='factories.cycle')),
                    ('drafted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('factory', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='factories.factory')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.report')),
                    ('rule', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.calendarrule')),
                    ('current', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.reportversion')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Download',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('format', models.CharField(max_length=4)),
                    ('at', models.DateTimeField()),
                    ('factory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='factories.factory')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reporting.reportversion')),
                ],
                options={
                    'abstract': False,
                    'default_manager_name': 'objects',
                    'indexes': [models.Index(fields=['user', '-at'], name='download_by_user')],
                },
            )],
        ),
        migrations.AddField(
            model_name='Report',
            name='current',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reporting.reportversion'),
        ),
        migrations.AddConstraint(
            model_name='Report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'released'), _negated=True), models.Q(('current__isnull', False), ('released_at__isnull', False)), _connector='OR'), name='report_released_is_frozen'),
        ),
        migrations.AddConstraint(
            model_name='Report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'approved'), _negated=True), ('current__isnull', False), _connector='OR'), name='report_approved_is_frozen'),
        ),
    ]
