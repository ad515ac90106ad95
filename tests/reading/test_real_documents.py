"""The five real documents and their editions, field by field against hand-checked readings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kadrost.reading.api import read_file
from kadrost.reading.json_form import to_json
from tests.reading.digests import differences

EXPECTATIONS = Path(__file__).resolve().parent / "expectations"
ITEMS = {"amur": 21, "chelyabinsk": 18, "copp": 66, "samara": 61, "tomsk": 83}

DOCUMENTS = [
    ("amur-roadmap.txt", "amur"),
    ("chelyabinsk-protocol.txt", "chelyabinsk"),
    ("copp-model-plan.txt", "copp"),
    ("samara-roadmap.txt", "samara"),
    ("tomsk-roadmap.txt", "tomsk"),
    ("editions/amur.docx", "amur"),
    ("editions/amur.pdf", "amur"),
    ("editions/chelyabinsk.docx", "chelyabinsk"),
    ("editions/copp.docx", "copp"),
    ("editions/copp.xlsx", "copp"),
]


@pytest.mark.shared
@pytest.mark.parametrize(("path", "name"), DOCUMENTS)
def test_every_field_of_every_item_is_right(shared_dir: Path, path: str, name: str) -> None:
    expected: dict[str, Any] = json.loads((EXPECTATIONS / f"{name}.json").read_text(encoding="utf-8"))
    reading = json.loads(json.dumps(to_json(read_file(shared_dir / "documents" / path)), default=str))
    assert len(expected["items"]) == ITEMS[name]
    assert differences(expected, reading) == []
    assert [[section["number"]] for section in reading["sections"]] == [[row[0]] for row in expected["sections"]]
