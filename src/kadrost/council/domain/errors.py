"""Refusals of councils."""

from __future__ import annotations

from kadrost.kernel.errors import KadrostError


class CouncilRefused(KadrostError):
    """The act is not possible as things stand."""

    code = "council_refused"
