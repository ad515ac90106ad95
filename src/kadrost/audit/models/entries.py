"""One entry of the journal: one deed upon one object."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """A deed as it was recorded within its own transaction; `ChainLink` ties it to the entry before."""

    at = models.DateTimeField()
    on = models.DateField(help_text="the day of the region on which the act counts")
    actor_key = models.CharField(max_length=40, blank=True)
    actor_name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    body_key = models.CharField(max_length=40, blank=True, help_text="the organisation in whose name the person acted")
    body_name = models.CharField(max_length=400, blank=True)
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_key = models.CharField(max_length=40)
    object_name = models.CharField(max_length=300)
    ground = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    request_id = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("object_type", "object_key", "id"), name="audit_entry_object"),
            models.Index(fields=("actor_key", "id"), name="audit_entry_actor"),
            models.Index(fields=("body_key", "id"), name="audit_entry_body"),
            models.Index(fields=("action", "id"), name="audit_entry_action"),
            models.Index(fields=("on", "id"), name="audit_entry_day"),
        )

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y} {self.actor_name}: {self.action} {self.object_name}"
