"""Refusals of the Standard, self-assessment, comparisons and drafts."""

from __future__ import annotations

from kadrost.kernel.errors import KadrostError


class StandardRefused(KadrostError):
    """The act is not possible as things stand."""

    code = "standard_refused"
