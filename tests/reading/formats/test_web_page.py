"""HTML pages: what a browser would show."""

from __future__ import annotations

import pytest

from kadrost.reading.formats import load_bytes
from kadrost.reading.source import Source
from tests.reading.formats.looking import assert_sound, grids, places, refusal, texts


def read(body: str) -> Source:
    source = load_bytes(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "план.html")
    assert_sound(source)
    assert source.format == "html"
    return source


def test_blocks_entities_and_what_is_hidden() -> None:
    source = read(
        "<script>x()</script><style>p{}</style><h2>План&nbsp;садов</h2><p>Первый\n  абзац<br>с разрывом &laquo;строки&raquo;</p>"
        "просто текст<div hidden>нет</div><p style='display: none'>нет</p><!-- нет --><p align=center><b>Жирно</b></p>"
    )
    assert texts(source) == ["План садов", "Первый абзац\nс разрывом «строки»", "просто текст", "Жирно"]
    assert [(one.heading_level, one.bold, one.centred) for one in source.paragraphs()] == [
        (2, True, False),
        (None, False, False),
        (None, False, False),
        (None, True, True),
    ]


def test_spans_of_rows_and_columns() -> None:
    source = read(
        "<table><thead><tr><th rowspan=2>№</th><th colspan=2>Срок</th><th rowspan=2>Кто</th></tr><tr><th>от</th><th>до</th></tr>"
        "</thead><tbody><tr><td>1</td><td>май</td><td>июнь</td><td rowspan=2><p>все</p><ul><li>и каждый</li></ul></td></tr>"
        "<tr><td colspan=3>Раздел</td></tr></table>"
    )
    table = next(source.tables())
    assert grids(source) == [
        [["№", "Срок", "Кто"], ["", "от", "до", ""], ["1", "май", "июнь", "все\nи каждый"], ["Раздел", ""]]
    ]
    assert places(table) == [
        [(0, 1, False), (1, 2, False), (3, 1, False)],
        [(0, 1, True), (1, 1, False), (2, 1, False), (3, 1, True)],
        [(0, 1, False), (1, 1, False), (2, 1, False), (3, 1, False)],
        [(0, 3, False), (3, 1, True)],
    ]
    assert [row.header for row in table.rows] == [True, True, False, False]


def test_lists_bear_their_printed_markers() -> None:
    source = read("<ol start=3><li>сад</li><li>огород</li></ol><ul><li>поле</li></ul>")
    assert [(one.marker, one.text) for one in source.paragraphs()] == [("3.", "сад"), ("4.", "огород"), ("•", "поле")]


def test_superscripts_and_frames_around_tables() -> None:
    source = read(
        "<table><tr><td>Сад<sup>4</sup><table><tr><td>1</td><td>5 м<sup>2</sup></td></tr></table></td></tr></table>"
    )
    assert texts(source) == ["Сад⁴"]
    assert grids(source) == [[["1", "5 м²"]]]


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "koi8-r"])
def test_the_declared_charset_is_believed(encoding: str) -> None:
    page = f"<html><head><meta charset={encoding}></head><body><p>Сад</p></body></html>"
    assert texts(load_bytes(page.encode(encoding), "a.html")) == ["Сад"]


def test_a_wrong_charset_is_not() -> None:
    page = "<html><head><meta charset=utf-8></head><body><p>Министерство садоводства и огородов</p></body></html>"
    assert texts(load_bytes(page.encode("cp1251"), "a.html")) == ["Министерство садоводства и огородов"]


def test_absurd_spans_and_depth() -> None:
    assert refusal(b"<html><table><tr>" + b"<td colspan=200>x</td>" * 3 + b"</table>").code == "file_too_complex"
    source = load_bytes(
        b"<html><table><tr><td rowspan=999999>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a.html"
    )
    assert grids(source) == [[["a", "b"], ["", "c"]]]
    assert refusal(b"<html>" + b"<table><tr><td>x</td><td>" * 30).code == "file_too_complex"
    assert refusal(b"<html><body>" + b"<div>" * 20_000 + "дно".encode()).code == "file_too_complex"
