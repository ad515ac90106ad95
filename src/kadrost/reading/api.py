"""From a file or its source to a reading: which of the readers understands the document is decided here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kadrost.kernel.errors import KadrostError
from kadrost.reading.formats import load
from kadrost.reading.protocol import is_protocol, read_protocol
from kadrost.reading.result import Flag, Reading
from kadrost.reading.roadmap import read_listed_plan, read_roadmap
from kadrost.reading.source import Source

_MINUTES = ("ПРОТОКОЛ", "СЛУШАЛИ", "РЕШИЛИ", "ПОВЕСТКА ДНЯ", "ВЫСТУПИЛИ", "ПОСТАНОВИЛИ")


class NothingToReadError(KadrostError):
    """A document in which neither measures nor decisions are found."""

    code = "document_without_plan"


def read_file(path: Path) -> Reading:
    """The reading of the document in `path`.

    Raises:
        UnreadableDocument: where the file itself cannot be read.
        NothingToReadError: where the document holds no plan and no decisions.
    """
    source = load(path)
    try:
        return read_document(source)
    except NothingToReadError as refusal:
        refusal.where = refusal.where or path.name
        raise


def read_document(source: Source) -> Reading:
    """The reading of a source: a plan in tables, a plan in numbered paragraphs, a protocol or an order.

    Raises:
        NothingToReadError: where the document holds no plan and no decisions.
    """
    reading = read_roadmap(source)
    if reading is None and not _is_minutes(source):
        reading = read_listed_plan(source)
    if reading is None and is_protocol(source):
        reading = read_protocol(source)
    if reading is None or not reading.items:
        raise NothingToReadError(
            "В документе не найдено ни мероприятий, ни решений.",
            remedy="Нужен план с графами «Мероприятие», «Срок», «Исполнитель» либо протокол с решениями.",
        )
    remarks = tuple(Flag(None, "file", "file_remark", remark, "") for remark in source.remarks)
    return replace(reading, flags=(*reading.flags, *remarks)) if remarks else reading


def _is_minutes(source: Source) -> bool:
    """True where a meeting is recorded: its decisions name terms as a plan's points do, but belong to questions."""
    return any(paragraph.text.strip().upper().startswith(_MINUTES) for paragraph in source.paragraphs())
