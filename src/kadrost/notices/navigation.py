"""What the background work adds to the rail: its page for administrators, and in a demonstration the mailbox."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kadrost.accounts.roles import Role
from kadrost.accounts.standings import ActingRequest
from kadrost.jobs.letters import MAILBOX
from kadrost.ui.navigation import Entry, register


def for_administrators(request: HttpRequest) -> bool:
    """Whoever is an administrator today."""
    standings = getattr(cast("ActingRequest", request), "standings", ())
    return any(standing.role == Role.ADMINISTRATOR for standing in standings)


def in_demonstration(request: HttpRequest) -> bool:
    """Where letters stay in the mailbox page."""
    return bool(settings.MAIL_MODE == MAILBOX)


register(Entry("jobs", _("Фоновая работа"), "notices-jobs", "settings", order=80, visible=for_administrators))
register(Entry("mailbox", _("Почта демонстрации"), "notices-mailbox", "file", order=90, visible=in_demonstration))
