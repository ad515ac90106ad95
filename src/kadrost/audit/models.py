"""The journal: who did what to which object, when, on what ground, before and after.

Entries are appended by `kadrost.audit.journal.record` and never changed. An entry names its actor and object by
their keys and by their names as of then, without foreign keys: the journal outlives what it speaks of, and this
app stands below the apps whose deeds it keeps.
"""

from __future__ import annotations

from django.db import models


class ChainHead(models.Model):
    """One row: the hash of the newest entry. Locking it puts concurrent writers in one order."""

    last_hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.last_hash


class Entry(models.Model):
    at = models.DateTimeField()
    on = models.DateField(help_text="the day of the region on which the act counts")
    actor_key = models.CharField(max_length=40, blank=True)
    actor_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40, blank=True)
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_key = models.CharField(max_length=40)
    object_name = models.CharField(max_length=300)
    ground = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    request_id = models.CharField(max_length=36, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("object_type", "object_key", "id"), name="audit_entry_object"),)

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y} {self.actor_name}: {self.action} {self.object_name}"
