"""The names of the roles; who holds which, where and when, is an appointment and lives in `kadrost.region`."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override


class Role(TextChoices):
    """What a person may be in an organisation; the public is whoever has not signed in."""

    ADMINISTRATOR = "administrator", _("Администратор")
    COORDINATOR = "coordinator", _("Координатор")
    CONTROLLER = "controller", _("Контролёр")
    EXECUTOR = "executor", _("Исполнитель")
    COUNCIL_SECRETARY = "council_secretary", _("Секретарь совета")
    COUNCIL_MEMBER = "council_member", _("Член совета")
    AUDITOR = "auditor", _("Аудитор")

    @property
    def russian(self) -> str:
        """The role as records name it, whatever language the person has chosen for the pages."""
        with override("ru"):
            return str(self.label)
