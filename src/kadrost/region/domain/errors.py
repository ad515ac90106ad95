"""Refusals of the registry of organisations and people, and those that any form answers to."""

from __future__ import annotations

from kadrost.kernel.errors import KadrostError


class RegistryRefused(KadrostError):
    """The change is not possible as things stand."""

    code = "registry_refused"


class FarTerm(KadrostError):
    """The term is far off; it is taken once the person confirms it."""

    code = "far_term"


class StaleVersion(KadrostError):
    """Somebody else changed the record after it was opened."""

    code = "stale_version"

    def __init__(self) -> None:
        super().__init__(
            "Пока форма была открыта, запись изменилась: ваши изменения не сохранены.",
            remedy="Сверьтесь с тем, что записано сейчас, и повторите.",
        )
