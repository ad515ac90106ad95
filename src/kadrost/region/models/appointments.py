"""Who acts in which role for which organisation, and when."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from kadrost.accounts.roles import Role
from kadrost.region.models.organisations import Organisation, existing_on


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force(self, on: date) -> AppointmentQuerySet:
        """The appointments that hold on that day."""
        return self.filter(existing_on(on))


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


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def in_force(self, on: date) -> DelegationQuerySet:
        """The delegations that hold on that day."""
        return self.filter(valid_from__lte=on, valid_until__gte=on, withdrawn_on=None)


class Delegation(models.Model):
    """Somebody acts in another's appointment while that person is away: from a day to a day, on a ground.

    What was delegated cannot be delegated further. One withdrawn before its end keeps its row.
    """

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="delegations")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegations")
    valid_from = models.DateField("с")
    valid_until = models.DateField("по")
    ground = models.CharField("основание", max_length=300)
    withdrawn_on = models.DateField("отозвано", null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ("-valid_from", "id")

    def __str__(self) -> str:
        return f"{self.deputy} за {self.appointment.person}, {self.valid_from:%d.%m.%Y}–{self.valid_until:%d.%m.%Y}"
