"""A protocol of a council, or an order with points, read into decisions."""

from __future__ import annotations

from datetime import date

from kadrost.reading.result import Document, Reading
from kadrost.reading.source import Source


def is_protocol(source: Source) -> bool:
    """True where the document is a protocol or an order whose points carry terms."""
    return False


def read_protocol(source: Source, *, until: date) -> Reading:
    """The protocol's questions as sections and its decisions as items."""
    return Reading(source=source, document=Document(kind="protocol", act="протокол"))
