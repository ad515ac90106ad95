"""A plan's own facts can be changed; the version guards against silent overwriting."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("roadmaps", "0005_checkpoint_assigned_by_hand"),)

    operations = (migrations.AddField(model_name="plan", name="version", field=models.PositiveIntegerField(default=1)),)
