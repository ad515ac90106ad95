"""The platform's own errors: every refusal tells a person what is wrong, where, what is allowed and what to do."""

from __future__ import annotations


class KadrostError(Exception):
    """A refusal that a person can act upon.

    `code` is stable and may be tested and documented; `message` is Russian and shown as it stands;
    `remedy` says what to do next; `where` names the place (a file, a row, a field).
    """

    code = "error"

    def __init__(self, message: str, *, remedy: str = "", where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.where = where

    def __str__(self) -> str:
        """The whole refusal in one line, as the command line and logs print it."""
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.message}{advice}"
