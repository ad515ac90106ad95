"""Refusals of the register of legal acts."""

from __future__ import annotations

from kadrost.kernel.errors import KadrostError


class LegalActRefused(KadrostError):
    """The act is not possible as things stand."""

    code = "legal_act_refused"
