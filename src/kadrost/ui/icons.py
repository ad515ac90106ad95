"""The names of the icons drawn in `static/ui/icons.svg`; a test holds both lists equal."""

from __future__ import annotations

ICONS = frozenset(
    {
        "calendar",
        "check",
        "chevron-down",
        "chevron-left",
        "chevron-right",
        "close",
        "control",
        "council",
        "data",
        "export",
        "file",
        "gallery",
        "help",
        "history",
        "import",
        "info",
        "link",
        "more",
        "my-work",
        "organisations",
        "person",
        "plans",
        "print",
        "rail",
        "reports",
        "search",
        "settings",
        "theme",
        "warning",
    }
)
