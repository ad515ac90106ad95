"""Whatever stands in a table is found again in a field, a heading or a flag."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kadrost.reading.conservation import letters_left, words_without_field
from kadrost.reading.joining import Joiner, letters
from kadrost.reading.result import Document, Reading
from kadrost.reading.roadmap import read_roadmap
from kadrost.reading.roadmap.flow import flow_of
from tests.reading.roadmap.building import Sheet

HEADING = ["№", "Мероприятие", "Результат", "Срок", "Исполнитель", "Примечание"]
WORDS = st.text("абвгдАБВ -,.()«»12\n", max_size=20).map(str.strip)
ROWS = st.lists(
    st.one_of(
        st.lists(st.one_of(WORDS, st.lists(WORDS, max_size=2)), min_size=6, max_size=6),
        st.lists(WORDS, min_size=1, max_size=1),
        st.builds(lambda n, cells: [f"{n}.", *cells], st.integers(1, 9), st.lists(WORDS, min_size=5, max_size=5)),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(ROWS, st.lists(WORDS.filter(bool), max_size=2), ROWS)
def test_no_letter_of_a_plan_is_lost(first: list[list[str]], between: list[str], second: list[list[str]]) -> None:
    sheet = Sheet().table(HEADING, *first)
    for words in between:
        sheet.paragraph(words)
    source = sheet.table(*second).source()
    reading = read_roadmap(source)
    if reading is not None:
        furniture = flow_of(source, Joiner(source)).furniture
        printed = "".join(letters(source.text[span.start : span.end]) for span in furniture)
        assert printed.replace(letters("".join(HEADING)), "").strip("0123456789") == ""
        assert letters_left(reading, furniture) == ""


def test_words_that_no_field_takes_become_a_flag_with_their_place() -> None:
    source = Sheet().table(["альфа", "бета"]).source()
    reading = Reading(source=source, document=Document(kind="roadmap"))
    flags = words_without_field(reading, [], Joiner(source))
    assert [(flag.code, flag.text) for flag in flags] == [
        ("words_without_field", "альфа"),
        ("words_without_field", "бета"),
    ]
    assert [source.text[flag.spans[0].start : flag.spans[0].end] for flag in flags] == ["альфа", "бета"]


def test_letters_are_compared_without_marks_and_case() -> None:
    assert letters("Стандарта¹ – «Пр-580»") == "стандартапр580"
