"""A password that somebody else has seen is changed at the first sign-in."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("accounts", "0002_count_failed_sign_ins"),)

    operations = (
        migrations.AddField(
            model_name="user",
            name="must_change_password",
            field=models.BooleanField(
                default=False,
                help_text="До смены пароля человек ничего больше не может.",
                verbose_name="пароль одноразовый",
            ),
        ),
    )
