"""The five real texts and their five editions: what stands in them, counted, and known cells whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from kadrost.reading.formats import load
from kadrost.reading.source import Source, Table
from tests.reading.formats.looking import assert_sound, texts

pytestmark = pytest.mark.shared

TEXTS = {
    "amur-roadmap.txt": [12, 33],
    "chelyabinsk-protocol.txt": [],
    "copp-model-plan.txt": [81],
    "samara-roadmap.txt": [82, 4, 22, 2],
    "tomsk-roadmap.txt": [4, 2, 4, 7, 3, 4, 20, 4, 71, 17],
}
EDITIONS = {
    "amur.docx": [11, 23],
    "amur.pdf": [13, 34],
    "chelyabinsk.docx": [],
    "copp.docx": [77],
    "copp.xlsx": [77],
}


@pytest.fixture
def documents(shared_dir: Path) -> Path:
    return shared_dir / "documents"


def read(path: Path) -> Source:
    source = load(path)
    assert_sound(source)
    assert source.remarks == ()
    return source


def one_line(text: str) -> str:
    return " ".join(text.split())


def whole(table: Table, row: int, column: int) -> str:
    cells = [cell for cell in table.rows[row - 1].cells if cell.column == column]
    return one_line(cells[0].text)


@pytest.mark.parametrize("name", TEXTS)
def test_texts_have_their_rows(documents: Path, name: str) -> None:
    source = read(documents / name)
    assert source.format == "txt"
    assert [len(table.rows) for table in source.tables()] == TEXTS[name]


@pytest.mark.parametrize("name", EDITIONS)
def test_editions_have_their_rows(documents: Path, name: str) -> None:
    source = read(documents / "editions" / name)
    assert source.format == name.rpartition(".")[2]
    assert [len(table.rows) for table in source.tables()] == EDITIONS[name]


def test_no_markup_is_left(documents: Path) -> None:
    for name in TEXTS:
        source = read(documents / name)
        assert not any(mark in source.text for mark in ("<p>", "</", "<br", "<li>", "**", "\t\t\t---"))


@pytest.mark.parametrize("name", ["amur.docx", "amur.pdf"])
def test_the_plan_of_amur_has_five_columns(documents: Path, name: str) -> None:
    passport, plan = read(documents / "editions" / name).tables()
    assert {len(row.cells) for row in passport.rows} == {3}
    assert {len(row.cells) for row in plan.rows} == {5}
    assert [one_line(cell.text) for cell in plan.rows[-1].cells][:2] == ["21", "Постоянно"]


def test_words_broken_in_the_pdf_keep_their_break(documents: Path) -> None:
    _, plan = read(documents / "editions" / "amur.pdf").tables()
    row = next(row for row in plan.rows if row.cells[0].text == "16")
    assert "регио- нальных предприятий" in whole(plan, row.number, 2)
    assert one_line(row.cells[1].text) == "Сентябрь 2019 г. – март 2020 г."
    assert {row.page for row in plan.rows} == {4, 5, 6, 7, 8}


@pytest.mark.parametrize("name", ["copp.docx", "copp.xlsx"])
def test_the_model_plan_has_group_rows_over_all_columns(documents: Path, name: str) -> None:
    (table,) = read(documents / "editions" / name).tables()
    groups = [row for row in table.rows if len(row.cells) == 1]
    assert len(groups) == 9
    assert {row.cells[0].column_span for row in groups} == {6}
    assert [cell.text.rstrip(".") for cell in table.rows[3].cells][0::3] == ["1", "25 августа 2019 года"]


def test_the_protocol_has_its_stamp_and_numbers(documents: Path) -> None:
    source = read(documents / "editions" / "chelyabinsk.docx")
    assert texts(source)[0] == "УТВЕРЖДАЮ"
    markers = [paragraph.marker for paragraph in source.paragraphs() if paragraph.marker]
    assert len(markers) == 13
    assert markers[:3] == ["1.", "2.", "3."]
