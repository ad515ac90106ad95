"""Refusals of the priorities of staffing."""

from __future__ import annotations

from kadrost.kernel.errors import KadrostError


class PrioritiesRefused(KadrostError):
    """The act is not possible as things stand."""

    code = "priorities_refused"
