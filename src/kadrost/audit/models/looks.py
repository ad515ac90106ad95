"""Who looked at whose personal data, and why."""

from __future__ import annotations

from django.db import models


class Look(models.Model):
    """One person's data shown to another: kept apart from the deeds, since there are many times more of them."""

    at = models.DateTimeField()
    on = models.DateField()
    viewer_key = models.CharField(max_length=40)
    viewer_name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    body_name = models.CharField(max_length=400, blank=True)
    person_key = models.CharField(max_length=40)
    purpose = models.CharField(max_length=200)
    request_id = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("person_key", "id"), name="audit_look_person"),
            models.Index(fields=("viewer_key", "id"), name="audit_look_viewer"),
        )

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y} {self.viewer_name}: {self.purpose}"
