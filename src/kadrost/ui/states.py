"""The states of a checkpoint as they look: each has a shape, a word and a colour, so that colour is never alone."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Light(TextChoices):
    """What a light says. The value names the drawing, the CSS class and the colour token."""

    DONE = "done", _("Исполнено")
    DUE = "due", _("Скоро срок")
    LATE = "late", _("Просрочено")
    RETURNED = "returned", _("Возвращено на доработку")
    CONTRADICTED = "contradicted", _("Противоречит данным")
    SILENT = "silent", _("Нет отчёта")
    REPORTED = "reported", _("На проверке")
    OPEN = "open", _("Исполняется")
    NOT_DUE = "not-due", _("Срок не наступил")

    @property
    def glyph(self) -> str:
        """The shape as a character, for papers and plain text."""
        return GLYPHS[self]


GLYPHS = {
    Light.DONE: "●",
    Light.DUE: "◐",
    Light.LATE: "▲",
    Light.RETURNED: "↩",
    Light.CONTRADICTED: "⚡",
    Light.SILENT: "○",
    Light.REPORTED: "◇",
    Light.OPEN: "◔",
    Light.NOT_DUE: "–",
}
