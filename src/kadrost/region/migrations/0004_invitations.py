"""People invited by a letter; the roles that there are by now."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("region", "0003_territory_tree_and_delegations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="appointment",
            name="role",
            field=models.CharField(choices=[("administrator", "Администратор"), ("coordinator", "Координатор"), ("controller", "Контролёр"), ("executor", "Исполнитель"), ("council_secretary", "Секретарь совета"), ("council_member", "Член совета"), ("auditor", "Аудитор")], max_length=20, verbose_name="роль"),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=150, verbose_name="адрес почты")),
                ("surname", models.CharField(max_length=100, verbose_name="фамилия")),
                ("given_name", models.CharField(max_length=100, verbose_name="имя")),
                ("patronymic", models.CharField(blank=True, max_length=100, verbose_name="отчество")),
                ("role", models.CharField(choices=[("administrator", "Администратор"), ("coordinator", "Координатор"), ("controller", "Контролёр"), ("executor", "Исполнитель"), ("council_secretary", "Секретарь совета"), ("council_member", "Член совета"), ("auditor", "Аудитор")], max_length=20, verbose_name="роль")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="с")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="по")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("sent_at", models.DateTimeField(verbose_name="отправлено")),
                ("times_sent", models.PositiveSmallIntegerField(default=1)),
                ("expires_at", models.DateTimeField(verbose_name="действует до")),
                ("accepted_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("accepted_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="invitations_taken", to=settings.AUTH_USER_MODEL)),
                ("invited_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="invitations_sent", to=settings.AUTH_USER_MODEL)),
                ("organisation", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="region.organisation")),
            ],
            options={
                "ordering": ("-sent_at", "-id"),
                "constraints": [models.UniqueConstraint(condition=models.Q(("accepted_at", None), ("revoked_at", None)), fields=("email",), name="region_invitation_one_open")],
            },
        ),
    ]
