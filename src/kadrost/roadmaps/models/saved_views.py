"""A board's filter that a person keeps under a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField("название", max_length=80)
    query = models.CharField(max_length=1000, help_text="the board's query string")

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("person", "name"), name="roadmaps_saved_view_once"),)

    def __str__(self) -> str:
        return self.name
