"""People who were asked by a letter to come and act for an organisation."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models

from kadrost.accounts.roles import Role
from kadrost.region.models.organisations import Organisation


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unanswered(self) -> InvitationQuerySet:
        """Neither taken nor revoked; such a one may have expired."""
        return self.filter(accepted_at=None, revoked_at=None)


class Invitation(models.Model):
    """Somebody is asked to act in a role for an organisation; the secret of the link is kept as a hash only."""

    email = models.EmailField("адрес почты", max_length=150)
    surname = models.CharField("фамилия", max_length=100)
    given_name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    role = models.CharField("роль", max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    valid_from = models.DateField("с", null=True, blank=True)
    valid_until = models.DateField("по", null=True, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations_sent")
    digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField("отправлено")
    times_sent = models.PositiveSmallIntegerField(default=1)
    expires_at = models.DateTimeField("действует до")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="invitations_taken"
    )
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-sent_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("email",),
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="region_invitation_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"Приглашение № {self.pk}"

    @property
    def name(self) -> str:
        """Surname, given name, patronymic."""
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)

    def is_open(self, now: datetime) -> bool:
        """Whether its link still opens something."""
        return self.accepted_at is None and self.revoked_at is None and now < self.expires_at
