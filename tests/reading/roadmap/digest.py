"""What a reading says, in a form that is written by hand beside a document and compared exactly."""

from __future__ import annotations

from typing import Any

from kadrost.reading.result import Reading, ReadItem


def digest_of(reading: Reading) -> dict[str, Any]:
    """Sections, items, passport, definitions, notes and the codes of the flags; terms are tried elsewhere."""
    parts: dict[str, Any] = {
        "kind": reading.document.kind,
        "passport": [[row.number, row.name or row.name_inferred, row.value] for row in reading.passport],
        "definitions": [[d.term, d.meaning, list(d.members)] for d in reading.definitions],
        "notes": [[note.number, note.text, list(note.items)] for note in reading.notes],
        "sections": [[section.number, section.title, section.result] for section in reading.sections],
        "items": [_item(item) for item in reading.items],
        "flags": sorted(
            [str(flag.item), flag.field, flag.code] for flag in reading.flags if not flag.code.startswith("due_")
        ),
    }
    return {name: part for name, part in parts.items() if part}


def _item(item: ReadItem) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "number": item.number,
        "section": item.section,
        "stage": item.stage,
        "title": item.title,
        "result": item.result,
        "due": item.due_text,
        "executors": [_body(e.name, e.by_agreement, e.alias) for e in item.executors],
        "evidence": list(item.evidence),
        "targets": [f"{target.operator} {target.value:g} {target.unit}" for target in item.targets],
        "blanks": len(item.blanks),
    }
    return {name: value for name, value in fields.items() if value}


def _body(name: str, by_agreement: bool, alias: str | None) -> str:
    return f"{name}{f' [{alias}]' if alias else ''}{' *' if by_agreement else ''}"
