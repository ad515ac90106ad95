"""Plain text: encodings, lines, and the tables that tabs, bars, drawings and spaces make."""

from __future__ import annotations

import pytest

from kadrost.reading.formats import load_bytes
from kadrost.reading.source import Source
from tests.reading.formats.looking import assert_sound, grids, places, texts

SENTENCE = "Министерство садоводства утверждает порядок ухода за яблонями № 5 – ежегодно."


def read(text: str) -> Source:
    source = load_bytes(text.encode(), "план.txt")
    assert_sound(source)
    return source


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_every_usual_encoding_gives_the_same_text(encoding: str) -> None:
    assert texts(load_bytes(f"{SENTENCE}\nВторая строка".encode(encoding), "a.txt")) == [SENTENCE, "Вторая строка"]


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "iso8859-5"])
def test_old_encodings_are_told_apart_by_their_letters(encoding: str) -> None:
    words = "Министерство садоводства утверждает порядок ухода за яблонями. ПРАВИТЕЛЬСТВО ОБЛАСТИ."
    source = load_bytes(words.encode(encoding), "a.txt")
    assert texts(source) == [words]
    assert source.remarks == (f"Кодировка файла определена по содержанию: {encoding}.",)


def test_stray_zero_bytes_are_dropped_with_a_remark() -> None:
    source = load_bytes(SENTENCE.encode().replace(b" ", b"\x00 ", 1), "a.txt")
    assert texts(source) == [SENTENCE]
    assert source.remarks == ("В тексте были нулевые и управляющие байты; они пропущены.",)


def test_a_utf8_text_cut_in_the_middle_of_a_letter_is_read() -> None:
    source = load_bytes((SENTENCE + "я").encode()[:-1], "a.txt")
    assert texts(source) == [SENTENCE + "\ufffd"]
    assert len(source.remarks) == 1


def test_white_space_hyphens_and_invisible_signs_are_plain() -> None:
    source = read("г.\u00a0Садовск,  ул.\u2009Яблоневая\u200b, дом\u201112\u00ad\n")
    assert texts(source) == ["г. Садовск, ул. Яблоневая, дом-12"]


def test_form_feeds_count_pages() -> None:
    source = read("Первая\fВторая\n")
    assert [(paragraph.text, paragraph.page) for paragraph in source.paragraphs()] == [("Первая", 1), ("Вторая", 2)]


def test_rows_of_tabs_are_a_table_and_text_between_rows_parts_it() -> None:
    source = read(
        "План\n\n№\tДело\tСрок\n1.\tСажать сад\tмай\n\n\t\t2021 г.\n\n⁴ Сады – здесь это яблоневые сады.\n\n"
        "\tи поливать\t\n2.\tСобирать\tавгуст\n"
    )
    assert grids(source) == [
        [["№", "Дело", "Срок"], ["1.", "Сажать сад", "май"], ["", "", "2021 г."]],
        [["", "и поливать", ""], ["2.", "Собирать", "август"]],
    ]
    assert texts(source) == ["План", "⁴ Сады – здесь это яблоневые сады."]


def test_indents_dates_and_signatures_are_no_tables() -> None:
    source = read("\tВ целях развития садов\n01.02.2021\t№ 5\n\nГубернатор\tИ.И. Садов\n")
    assert texts(source) == ["В целях развития садов", "01.02.2021 № 5", "Губернатор И.И. Садов"]
    assert grids(source) == []


def test_a_short_row_among_rows_belongs_to_them() -> None:
    source = read("1\tИмя\tСад\n2\tЦель\tЯблоки\n3\tСрок и год\n")
    assert grids(source)[0][2] == ["3", "Срок и год"]


def test_a_rule_of_dashes_is_no_row() -> None:
    assert grids(read("№\tДело\n---\t-----\n1\tСад\n2\tОгород\n")) == [[["№", "Дело"], ["1", "Сад"], ["2", "Огород"]]]


