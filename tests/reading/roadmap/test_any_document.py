"""Whatever words a document has, it is read or refused, and the reading has its JSON form."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from kadrost.reading.api import NothingToReadError, read_document
from kadrost.reading.json_form import to_json
from tests.reading.roadmap.building import MERGED, Sheet

PIECES = [
    "1.", "1.1", "2)", "I.", "Раздел 2.", "№", "Мероприятие", "Срок", "Срок:", "Исполнитель", "Исполнитель:", "Результат",
    "Документ", "Приказ", "Открыть школу", "школу и", "мастеров-", "ская", "март 2023 года", "ежегодно", "Колледж", "–",
    "(по согласованию)", "(далее –", "«", ")", "* примечание", "¹ Сноска – это слова", "Примечание:", "___", "Паспорт",
    "Цель проекта", "Этап", "1", "2", "3", "не менее 5 школ", "\n", "",
]  # fmt: skip
WORDS = st.lists(st.sampled_from(PIECES), max_size=4).map(" ".join).map(str.strip)
CELL = st.one_of(WORDS, st.just(MERGED), st.lists(WORDS, min_size=1, max_size=2))
TABLE = st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=6)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(WORDS.filter(bool), TABLE), min_size=1, max_size=6))
def test_any_document_is_read_or_refused(blocks: list[str | list[list[str | list[str]]]]) -> None:
    sheet = Sheet()
    for block in blocks:
        if isinstance(block, str):
            sheet.paragraph(block)
        else:
            sheet.table(*block)
    try:
        reading = read_document(sheet.source())
    except NothingToReadError:
        return
    data = json.loads(json.dumps(to_json(reading)))
    assert len(data["items"]) == len(reading.items) > 0
    assert all(item["number"] for item in data["items"])
