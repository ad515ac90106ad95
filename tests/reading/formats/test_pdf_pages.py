"""PDF pages: lines, paragraphs, ruled and aligned tables, tables over pages, and files that cannot be read."""

from __future__ import annotations

import pytest

from kadrost.reading.formats import load_bytes
from kadrost.reading.source import Source
from tests.reading.formats.looking import assert_sound, grids, places, refusal, texts
from tests.reading.formats.pdf_builder import Page, pdf, text_width

LONG = "Сады области нуждаются в уходе каждый день, и потому"


def read(*pages: Page, compress: bool = False) -> Source:
    source = load_bytes(pdf(*pages, compress=compress), "план.pdf")
    assert_sound(source)
    return source


def cells(page: Page, xs: list[float], y: float, *texts_of_cells: str) -> Page:
    for x, lines in zip(xs, texts_of_cells, strict=False):
        for number, line in enumerate(lines.split("\n")):
            page.text(x + 4, y + 11 + 12 * number, line)
    return page


def test_lines_become_paragraphs_and_the_page_number_goes() -> None:
    page = Page().text(297, 30, "2")
    page.text(60, 100, LONG).text(50, 112, "они поливаются и удобряются по плану садовника, а").text(
        50, 124, "осенью убираются."
    )
    page.text(60, 136, "Вторая мысль говорит о яблонях.")
    page.text(50, 180, "Третья стоит отдельно.", bold=True)
    source = read(page)
    assert texts(source) == [
        LONG + "\nони поливаются и удобряются по плану садовника, а\nосенью убираются.",
        "Вторая мысль говорит о яблонях.",
        "Третья стоит отдельно.",
    ]
    assert [(one.page, one.bold) for one in source.paragraphs()] == [(1, False), (1, False), (1, True)]


def test_a_ruled_table_with_merged_cells() -> None:
    xs, ys = [50.0, 90.0, 250.0, 350.0], [100.0, 130.0, 160.0, 200.0]
    page = Page().text(50, 80, "Перед таблицей")
    for x in (xs[0], xs[3]):
        page.line(x, ys[0], x, ys[3])
    page.line(xs[1], ys[0], xs[1], ys[1]).line(xs[2], ys[0], xs[2], ys[1])
    page.line(xs[1], ys[2], xs[1], ys[3]).line(xs[2], ys[2], xs[2], ys[3])
    for y in ys:
        page.line(xs[0], y, xs[3], y)
    cells(page, xs, 100, "№", "Дело", "Срок")
    cells(page, xs, 130, "Раздел о садах")
    cells(page, xs, 160, "1", "Посадка яб-\nлонь", "до 1 мая")
    source = read(page)
    assert grids(source) == [[["№", "Дело", "Срок"], ["Раздел о садах"], ["1", "Посадка яб-\nлонь", "до 1 мая"]]]
    assert places(next(source.tables()))[1] == [(0, 3, False)]
    assert texts(source) == ["Перед таблицей"]


def test_a_cell_over_rows_is_merged_above_in_the_lower_one() -> None:
    xs, ys = [50.0, 150.0, 250.0], [100.0, 130.0, 160.0]
    page = Page()
    for x in xs:
        page.line(x, ys[0], x, ys[2])
    page.line(50, 100, 250, 100).line(50, 160, 250, 160).line(150, 130, 250, 130)
    cells(page, xs, 100, "Общее", "май")
    cells(page, xs, 130, "", "июнь")
    source = read(page)
    assert grids(source) == [[["Общее", "май"], ["", "июнь"]]]
    assert places(next(source.tables()))[1] == [(0, 1, True), (1, 1, False)]


def test_a_table_goes_on_over_pages() -> None:
    xs = [50.0, 90.0, 250.0, 350.0]
    first = cells(cells(Page().grid(xs, [700, 730, 760]), xs, 700, "№", "Дело", "Срок"), xs, 730, "1", "Уход за", "май")
    second = cells(
        cells(Page().text(297, 30, "2").grid(xs, [60, 90, 120]), xs, 60, "", "садом", ""), xs, 90, "2", "Полив", "июнь"
    )
    second.text(50, 200, "После таблицы")
    source = read(first, second)
    table = next(source.tables())
    assert grids(source) == [
        [["№", "Дело", "Срок"], ["1", "Уход за", "май"], ["", "садом", ""], ["2", "Полив", "июнь"]]
    ]
    assert [row.page for row in table.rows] == [1, 1, 2, 2]


def test_text_between_tables_parts_them() -> None:
    xs = [50.0, 90.0, 250.0]
    first = cells(Page().grid(xs, [700, 730, 760]), xs, 700, "1", "Сад").text(50, 790, "Примечание под таблицей.")
    second = cells(Page().grid(xs, [60, 90, 120]), xs, 60, "2", "Полив")
    assert len(grids(read(first, second))) == 2


def test_lines_that_end_early_end_a_paragraph_of_the_cell() -> None:
    xs = [50.0, 300.0, 400.0]
    page = Page().grid(xs, [100, 200, 230])
    cells(page, xs, 100, "отчёт о посадке;\nсправка садовника о том, сколько яблонь\nпосажено", "май")
    cell = next(read(page).tables()).rows[0].cells[0]
    assert [one.text for one in cell.paragraphs] == [
        "отчёт о посадке;",
        "справка садовника о том, сколько яблонь\nпосажено",
    ]


