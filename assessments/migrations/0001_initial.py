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
        ('advisory', '0001_initial'),
        ('factories', '0001_initial'),
        ('programmes', '0001_initial'),
    ]

    operations = [
        accounts.together.CreateTogether(
            operations=[migrations.CreateModel(
                name='TeamDay',
                fields=[
                    ('pk', models.CompositePrimaryKey('user_id', 'assessment_id', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('user_id', models.UUIDField()),
                    ('assessment_id', models.UUIDField()),
                    ('first_day', models.DateField()),
                    ('days', models.PositiveSmallIntegerField()),
                ],
                options={
                    'db_table': 'team_day',
                    'managed': False,
                },
            ), migrations.CreateModel(
                name='Tool',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('programme', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='tool', to='programmes.countryprogramme')),
                ],
            ), migrations.CreateModel(
                name='Question',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('key', models.CharField(max_length=60)),
                    ('tool', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='assessments.tool')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tool', 'key'), name='question_key_once')],
                },
            ), migrations.CreateModel(
                name='ToolVersion',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('valid_from', models.DateField(verbose_name='valid from')),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('tool', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='assessments.tool')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tool', 'number'), name='tool_version_once')],
                },
            ), migrations.CreateModel(
                name='Assessment',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('status', models.CharField(choices=[('planned', 'planned'), ('begun', 'begun'), ('shared', 'findings shared with the factory'), ('finalised', 'finalised'), ('cancelled', 'cancelled')], default='planned', max_length=10)),
                    ('planned_on', models.DateField(verbose_name='first day')),
                    ('days', models.PositiveSmallIntegerField(default=2, verbose_name='days')),
                    ('modality', models.CharField(choices=[('on_site', 'on-site'), ('virtual', 'virtual'), ('hybrid', 'hybrid')], default='on_site', max_length=8, verbose_name='how')),
                    ('scope', models.CharField(choices=[('full', 'full tool'), ('focused', 'focused tool')], default='full', max_length=8, verbose_name='tool')),
                    ('announced', models.BooleanField(default=False)),
                    ('begun_at', models.DateTimeField(blank=True, null=True)),
                    ('last_day', models.DateField(blank=True, null=True, verbose_name='last day of data collection')),
                    ('shared_at', models.DateTimeField(blank=True, null=True)),
                    ('comments_until', models.DateTimeField(blank=True, null=True)),
                    ('finalised_at', models.DateTimeField(blank=True, null=True)),
                    ('cancelled_reason', models.TextField(blank=True)),
                    ('cycle', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='factories.cycle')),
                    ('factory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='factories.factory')),
                    ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('tool_version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.toolversion')),
                ],
                options={
                    'abstract': False,
                    'default_manager_name': 'objects',
                    'indexes': [models.Index(fields=['factory', '-begun_at'], name='assessment_by_factory')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['planned', 'cancelled']), models.Q(('begun_at__isnull', False), ('cycle__isnull', False), ('tool_version__isnull', False)), _connector='OR'), name='assessment_begun_is_bound'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'finalised'), _negated=True), models.Q(('finalised_at__isnull', False), ('shared_at__isnull', False)), _connector='OR'), name='assessment_finalised_after_shared'), models.CheckConstraint(condition=models.Q(('shared_at', None), models.Q(('begun_at__isnull', False), ('shared_at__gte', models.F('begun_at'))), _connector='OR'), name='assessment_shared_after_begun'), models.UniqueConstraint(condition=models.Q(('status', 'planned')), fields=('factory',), name='assessment_planned_once'), models.CheckConstraint(condition=models.Q(('announced', False), ('modality', 'virtual'), _connector='OR'), name='assessment_only_virtual_announced')],
                },
            ), migrations.CreateModel(
                name='QuestionText',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('number', models.CharField(max_length=24)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('text', models.TextField()),
                    ('noncompliant_answer', models.CharField(blank=True, choices=[('yes', 'yes'), ('no', 'no'), ('', 'fact-gathering')], default='', max_length=3)),
                    ('public', models.BooleanField(default=False)),
                    ('focused', models.BooleanField(default=False)),
                    ('legal_reference', models.CharField(blank=True, max_length=300)),
                    ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.compliancepoint')),
                    ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='assessments.question')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='assessments.toolversion')),
                ],
                options={
                    'ordering': ['order'],
                    'constraints': [models.UniqueConstraint(fields=('version', 'question'), name='question_text_once'), models.CheckConstraint(condition=models.Q(('public', False), models.Q(('noncompliant_answer', ''), _negated=True), _connector='OR'), name='question_public_is_compliance')],
                },
            ), migrations.CreateModel(
                name='ToolVersionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('valid_from', models.DateField(verbose_name='valid from')),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.toolversion')),
                    ('tool', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.tool')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Answer',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('value', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('na', 'does not apply'), ('fact', 'recorded')], max_length=4, verbose_name='answer')),
                    ('words', models.TextField(blank=True, verbose_name='notes')),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('answered_at', models.DateTimeField()),
                    ('answered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('factory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='factories.factory')),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.assessment')),
                    ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.questiontext')),
                ],
                options={
                    'abstract': False,
                    'default_manager_name': 'objects',
                    'constraints': [models.UniqueConstraint(fields=('assessment', 'question'), name='answer_once')],
                },
            ), migrations.CreateModel(
                name='FactoryComment',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('words', models.TextField(blank=True, verbose_name='what we say to the findings')),
                    ('last', models.BooleanField(default=False, verbose_name='this is all; the findings can be made final')),
                    ('said_at', models.DateTimeField()),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.assessment')),
                    ('factory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='factories.factory')),
                    ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['said_at'],
                    'abstract': False,
                    'default_manager_name': 'objects',
                },
            ), migrations.CreateModel(
                name='Finding',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('sentence', models.TextField(verbose_name='what readers of the report see')),
                    ('evidence', models.TextField(blank=True, verbose_name='evidence: documents and observation')),
                    ('legal_reference', models.CharField(blank=True, max_length=300, verbose_name='legal reference')),
                    ('public', models.BooleanField(default=False)),
                    ('written_at', models.DateTimeField()),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.assessment')),
                    ('factory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='factories.factory')),
                    ('plan_item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='advisory.planitem')),
                    ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.compliancepoint')),
                    ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.questiontext')),
                ],
                options={
                    'abstract': False,
                    'default_manager_name': 'objects',
                    'indexes': [models.Index(fields=['factory', 'point'], name='finding_by_point')],
                    'constraints': [models.UniqueConstraint(fields=('assessment', 'question'), name='finding_once')],
                },
            ), migrations.CreateModel(
                name='TeamMember',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('leads', models.BooleanField(default=False)),
                    ('left_at', models.DateTimeField(blank=True, null=True)),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', related_query_name='team', to='assessments.assessment')),
                    ('factory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='factories.factory')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                    'default_manager_name': 'objects',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('left_at', None)), fields=('assessment', 'user'), name='team_member_once')],
                },
            ), migrations.CreateModel(
                name='AssessmentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('status', models.CharField(choices=[('planned', 'planned'), ('begun', 'begun'), ('shared', 'findings shared with the factory'), ('finalised', 'finalised'), ('cancelled', 'cancelled')], default='planned', max_length=10)),
                    ('planned_on', models.DateField(verbose_name='first day')),
                    ('days', models.PositiveSmallIntegerField(default=2, verbose_name='days')),
                    ('modality', models.CharField(choices=[('on_site', 'on-site'), ('virtual', 'virtual'), ('hybrid', 'hybrid')], default='on_site', max_length=8, verbose_name='how')),
                    ('scope', models.CharField(choices=[('full', 'full tool'), ('focused', 'focused tool')], default='full', max_length=8, verbose_name='tool')),
                    ('announced', models.BooleanField(default=False)),
                    ('begun_at', models.DateTimeField(blank=True, null=True)),
                    ('last_day', models.DateField(blank=True, null=True, verbose_name='last day of data collection')),
                    ('shared_at', models.DateTimeField(blank=True, null=True)),
                    ('comments_until', models.DateTimeField(blank=True, null=True)),
                    ('finalised_at', models.DateTimeField(blank=True, null=True)),
                    ('cancelled_reason', models.TextField(blank=True)),
                    ('cycle', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='factories.cycle')),
                    ('factory', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='factories.factory')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.assessment')),
                    ('planned_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('tool_version', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.toolversion')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='FactoryCommentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('words', models.TextField(blank=True, verbose_name='what we say to the findings')),
                    ('last', models.BooleanField(default=False, verbose_name='this is all; the findings can be made final')),
                    ('said_at', models.DateTimeField()),
                    ('assessment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.assessment')),
                    ('factory', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='factories.factory')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.factorycomment')),
                    ('said_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='InterviewEvidence',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('words', models.TextField(verbose_name='from worker interviews')),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.assessment')),
                    ('factory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='factories.factory')),
                    ('finding', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.finding')),
                ],
                options={
                    'abstract': False,
                    'default_manager_name': 'objects',
                },
            ), migrations.CreateModel(
                name='FindingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('sentence', models.TextField(verbose_name='what readers of the report see')),
                    ('evidence', models.TextField(blank=True, verbose_name='evidence: documents and observation')),
                    ('legal_reference', models.CharField(blank=True, max_length=300, verbose_name='legal reference')),
                    ('public', models.BooleanField(default=False)),
                    ('written_at', models.DateTimeField()),
                    ('assessment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.assessment')),
                    ('factory', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='factories.factory')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.finding')),
                    ('plan_item', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='advisory.planitem')),
                    ('point', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.compliancepoint')),
                    ('written_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('question', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.questiontext')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='AnswerEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('value', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('na', 'does not apply'), ('fact', 'recorded')], max_length=4, verbose_name='answer')),
                    ('words', models.TextField(blank=True, verbose_name='notes')),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('answered_at', models.DateTimeField()),
                    ('answered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('factory', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='factories.factory')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.answer')),
                    ('assessment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.assessment')),
                    ('question', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.questiontext')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='TeamMemberEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('leads', models.BooleanField(default=False)),
                    ('left_at', models.DateTimeField(blank=True, null=True)),
                    ('assessment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.assessment')),
                    ('factory', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='factories.factory')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.teammember')),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='InterviewEvidenceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('words', models.TextField(verbose_name='from worker interviews')),
                    ('assessment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.assessment')),
                    ('factory', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='factories.factory')),
                    ('finding', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.finding')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.interviewevidence')),
                ],
                options={
                    'abstract': False,
                },
            )],
        ),
    ]
