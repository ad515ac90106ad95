"""Whatever lines a protocol is made of: it is read without an error, every number once, every place within the text."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from kadrost.reading.formats.txt import source_of_text
from kadrost.reading.protocol import read_protocol

LINES = st.sampled_from(
    [
        "ПРОТОКОЛ № 1",
        "заседания совета",
        "По первому вопросу",
        "СЛУШАЛИ: Кленова К.К., министра, о ходе работ",
        "РЕШИЛИ:",
        "РЕШИЛИ: принять к сведению",
        "1. Министерству труда:",
        "1. О плане",
        "II. Колледжам",
        "1.1. представить отчёт;",
        "2.1. ЦОПП провести отбор (срок – 1 мая 2024 г., отв. Дубов Д.Д.)",
        "а) собрать заявки;",
        "- обсудить план;",
        "2) подготовить проект",
        "Срок – 1 июня 2024 г.",
        "Ответственный: ЦОПП; срок: до 1 мая 2024 г.",
        "(Срок — постоянно)",
        "продолжение без номера",
        "Голосовали: единогласно",
        "Председатель",
        "ПОВЕСТКА ДНЯ:",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=14))
def test_any_lines(lines: list[str]) -> None:
    source = source_of_text("\n".join(lines))
    reading = read_protocol(source)
    for item in reading.items:
        for spans in item.place.cells.values():
            assert all(0 <= span.start < span.end <= len(source.text) for span in spans)
    doubled = [key for key, count in Counter(item.number for item in reading.items).items() if count > 1]
    flagged = {flag.item for flag in reading.flags if flag.code == "number_doubled"}
    assert set(doubled) <= flagged
