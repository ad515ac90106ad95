"""Files of every kind into one `Source`: `load` and `load_bytes`; all refusals are `UnreadableDocument`."""

from __future__ import annotations

from kadrost.reading.formats.errors import UnreadableDocument
from kadrost.reading.formats.loading import load, load_bytes

__all__ = ["UnreadableDocument", "load", "load_bytes"]
