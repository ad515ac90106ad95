"""Refusals of the register of projects."""

from __future__ import annotations

from kadrost.kernel.errors import KadrostError


class ProjectRefused(KadrostError):
    """The act is not possible as things stand."""

    code = "project_refused"