def test_markup_in_cells_becomes_paragraphs() -> None:
    source = read(
        "№\tДело\tЧто\n"
        "1\t<p>Первый</p> <p>Второй</p>\t<ul><li>сад</li><li>огород</li></ul>\n"
        "2\t**Жирно** и<br>ниже<sup>2</sup>\tСады &amp; огороды\n"
    )
    table = next(source.tables())
    assert [paragraph.text for paragraph in table.rows[1].cells[1].paragraphs] == ["Первый", "Второй"]
    assert [(one.marker, one.text) for one in table.rows[1].cells[2].paragraphs] == [("•", "сад"), ("•", "огород")]
    assert table.rows[2].cells[1].text == "Жирно и\nниже²"
    assert table.rows[2].cells[2].text == "Сады & огороды"


def test_bold_over_lines_and_footnote_asterisks() -> None:
    source = read("**План садов\nна год**\n\n** Примечание второе\nСумма ___ рублей, из них ___ тысяч\n")
    assert [(one.text, one.bold) for one in source.paragraphs()] == [
        ("План садов", True),
        ("на год", True),
        ("** Примечание второе", False),
        ("Сумма ___ рублей, из них ___ тысяч", False),
    ]


def test_a_quoted_cell_runs_over_lines_as_excel_writes_it() -> None:
    source = read('№\tДело\tСрок\n1\t"Сажать\n""белый налив"""\tмай\n2\tПолив\tиюнь\n')
    assert grids(source)[0][1] == ["1", 'Сажать\n"белый налив"', "май"]


def test_markdown_tables() -> None:
    source = read("Перед\n\n| № | Дело |\n|---|:---:|\n| 1 | **Сад** \\| огород |\n| 2 |  |\n\nПосле\n")
    assert grids(source) == [[["№", "Дело"], ["1", "Сад | огород"], ["2", ""]]]
    assert [row.header for table in source.tables() for row in table.rows] == [True, False, False]
    assert texts(source) == ["Перед", "После"]


DRAWN = """\
┌─────┬──────────────┬───────────┐
│ №   │ Дело         │ Срок      │
├─────┼──────────────┼───────────┤
│ 1   │ Посадка яб-  │ Май       │
│     │ лонь         │ 2020 г.   │
├─────┴──────────────┴───────────┤
│ Раздел 2                       │
├─────┬──────────────┬───────────┤
│ 2   │ Общее        │ Июнь      │
│     │ дело         ├───────────┤
│     │ двух лет     │ Июль      │
└─────┴──────────────┴───────────┘
"""


def test_a_drawn_table_with_cells_of_several_lines_and_merged_ones() -> None:
    source = read(f"До\n{DRAWN}После\n")
    table = next(source.tables())
    assert grids(source)[0] == [
        ["№", "Дело", "Срок"],
        ["1", "Посадка яб-\nлонь", "Май\n2020 г."],
        ["Раздел 2"],
        ["2", "Общее\nдело\nдвух лет", "Июнь"],
        ["", "", "Июль"],
    ]
    assert places(table)[2] == [(0, 3, False)]
    assert places(table)[4] == [(0, 1, True), (1, 1, True), (2, 1, False)]
    assert texts(source) == ["До", "После"]


def test_a_drawing_in_ascii_whose_rows_have_no_rules_is_cut_at_its_numbers() -> None:
    source = read(
        "+----+------------+-------+\n| №  | Дело       | Срок  |\n+====+============+=======+\n"
        "| 1. | Сад 50+    | май   |\n|    | и огород   |       |\n| 2. | Полив      | июнь  |\n+----+------------+-------+\n"
    )
    assert grids(source)[0] == [["№", "Дело", "Срок"], ["1.", "Сад 50+\nи огород", "май"], ["2.", "Полив", "июнь"]]


