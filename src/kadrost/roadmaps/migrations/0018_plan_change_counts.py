"""What is written of a plan is counted, so that counts of it can be remembered: see decision 0006."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from kadrost.roadmaps.domain.change_triggers import install_change_counts, remove_change_counts


def install(apps: Any, schema_editor: Any) -> None:
    """Count from now on."""
    install_change_counts(schema_editor.connection)


def remove(apps: Any, schema_editor: Any) -> None:
    """Count no longer."""
    remove_change_counts(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = (("roadmaps", "0017_legal_acts"),)

    operations = (
        migrations.CreateModel(
            name="PlanChangeCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("plan_id", models.BigIntegerField(db_index=True)),
                ("total", models.BigIntegerField()),
            ],
        ),
        migrations.RunPython(install, remove),
    )
