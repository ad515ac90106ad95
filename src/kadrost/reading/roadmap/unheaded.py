"""The layout of a plan's table that has no heading at all, told from what its columns hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kadrost.reading.grammar.morphology import lemmas
from kadrost.reading.headings import Role
from kadrost.reading.joining import Joiner
from kadrost.reading.roadmap.layout import Layout, text_of, width_of
from kadrost.reading.roadmap.numbering import cell_number
from kadrost.reading.source import Table

_TERM_WORDS = {
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
    "ежегодно", "ежеквартально", "ежемесячно", "постоянно", "квартал", "полугодие", "год", "весь", "период",
}  # fmt: skip
_BODY_WORDS = {
    "министерство", "департамент", "администрация", "комитет", "управление", "губернатор", "правительство", "центр",
    "организация", "отдел", "агентство", "координатор", "служба", "учреждение", "совет", "минобрнауки", "минтруд",
    "колледж", "лагерь", "завод", "университет", "школа", "институт", "техникум", "ассоциация", "союз", "предприятие", "дирекция", "фонд",
}  # fmt: skip
_PAPER_WORDS = {
    "приказ", "отчет", "справка", "протокол", "распоряжение", "постановление", "письмо", "соглашение", "план",
    "реестр", "акт", "положение", "договор", "информация", "регламент",
}  # fmt: skip
_FEWEST_ROWS = 2
_LONGEST_TERM = 12


def infer_layout(table: Table, joiner: Joiner) -> Layout | None:
    """The layout that the contents speak for, or None where terms and executors are not both to be seen."""
    width = width_of(table.rows)
    columns = [_column(table, column, joiner) for column in range(width)]
    if width < 3 or len(table.rows) < _FEWEST_ROWS:
        return None
    roles: dict[int, Role] = {}
    if columns[0] and _share(columns[0], lambda text: cell_number(text) is not None) > 0.6:
        roles[0] = "number"
    _claim(roles, columns, "due", _TERM_WORDS, longest=_LONGEST_TERM)
    _claim(roles, columns, "executors", _BODY_WORDS, longest=60)
    if "due" not in roles.values() or "executors" not in roles.values():
        return None
    _claim(roles, columns, "evidence", _PAPER_WORDS, longest=60)
    free = [column for column in range(width) if column not in roles and columns[column]]
    if not free:
        return None
    roles[free[0]] = "title"
    if len(free) > 1:
        roles[free[1]] = "result"
    return Layout(roles=roles, headings={}, width=width, assumed=True)


def _column(table: Table, column: int, joiner: Joiner) -> list[str]:
    return [
        text for row in table.rows for cell in row.cells if cell.column == column and (text := text_of(cell, joiner))
    ]


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(test(text) for text in texts) / len(texts)


def _claim(roles: dict[int, Role], columns: Sequence[list[str]], role: Role, words: set[str], *, longest: int) -> None:
    """Give the role to the free column whose cells most often begin with such words."""

    def speaks(text: str) -> bool:
        return len(text.split()) <= longest and _begins(text, words)

    shares = {column: _share(texts, speaks) for column, texts in enumerate(columns) if texts and column not in roles}
    if shares:
        best = max(shares, key=lambda column: shares[column])
        if shares[best] > 0.6:
            roles[best] = role


def begins_term(text: str) -> bool:
    """True for words that begin like a term: «март 2023 г.», «до 1 июня», «ежегодно»."""
    return len(text.split()) <= _LONGEST_TERM and _begins(text, _TERM_WORDS)


def begins_body(text: str) -> bool:
    """True for words that begin like the name of a body: «Министерство …», «колледж …»."""
    return _begins(text, _BODY_WORDS)


def begins_paper(text: str) -> bool:
    """True for words that begin like a document: «Приказ …», «отчет …»."""
    return _begins(text, _PAPER_WORDS)


def _begins(text: str, words: set[str]) -> bool:
    return any(lemmas(word.strip("().;«»")) & words for word in text.replace(",", " ").split()[:4])
