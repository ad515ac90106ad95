"""Refusals of the intake of documents."""

from __future__ import annotations

from kadrost.kernel.errors import KadrostError


class IntakeRefused(KadrostError):
    """The step is not possible as things stand; `code` says which."""

    def __init__(self, code: str, message: str, *, remedy: str = "", where: str = "") -> None:
        super().__init__(message, remedy=remedy, where=where)
        self.code = code
