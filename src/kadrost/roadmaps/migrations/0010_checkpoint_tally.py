"""Checkpoints are counted by plan, month, state and report as they are written: see decision 0006."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from kadrost.roadmaps.domain.tally_triggers import install_tally, remove_tally


def install(apps: Any, schema_editor: Any) -> None:
    """Count what is there, and from now on."""
    install_tally(schema_editor.connection)


def remove(apps: Any, schema_editor: Any) -> None:
    """Count no longer."""
    remove_tally(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = (("roadmaps", "0009_reminders_and_campaigns"),)

    operations = (
        migrations.CreateModel(
            name="CheckpointTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("plan_id", models.BigIntegerField()),
                ("due_month", models.IntegerField()),
                ("state", models.CharField(max_length=12)),
                ("is_reported", models.BooleanField()),
                ("total", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["due_month", "plan_id", "state", "is_reported", "total"], name="roadmaps_tally_by_month"
                    )
                ]
            },
        ),
        migrations.RunPython(install, remove),
    )