def test_rows_without_rulings_are_cut_at_their_numbers() -> None:
    xs = [50.0, 90.0, 250.0, 350.0]
    page = Page().grid(xs, [100, 130, 300])
    cells(page, xs, 100, "№", "Дело", "Срок")
    cells(page, xs, 130, "1.", "Посадка яблонь\nи груш", "май")
    cells(page, xs, 166, "2.", "Полив", "июнь")
    assert grids(read(page)) == [
        [["№", "Дело", "Срок"], ["1.", "Посадка яблонь\nи груш", "май"], ["2.", "Полив", "июнь"]]
    ]


def test_columns_that_only_stand_aligned() -> None:
    xs = [50.0, 90.0, 250.0, 350.0]
    page = Page().text(50, 60, "План садов на год вперёд")
    for y, texts_of_row in (
        (100, ("№", "Дело", "Срок", "Кто")),
        (120, ("1", "Посадка яблонь\nи груш", "май", "Садовник")),
        (150, ("2", "Полив", "июнь", "Садовник")),
        (165, ("3", "Сбор", "август", "Все")),
    ):
        cells(page, xs, y, *texts_of_row)
    source = read(page)
    assert grids(source) == [
        [
            ["№", "Дело", "Срок", "Кто"],
            ["1", "Посадка яблонь\nи груш", "май", "Садовник"],
            ["2", "Полив", "июнь", "Садовник"],
            ["3", "Сбор", "август", "Все"],
        ]
    ]
    assert texts(source) == ["План садов на год вперёд"]


def test_small_raised_figures_are_superscripts() -> None:
    page = Page().text(50, 100, "Стандарт").text(50 + text_width("Стандарт"), 96, "4", size=6)
    page.text(50 + text_width("Стандарт") + 6, 100, "сада")
    assert texts(read(page)) == ["Стандарт⁴ сада"]


def test_doubled_signs_of_false_bold_stand_once() -> None:
    assert texts(read(Page().text(50, 100, "Сад").text(50.2, 100, "Сад"))) == ["Сад"]


def test_rectangles_thin_ones_and_frames() -> None:
    page = Page()
    page.marks.append("40 742 300 60 re S")  # a frame around text is no table
    page.text(60, 70, "В рамке")
    assert grids(read(page)) == []
    thin = Page()
    for x in (50, 150, 250):
        thin.marks.append(f"{x} 642 0.5 100 re f")
    for y in (642, 692, 742):
        thin.marks.append(f"50 {y} 200 0.5 re f")
    cells(thin, [50, 150], 100, "1", "Сад")
    cells(thin, [50, 150], 150, "2", "Полив")
    assert grids(read(thin, compress=True)) == [[["1", "Сад"], ["2", "Полив"]]]


def test_scans_need_recognition() -> None:
    refused = refusal(pdf(Page().picture()))
    assert refused.code == "file_without_text"
    assert "распознавание" in refused.remedy
    mixed = read(Page().text(50, 100, "Текст"), Page().picture())
    assert mixed.remarks == (
        "Страницы без текста, одни изображения: 2. Чтобы прочитать их, нужно распознавание текста.",
    )


def test_a_narrow_heading_is_one_paragraph() -> None:
    page = Page().text(50, 300, LONG + " они поливаются и цветут")
    for number, line in enumerate(
        ("О плане садов и огородов", "по уходу на территории", "Садовой области стратегически", "важных яблонь")
    ):
        page.text(50, 100 + 12 * number, line)
    assert (
        texts(read(page))[0]
        == "О плане садов и огородов\nпо уходу на территории\nСадовой области стратегически\nважных яблонь"
    )


def test_repeated_headers_and_footers_go() -> None:
    pages = [
        Page()
        .text(50, 30, "Проект плана")
        .text(50, 100, f"Мысль о саде {number}")
        .text(50, 820, f"Лист {number} из 4, сад")
        for number in range(1, 5)
    ]
    assert texts(read(*pages)) == [f"Мысль о саде {number}" for number in range(1, 5)]
    assert texts(read(*pages[:2]))[0] == "Проект плана"


def test_a_scan_with_a_stamp_on_each_page_needs_recognition() -> None:
    pages = [Page().picture().text(50, 800, "Подписано электронной подписью") for _ in range(2)]
    assert refusal(pdf(*pages)).code == "file_without_text"


def test_an_empty_page_is_no_text() -> None:
    assert refusal(pdf(Page())).code == "file_without_text"


def test_a_password_is_asked_for_in_words() -> None:
    encryption = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
        f"/O <{'11' * 32}> /U <{'22' * 32}> >> /ID [<{'00' * 16}> <{'00' * 16}>]"
    )
    assert refusal(pdf(Page().text(50, 100, "Тайна"), trailer=encryption)).code == "file_protected"


def test_damaged_streams_are_said_and_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    data = pdf(Page().text(50, 100, "Первая строка о садах"), Page().text(50, 100, "Вторая страница"), compress=True)
    place = data.rindex(b"stream\n", 0, data.rindex(b"endstream")) + 40
    source = load_bytes(data[:place] + b"\xff\xff\xff\xff" + data[place + 4 :], "план.pdf")
    assert source.remarks == (
        "Файл местами повреждён, часть текста могла не прочитаться: сверьте прочитанное с документом.",
    )
    assert capfd.readouterr() == ("", "")
