"""A report whose own figures contradict its «done» is a state of its own; those that wait now are told apart."""

from __future__ import annotations

import operator
from typing import Any

from django.db import migrations, models

COMPARISONS = {"=": operator.ge, ">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}
STATES = [
    ("awaiting", "Ожидается отчёт"),
    ("reported", "На проверке"),
    ("contradicted", "Противоречит данным"),
    ("returned", "Возвращено"),
    ("accepted", "Принято"),
    ("removed", "Снято с контроля"),
]


def tell_contradicted(apps: Any, schema_editor: Any) -> None:
    """Mark the waiting checkpoints whose newest report says «done» beside a figure that falls short."""
    checkpoints = apps.get_model("roadmaps", "Checkpoint").objects.filter(state="reported")
    for checkpoint in checkpoints.iterator():
        report = checkpoint.reports.order_by("pk").last()
        if report is None or report.claim != "done":
            continue
        figures = report.figures.select_related("target").filter(target__value__isnull=False)
        if any(not COMPARISONS[one.target.operator](one.value, one.target.value) for one in figures):
            checkpoint.state = "contradicted"
            checkpoint.save(update_fields=["state"])


def forget_contradicted(apps: Any, schema_editor: Any) -> None:
    """Every one of them simply waits again."""
    for name in ("Checkpoint", "CheckpointState"):
        apps.get_model("roadmaps", name).objects.filter(state="contradicted").update(state="reported")


class Migration(migrations.Migration):
    atomic = False  # PostgreSQL changes no table within the transaction that has rows of it to check
    dependencies = (("roadmaps", "0006_plan_version"),)

    operations = (
        migrations.AlterField("checkpoint", "state", models.CharField(choices=STATES, default="awaiting", max_length=12)),
        migrations.AlterField("checkpointstate", "state", models.CharField(choices=STATES, max_length=12)),
        migrations.RunPython(tell_contradicted, forget_contradicted),
    )