def test_columns_held_apart_by_spaces() -> None:
    source = read(
        "План\n\n"
        "№     Дело                 Срок          Кто\n"
        "п/п                        исполнения\n\n"
        "1     Посадка яблонь       до 1 мая      Садовник\n"
        "      и груш               2021 года     и сын\n\n"
        "2     Полив                ежегодно      Садовник\n\n"
        "          Раздел 2. Всё остальное, что бывает\n\n"
        "3     Сбор                 август        Все\n\n"
        "Исполняющий обязанности садовника          И.И. Садов\n"
    )
    assert grids(source) == [
        [
            ["№\nп/п", "Дело", "Срок\nисполнения", "Кто"],
            ["1", "Посадка яблонь\nи груш", "до 1 мая\n2021 года", "Садовник\nи сын"],
            ["2", "Полив", "ежегодно", "Садовник"],
            ["Раздел 2. Всё остальное, что бывает"],
            ["3", "Сбор", "август", "Все"],
        ]
    ]
    assert texts(source) == ["План", "Исполняющий обязанности садовника И.И. Садов"]


def test_prose_with_wide_gaps_is_no_table() -> None:
    source = read(
        "Обычный  текст с двойными  пробелами, который  идёт дальше\nи дальше,  и  снова дальше, и мы  смотрим,\n"
        "не  найдут ли здесь  таблицу, которой  нет.\nЕщё  одна  строка   такого же вида   для верности.\n"
    )
    assert grids(source) == []
    assert len(texts(source)) == 4


def test_lines_broken_at_a_margin_are_one_paragraph() -> None:
    source = read(
        "ПРАВИТЕЛЬСТВО САДОВОЙ ОБЛАСТИ\nРАСПОРЯЖЕНИЕ\n\n"
        "   В целях развития садоводства на территории области и повышения\n"
        "урожайности яблонь, а также в соответствии с указами и постанов-\n"
        "лениями о садах:\n"
        "   1. Министерству садоводства обеспечить посадку яблонь в каждом\n"
        "муниципальном образовании области.\n"
        "Срок – до 1 июля 2021 года.\n"
        "   2. Органам местного самоуправления поливать яблони и следить за\n"
        "их состоянием.\n"
        "Срок – ежегодно.\n"
    )
    assert texts(source) == [
        "ПРАВИТЕЛЬСТВО САДОВОЙ ОБЛАСТИ",
        "РАСПОРЯЖЕНИЕ",
        (
            "В целях развития садоводства на территории области и повышения\n"
            "урожайности яблонь, а также в соответствии с указами и постанов-\nлениями о садах:"
        ),
        "1. Министерству садоводства обеспечить посадку яблонь в каждом\nмуниципальном образовании области.",
        "Срок – до 1 июля 2021 года.",
        "2. Органам местного самоуправления поливать яблони и следить за\nих состоянием.",
        "Срок – ежегодно.",
    ]


OPEN = [["№", "Дело", "Срок"], ["1", "Сад", "май"], ["2", "Полив", "июнь"]]


@pytest.mark.parametrize(
    "drawn",
    [
        "№ | Дело  | Срок\n--+-------+-----\n1 | Сад   | май\n2 | Полив | июнь\n",
        "№ | Дело | Срок\n1 | Сад | май\n2 | Полив | июнь\n",
        "| № | Дело | Срок |\n| 1 | Сад | май |\n| 2 | Полив | июнь |\n",
        " № │ Дело  │ Срок\n───┼───────┼─────\n 1 │ Сад   │ май\n───┼───────┼─────\n 2 │ Полив │ июнь\n",
        "--+-------+-----\n№ | Дело  | Срок\n--+-------+-----\n1 | Сад   | май\n--+-------+-----\n2 | Полив | июнь\n--+-------+-----\n",
        (
            "╔═══╤═══════╤══════╗\n║ № │ Дело  │ Срок ║\n╟───┼───────┼──────╢\n║ 1 │ Сад   │ май  ║\n"
            "╟───┼───────┼──────╢\n║ 2 │ Полив │ июнь ║\n╚═══╧═══════╧══════╝\n"
        ),
    ],
)
def test_drawings_of_other_kinds(drawn: str) -> None:
    source = read(f"До\n\n{drawn}\nПосле\n")
    assert grids(source) == [OPEN]
    assert texts(source) == ["До", "После"]
