"""A reading and its source as JSON and back: what an intake keeps between two visits of a person."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from kadrost.kernel.errors import KadrostError
from kadrost.kernel.schedule import Schedule
from kadrost.reading.result import Reading, ReadItem
from kadrost.reading.source import Block, Cell, Paragraph, Row, Source, Span, Table

JsonObject = dict[str, Any]


class StoredReadingBroken(KadrostError):
    """A stored reading that this version of the platform cannot take up again."""

    code = "stored_reading_broken"


def reading_to_json(reading: Reading) -> JsonObject:
    """All of the reading but its source's text and blocks, which are stored beside it."""
    data: JsonObject = {
        field.name: _plain(getattr(reading, field.name)) for field in fields(reading) if field.name != "source"
    }
    return data | {"format": reading.source.format, "remarks": list(reading.source.remarks)}


def reading_from_json(data: Mapping[str, Any], *, text: str) -> Reading:
    """The reading that `reading_to_json` stored, over a source of `text` without blocks.

    Fields that were added to the reading since then have their defaults; `StoredReadingBroken` for anything else.
    """
    source = Source(text=text, blocks=(), format=data.get("format", ""), remarks=tuple(data.get("remarks", ())))
    try:
        reading: Reading = _dataclass_from(Reading, {**data, "source": source})
    except (KeyError, TypeError, ValueError) as fault:
        raise StoredReadingBroken(
            f"Сохранённое прочтение не читается: {fault!r}.", remedy="Отмените черновик и загрузите документ заново."
        ) from fault
    return reading


def item_to_json(item: ReadItem) -> JsonObject:
    """One item of a reading, without its place in the text."""
    data: JsonObject = _plain(item)
    data.pop("place")
    return data


def item_from_json(data: Mapping[str, Any]) -> ReadItem:
    """The item that `item_to_json` stored."""
    item: ReadItem = _dataclass_from(ReadItem, data)
    return item


def blocks_to_json(source: Source) -> list[JsonObject]:
    """The source's paragraphs and tables, footnotes last, as spans of its text, with short names."""
    blocks = [_table(block) if isinstance(block, Table) else _paragraph(block) for block in source.blocks]
    notes = [_paragraph(paragraph) for paragraphs in source.footnotes.values() for paragraph in paragraphs]
    return [*blocks, *notes]


def blocks_from_json(blocks: list[JsonObject], *, text: str) -> tuple[Block, ...]:
    """The stored blocks over their text."""
    return tuple(_table_from(block, text) if "t" in block else _paragraph_from(block, text) for block in blocks)


def _paragraph(paragraph: Paragraph) -> JsonObject:
    data: JsonObject = {"s": [paragraph.span.start, paragraph.span.end]}
    if paragraph.page is not None:
        data["p"] = paragraph.page
    if paragraph.bold:
        data["b"] = 1
    if paragraph.centred:
        data["c"] = 1
    if paragraph.heading_level is not None:
        data["h"] = paragraph.heading_level
    if paragraph.marker:
        data["m"] = paragraph.marker
    if paragraph.after_blank:
        data["a"] = 1
    return data


def _table(table: Table) -> JsonObject:
    rows = [
        {
            "n": row.number,
            "p": row.page,
            "h": int(row.header),
            "c": [
                [cell.column, cell.column_span, int(cell.merged_above), [_paragraph(each) for each in cell.paragraphs]]
                for cell in row.cells
            ],
        }
        for row in table.rows
    ]
    return {"t": table.number, "title": table.title, "r": rows}


def _paragraph_from(data: JsonObject, text: str) -> Paragraph:
    start, end = data["s"]
    return Paragraph(
        text=text[start:end],
        span=Span(start, end),
        page=data.get("p"),
        bold="b" in data,
        centred="c" in data,
        heading_level=data.get("h"),
        marker=data.get("m", ""),
        after_blank="a" in data,
    )


def _table_from(data: JsonObject, text: str) -> Table:
    rows = tuple(
        Row(
            cells=tuple(
                Cell(
                    paragraphs=tuple(_paragraph_from(each, text) for each in paragraphs),
                    column=column,
                    column_span=span,
                    merged_above=bool(merged),
                )
                for column, span, merged, paragraphs in row["c"]
            ),
            number=row["n"],
            page=row["p"],
            header=bool(row["h"]),
        )
        for row in data["r"]
    )
    return Table(rows=rows, number=data["t"], title=data["title"])


def _plain(value: Any) -> Any:
    if isinstance(value, Schedule):
        return value.to_json()
    if isinstance(value, Span):
        return [value.start, value.end]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return value


def _value_from(kind: Any, data: Any) -> Any:
    if isinstance(data, Source) or data is None:
        return data
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _value_from(next(part for part in get_args(kind) if part is not types.NoneType), data)
    if origin is tuple:
        return _tuple_from(get_args(kind), data)
    if origin is dict:
        return {name: _value_from(get_args(kind)[1], each) for name, each in data.items()}
    if origin is Literal:
        return data
    return _single_from(kind, data)


def _single_from(kind: Any, data: Any) -> Any:
    if kind is Schedule:
        return Schedule.from_json(data)
    if kind is Span:
        return Span(*data)
    if kind is date:
        return date.fromisoformat(data)
    return _dataclass_from(kind, data) if is_dataclass(kind) else data


def _tuple_from(kinds: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        return tuple(_value_from(kinds[0], each) for each in data)
    return tuple(_value_from(kind, each) for kind, each in zip(kinds, data, strict=True))


def _dataclass_from(kind: Any, data: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    return kind(**{name: _value_from(hints[name], each) for name, each in data.items() if name in hints})


@lru_cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
