"""The chain moves into rows of its own; entries gain the body; looks at personal data and verifications are kept."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RemoveField("entry", "previous_hash"),
        migrations.RemoveField("entry", "hash"),
        migrations.AddField("entry", "body_key", models.CharField(blank=True, default="", max_length=40, help_text="the organisation in whose name the person acted"), preserve_default=False),
        migrations.AddField("entry", "body_name", models.CharField(blank=True, default="", max_length=400), preserve_default=False),
        migrations.AlterField("entry", "role", models.CharField(blank=True, max_length=200)),
        migrations.AddIndex("entry", models.Index(fields=["actor_key", "id"], name="audit_entry_actor")),
        migrations.AddIndex("entry", models.Index(fields=["body_key", "id"], name="audit_entry_body")),
        migrations.AddIndex("entry", models.Index(fields=["action", "id"], name="audit_entry_action")),
        migrations.AddIndex("entry", models.Index(fields=["on", "id"], name="audit_entry_day")),
        migrations.DeleteModel("ChainHead"),
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField(default=0)),
                ("hash", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="ChainLink",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.PositiveSmallIntegerField(help_text="of the canonical form that was hashed")),
                ("previous_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
                ("entry", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="link", to="audit.entry")),
            ],
            options={"ordering": ("number",)},
        ),
        migrations.CreateModel(
            name="Unlinked",
            fields=[
                ("entry", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="+", serialize=False, to="audit.entry")),
            ],
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("number", models.BigIntegerField(help_text="the newest link at that moment")),
                ("hash", models.CharField(blank=True, max_length=64)),
                ("seconds", models.FloatField()),
                ("finding", models.TextField(blank=True, help_text="the first break in words; empty where the chain is whole")),
            ],
            options={"ordering": ("id",)},
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("on", models.DateField()),
                ("viewer_key", models.CharField(max_length=40)),
                ("viewer_name", models.CharField(max_length=200)),
                ("role", models.CharField(blank=True, max_length=200)),
                ("body_name", models.CharField(blank=True, max_length=400)),
                ("person_key", models.CharField(max_length=40)),
                ("purpose", models.CharField(max_length=200)),
                ("request_id", models.CharField(blank=True, max_length=36)),
            ],
            options={
                "ordering": ("id",),
                "indexes": [
                    models.Index(fields=["person_key", "id"], name="audit_look_person"),
                    models.Index(fields=["viewer_key", "id"], name="audit_look_viewer"),
                ],
            },
        ),
    ]
