"""Refusals of the control of plans."""

from __future__ import annotations

from kadrost.kernel.errors import KadrostError


class ControlRefused(KadrostError):
    """The act is not possible as things stand."""

    code = "control_refused"


class FarTerm(ControlRefused):
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
