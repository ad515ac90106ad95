"""The JSON form of a reading, as `kadrost read --json` prints it (the contract is `spec/reading.md`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from kadrost.reading.joining import Joiner
from kadrost.reading.result import Executor, Flag, PassportRow, Reading, ReadItem, ReadSection
from kadrost.reading.source import Span

DEFAULT_UNTIL = date(2024, 12, 31)
JsonObject = dict[str, Any]


def to_json(reading: Reading, *, until: date = DEFAULT_UNTIL, with_source_text: bool = False) -> JsonObject:
    """The reading as one JSON object; occurrences are those that start on or before `until`."""
    joiner = Joiner(reading.source)
    data: JsonObject = {
        "document": _document(reading),
        "passport": [_passport_row(row) for row in reading.passport],
        "definitions": [
            {"mark": d.mark, "term": d.term, "meaning": d.meaning, "members": list(d.members)}
            for d in reading.definitions
        ],
        "notes": [{"number": note.number, "text": note.text, "items": list(note.items)} for note in reading.notes],
        "sections": [_section(section) for section in reading.sections],
        "items": [_item(item, until, joiner) for item in reading.items],
        "flags": [_flag(flag) for flag in reading.flags],
    }
    if with_source_text:
        data["source_text"] = reading.source.text
    return data


def _document(reading: Reading) -> JsonObject:
    head = reading.document
    return {
        "kind": head.kind,
        "act": head.act,
        "issuer": head.issuer,
        "region": head.region,
        "date": head.date.isoformat() if head.date else None,
        "number": head.number,
        "title": head.title,
        "approved_by": head.approved_by,
        "period": [day.isoformat() for day in head.period] if head.period else None,
    }


def _passport_row(row: PassportRow) -> JsonObject:
    data: JsonObject = {"number": row.number, "name": row.name, "value": row.value}
    if row.name_inferred:
        data["name_inferred"] = row.name_inferred
    return data


def _section(section: ReadSection) -> JsonObject:
    data: JsonObject = {"number": section.number, "title": section.title, "result": section.result}
    if section.parent:
        data["parent"] = section.parent
    return data


def _item(item: ReadItem, until: date, joiner: Joiner) -> JsonObject:
    schedule = item.schedule
    data: JsonObject = {
        "number": item.number,
        "section": item.section,
        "stage": item.stage,
        "title": item.title,
        "result": item.result,
        "due_text": item.due_text,
        "occurrences": [
            [o.start.isoformat(), o.end.isoformat()] for o in (schedule.occurrences(until=until) if schedule else ())
        ],
        "continuous": bool(schedule and schedule.continuous),
        "on_demand": bool(schedule and schedule.on_demand),
        "assumed": schedule.assumed if schedule else None,
        "executors": [_executor(executor) for executor in item.executors],
        "evidence": list(item.evidence),
        "targets": [{"text": t.text, "op": t.operator, "value": t.value, "unit": t.unit} for t in item.targets],
        "blanks": [{"what": blank.what, "unit": blank.unit} for blank in item.blanks],
        "asked": [{"what": blank.what, "unit": blank.unit} for blank in item.asked],
        "source": {
            "page": item.place.page,
            "table": item.place.table,
            "row": item.place.row,
            "cells": {
                name: {"text": joiner.text(spans), "spans": _spans(spans)} for name, spans in item.place.cells.items()
            },
        },
    }
    return data


def _executor(executor: Executor) -> JsonObject:
    data: JsonObject = {"name": executor.name, "by_agreement": executor.by_agreement, "alias": executor.alias}
    if executor.printed is not None:
        data["printed"] = executor.printed
    return data


def _flag(flag: Flag) -> JsonObject:
    return {
        "item": flag.item,
        "field": flag.field,
        "code": flag.code,
        "why": flag.why,
        "text": flag.text,
        "source": {"spans": _spans(flag.spans)},
        "choices": [{"label": choice.label, "value": choice.value} for choice in flag.choices],
    }


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
