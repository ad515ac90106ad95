# The Standard, self-assessment by it, decisions on alignments and plans being written.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('region', '0002_organisation_duplicates_and_version'),
        ('roadmaps', '0007_checkpoint_contradicted'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AssessmentQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('position', models.PositiveIntegerField()),
                ('text', models.TextField(verbose_name='вопрос')),
                ('hint', models.TextField(blank=True, verbose_name='что назвать')),
            ],
            options={
                'ordering': ('provision__number', 'position', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Provision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='номер')),
                ('title', models.TextField(verbose_name='название')),
                ('asks', models.TextField(verbose_name='что спрашивает')),
                ('reference', models.CharField(blank=True, max_length=300, verbose_name='где изложено')),
                ('keywords', models.TextField(blank=True)),
                ('questions', models.JSONField(default=list)),
            ],
            options={
                'ordering': ('edition', 'number'),
            },
        ),
        migrations.CreateModel(
            name='Alignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.UUIDField()),
                ('second', models.UUIDField()),
                ('verdict', models.CharField(choices=[('same', 'Одно и то же'), ('different', 'Разное')], max_length=10)),
                ('score', models.FloatField(blank=True, null=True)),
                ('decided_by_name', models.CharField(max_length=200)),
                ('decided_on', models.DateField()),
            ],
            options={
                'ordering': ('id',),
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='roadmaps_alignment_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='roadmaps_alignment_order')],
            },
        ),
        migrations.CreateModel(
            name='AssessmentAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.PositiveSmallIntegerField(choices=[(0, 'Не начато'), (1, 'Есть отдельные шаги'), (2, 'Работает частично'), (3, 'Работает')], verbose_name='оценка')),
                ('ground', models.TextField(verbose_name='основание')),
                ('gap', models.TextField(blank=True, verbose_name='пробел')),
                ('direction', models.TextField(blank=True, verbose_name='направление')),
                ('author_name', models.CharField(max_length=200, verbose_name='ответил')),
                ('answered_on', models.DateField(verbose_name='день ответа')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessment_answers', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessment_answers', to='region.organisation')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='roadmaps.assessmentquestion')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='AnswerGround',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=500)),
                ('evidence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='grounded', to='roadmaps.evidence')),
                ('figure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='grounded', to='roadmaps.reportfigure')),
                ('measure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='grounded', to='roadmaps.measure')),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grounds', to='roadmaps.assessmentanswer')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='AssessmentRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='название')),
                ('period_from', models.DateField(verbose_name='период с')),
                ('period_until', models.DateField(verbose_name='период по')),
                ('due_on', models.DateField(verbose_name='ответить до')),
                ('state', models.CharField(choices=[('prepared', 'Готовится'), ('open', 'Идёт'), ('closed', 'Закрыт')], default='prepared', max_length=10, verbose_name='состояние')),
                ('questions_version', models.PositiveIntegerField(default=1, verbose_name='редакция вопросов')),
                ('is_published', models.BooleanField(default=False, verbose_name='виден без входа')),
                ('made_on', models.DateField()),
                ('opened_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('closing_words', models.TextField(blank=True, verbose_name='вывод')),
                ('version', models.PositiveIntegerField(default=1)),
                ('responsible', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessment_rounds', to='region.organisation')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessment_rounds', to='region.territory')),
            ],
            options={
                'ordering': ('-period_until', '-id'),
            },
        ),
        migrations.AddField(
            model_name='assessmentquestion',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='roadmaps.assessmentround'),
        ),
        migrations.CreateModel(
            name='PlanDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.TextField(verbose_name='название')),
                ('state', models.CharField(choices=[('written', 'Пишется'), ('sent', 'Передан на подпись')], default='written', max_length=10)),
                ('made_on', models.DateField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('coordinator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_drafts', to='region.organisation')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan_drafts', to=settings.AUTH_USER_MODEL)),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_drafts', to='region.territory')),
            ],
            options={
                'ordering': ('-made_on', '-id'),
            },
        ),
        migrations.CreateModel(
            name='DraftMeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('title', models.TextField(verbose_name='мероприятие')),
                ('expected_result', models.TextField(blank=True, verbose_name='ожидаемый результат')),
                ('due_text', models.TextField(blank=True, verbose_name='срок')),
                ('executors', models.TextField(blank=True, verbose_name='исполнители')),
                ('evidence', models.TextField(blank=True, verbose_name='подтверждающий документ')),
                ('source_words', models.CharField(blank=True, max_length=500, verbose_name='откуда')),
                ('version', models.PositiveIntegerField(default=1)),
                ('gap', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='draft_measures', to='roadmaps.assessmentanswer')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='taken_over', to='roadmaps.measure')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='roadmaps.plandraft')),
                ('provision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draft_measures', to='roadmaps.provision')),
            ],
            options={
                'ordering': ('provision__number', 'position', 'id'),
            },
        ),
        migrations.AddField(
            model_name='assessmentquestion',
            name='provision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asked_questions', to='roadmaps.provision'),
        ),
        migrations.CreateModel(
            name='AssessmentPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessment_parts', to='region.organisation')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='roadmaps.assessmentround')),
                ('provision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessment_parts', to='roadmaps.provision')),
            ],
            options={
                'ordering': ('provision__number', 'id'),
            },
        ),
        migrations.CreateModel(
            name='ProvisionTie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lineage', models.UUIDField()),
                ('state', models.CharField(choices=[('confirmed', 'Подтверждена'), ('refused', 'Отклонена')], max_length=10)),
                ('score', models.FloatField(blank=True, null=True)),
                ('words', models.JSONField(default=list)),
                ('decided_by_name', models.CharField(max_length=200)),
                ('decided_on', models.DateField()),
                ('provision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ties', to='roadmaps.provision')),
            ],
            options={
                'ordering': ('provision__number', 'id'),
            },
        ),
        migrations.CreateModel(
            name='StandardEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='код редакции')),
                ('title', models.CharField(max_length=300, verbose_name='название')),
                ('issuer', models.CharField(blank=True, max_length=300, verbose_name='кем разработан')),
                ('source', models.TextField(blank=True, verbose_name='источник')),
                ('is_current', models.BooleanField(default=False, verbose_name='действует')),
            ],
            options={
                'ordering': ('-is_current', '-code'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('is_current',), name='roadmaps_one_current_edition')],
            },
        ),
        migrations.AddField(
            model_name='provision',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='provisions', to='roadmaps.standardedition'),
        ),
        migrations.AddField(
            model_name='assessmentround',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='roadmaps.standardedition'),
        ),
        migrations.AddIndex(
            model_name='assessmentanswer',
            index=models.Index(fields=['question', 'answered_on', 'id'], name='roadmaps_answer_by_day'),
        ),
        migrations.AddConstraint(
            model_name='assessmentquestion',
            constraint=models.UniqueConstraint(fields=('round', 'key'), name='roadmaps_assessment_question_once'),
        ),
        migrations.AddConstraint(
            model_name='assessmentpart',
            constraint=models.UniqueConstraint(fields=('round', 'provision', 'organisation'), name='roadmaps_assessment_part_once'),
        ),
        migrations.AddConstraint(
            model_name='provisiontie',
            constraint=models.UniqueConstraint(fields=('lineage', 'provision'), name='roadmaps_provision_tie_once'),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.UniqueConstraint(fields=('edition', 'number'), name='roadmaps_provision_once'),
        ),
    ]
