"""Documents as many offices write them, each read exactly as it is to be understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from kadrost.reading.api import read_file
from tests.reading.unseen.building import BUILT
from tests.reading.unseen.building_more import BUILT_MORE
from tests.reading.unseen.expectation import found_in, read_expectation

DOCUMENTS = Path(__file__).parent / "documents"
WRITTEN = sorted(path for path in DOCUMENTS.iterdir() if path.suffix in {".txt", ".html", ".pdf"})


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_written_document_is_read_exactly(path: Path) -> None:
    expected = read_expectation(path.with_name(f"{path.name}.expect"))
    assert found_in(read_file(path), expected) == expected


@pytest.mark.parametrize("name", sorted(BUILT | BUILT_MORE))
def test_built_document_is_read_exactly(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    (BUILT | BUILT_MORE)[name](path)
    expected = read_expectation(DOCUMENTS / f"{name}.expect")
    assert found_in(read_file(path), expected) == expected
