"""Who acts in which role for which organisation, and when."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from kadrost.accounts.roles import Role
from kadrost.region.models.organisations import Organisation


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force(self, on: date) -> AppointmentQuerySet:
        """The appointments that hold on that day."""
        return self.filter(
            models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=on),
            models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=on),
        )


class Appointment(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField("роль", max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="appointments")
    valid_from = models.DateField("с", null=True, blank=True)
    valid_until = models.DateField("по", null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("person", "role", "organisation", "valid_from"), name="region_appointment_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"
