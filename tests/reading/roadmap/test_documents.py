"""Own documents of many makes, each with everything that is to be read out of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kadrost.reading.api import read_file
from kadrost.reading.conservation import spans_of
from tests.reading.roadmap.digest import digest_of

DOCUMENTS = sorted((Path(__file__).parent / "documents").glob("*.txt"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_document_is_read_exactly(path: Path) -> None:
    assert digest_of(read_file(path)) == json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_span_is_a_place_of_the_source(path: Path) -> None:
    reading = read_file(path)
    assert all(0 <= span.start <= span.end <= len(reading.source.text) for span in spans_of(reading))
    for item in reading.items:
        for span in item.place.cells["title"]:
            assert reading.source.text[span.start : span.end].strip()
