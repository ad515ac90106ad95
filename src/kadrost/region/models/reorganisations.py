"""How organisations came out of one another: joined, divided, or made into another."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop

from kadrost.region.models.organisations import Organisation


class Reorganisation(models.Model):
    """An organisation ended, and others carry on what it answered for: on a day, by an act.

    The one that ended keeps its row, its names and what was reported in its name. A division of which it remains
    a part itself names it among its successors.
    """

    class Kind(models.TextChoices):
        JOINING = "joining", gettext_noop("Присоединение или слияние")
        DIVISION = "division", gettext_noop("Разделение или выделение")
        TRANSFORMATION = "transformation", gettext_noop("Преобразование, переименование в новое лицо")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reorganisations")
    successors = models.ManyToManyField(Organisation, related_name="arisen_from")
    kind = models.CharField("вид", max_length=20, choices=Kind.choices)
    took_place_on = models.DateField("день")
    ground = models.CharField("основание", max_length=300)

    class Meta:
        ordering = ("took_place_on", "id")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.took_place_on:%d.%m.%Y}"
