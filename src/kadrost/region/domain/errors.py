"""Refusals of the registry of organisations and people."""

from __future__ import annotations

from kadrost.kernel.errors import KadrostError


class RegistryRefused(KadrostError):
    """The change is not possible as things stand."""

    code = "registry_refused"
