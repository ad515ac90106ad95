"""Refusals about personal data."""

from __future__ import annotations

from kadrost.kernel.errors import KadrostError


class PersonalRefused(KadrostError):
    """The act upon personal data is not possible as things stand."""

    code = "personal_refused"


class ConsentMissing(KadrostError):
    """The data may not be processed: the person has not consented."""

    code = "consent_missing"
