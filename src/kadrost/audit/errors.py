"""What the journal refuses."""

from __future__ import annotations

from kadrost.kernel.errors import KadrostError


class JournalRefused(KadrostError):
    """The journal does not take this entry: nothing is written, and the deed falls with it."""

    code = "journal_refused"


class AnchorRefused(KadrostError):
    """An anchor cannot be written or read."""

    code = "anchor_refused"
