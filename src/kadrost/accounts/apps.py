"""People who sign in."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "kadrost.accounts"
    label = "accounts"
    verbose_name = _("Учётные записи")
