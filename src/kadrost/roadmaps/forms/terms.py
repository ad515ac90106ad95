"""The field in which a term is typed in words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kadrost.region.forms.shared import text_field


def due_text_field(*, required: bool = False) -> forms.CharField:
    """A deadline phrase, as a document would say it."""
    return text_field(
        _("Срок"),
        most=2_000,
        required=required,
        rows=2,
        help_text=_("Словами, как в документе: «ежегодно, до 1 марта», «II квартал 2027 года»."),
    )
