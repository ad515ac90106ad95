"""Refusals of the control of plans."""

from __future__ import annotations

from kadrost.kernel.errors import KadrostError
from kadrost.region.domain.errors import FarTerm, StaleVersion

__all__ = ["ControlRefused", "FarTerm", "StaleVersion"]


class ControlRefused(KadrostError):
    """The act is not possible as things stand."""

    code = "control_refused"
