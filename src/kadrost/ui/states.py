"""The six states of a checkpoint as they look: each has a shape, a word and a colour, so that colour is never alone."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Light(TextChoices):
    """What a light says. The value names the drawing, the CSS class and the colour token."""

    DONE = "done", _("Исполнено")
    DUE = "due", _("Скоро срок")
    LATE = "late", _("Просрочено")
    CONTRADICTED = "contradicted", _("Противоречит данным")
    SILENT = "silent", _("Нет отчёта")
    NOT_DUE = "not-due", _("Срок не наступил")

    @property
    def glyph(self) -> str:
        """The shape as a character, for papers and plain text."""
        return GLYPHS[self]


GLYPHS = {
    Light.DONE: "●",
    Light.DUE: "◐",
    Light.LATE: "▲",
    Light.CONTRADICTED: "⚡",
    Light.SILENT: "○",
    Light.NOT_DUE: "–",
}
