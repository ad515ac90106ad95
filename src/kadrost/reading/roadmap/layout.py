"""The layout of a plan's table: which rows are its heading and which field each column holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kadrost.reading.headings import Role, looks_like_header, role_of, roles_of
from kadrost.reading.joining import Joiner, letters
from kadrost.reading.roadmap.numbering import cell_number, heading_number
from kadrost.reading.source import Cell, Row, Span

_HEADING_SEARCH_ROWS = 15
_LONGEST_SUBHEADING = 5
_TERMS: frozenset[Role] = frozenset({"due", "due_start", "due_end"})
_BODIES: frozenset[Role] = frozenset({"executors", "co_executors"})
_SUBHEADINGS: frozenset[Role] = _TERMS | _BODIES | {"note", "result", "indicator"}


@dataclass(frozen=True, slots=True)
class Layout:
    """Roles of the columns by grid column; `headings` are the heading's words, `signatures` its rows' letters."""

    roles: dict[int, Role]
    headings: dict[int, str]
    width: int
    signatures: frozenset[str] = frozenset()
    assumed: bool = False
    combined: int | None = None
    """The column that holds bodies and terms together; its terms get a column of their own, `width`."""

    @property
    def is_plan(self) -> bool:
        """True where the table holds measures: what is done, and when, by whom or with what outcome."""
        roles = list(self.roles.values())
        if "title" not in roles:
            return False
        if any(role in _TERMS or role in _BODIES for role in roles):
            return True
        return any(role in {"result", "evidence"} for role in roles) and not {"funding", "indicator"} & set(roles)

    def columns(self, *roles: Role) -> list[int]:
        """The columns of these roles, from left to right."""
        return [column for column in sorted(self.roles) if self.roles[column] in roles]

    def column(self, role: Role) -> int | None:
        """The first column of a role."""
        return next(iter(self.columns(role)), None)


@dataclass(frozen=True, slots=True)
class Heading:
    """A recognised heading: its layout, its rows `[start, end)` and a row of column numbers after it, if any."""

    layout: Layout
    start: int
    end: int
    odd_words: tuple[Span, ...] = field(default=())


def text_of(cell: Cell, joiner: Joiner) -> str:
    """The words of one cell."""
    return joiner.text(cell.spans)


def width_of(rows: Sequence[Row]) -> int:
    """The number of grid columns that rows use."""
    return max((cell.column + cell.column_span for row in rows for cell in row.cells), default=0)


def find_heading(rows: Sequence[Row], joiner: Joiner, *, within: int = _HEADING_SEARCH_ROWS) -> Heading | None:
    """The first heading among the first rows, with its rows of sub-headings and of column numbers."""
    for start in range(min(within, len(rows))):
        heading = heading_at(rows, start, joiner)
        if heading is not None:
            return heading
    return None


def heading_at(rows: Sequence[Row], start: int, joiner: Joiner) -> Heading | None:
    """The heading that begins at row `start`, or None."""
    row = rows[start]
    texts = [text_of(cell, joiner) for cell in row.cells]
    if (
        sum(map(bool, texts)) < 2
        or texts[0].isdigit()
        or any(map(_is_item_number, texts))
        or not looks_like_header(texts, first=start == 0)
    ):
        return None
    end = start + 1
    while end < len(rows) and _is_subheading(rows[end], joiner, rows[start:end]):
        end += 1
    layout = _layout(rows[start:end], width_of(rows), rows[end : end + 30], joiner)
    odd: tuple[Span, ...] = ()
    if end < len(rows) and is_column_numbers(rows[end], joiner, after_heading=True):
        odd = tuple(
            span for cell in rows[end].cells for span in cell.spans if not text_of(cell, joiner).strip(".").isdigit()
        )
        end += 1
    return Heading(layout, start, end, odd)


def _is_item_number(text: str) -> bool:
    """True for «1.2», «IV» and «1.2. Провести …», not for the year over a column."""
    if text.isdigit() and len(text) == 4:
        return False
    return cell_number(text) is not None or heading_number(text) is not None


def is_column_numbers(row: Row, joiner: Joiner, *, after_heading: bool = False) -> bool:
    """True for «1 | 2 | 3 | 4 | 5»; right after a heading one cell in four may be spoilt («1 | 2019 г. | 3 | 4 | 5»)."""
    texts = [text_of(cell, joiner).rstrip(".") for cell in row.cells]
    filled = [(index, text) for index, text in enumerate(texts, start=1) if text]
    if len(filled) < 3:
        return False
    right = sum(text == str(index) for index, text in enumerate((text for _, text in filled), start=1))
    if right == len(filled):
        return True
    return after_heading and len(filled) >= 4 and right >= len(filled) - max(1, len(filled) // 4)


def is_repeated(row: Row, layout: Layout, joiner: Joiner) -> bool:
    """True where a row prints a heading's row again, with whatever hyphenation."""
    return signature(row, joiner) in layout.signatures


def signature(row: Row, joiner: Joiner) -> str:
    """The letters of a row, cell by cell."""
    return "|".join(filter(None, (letters(text_of(cell, joiner)) for cell in row.cells)))


def _is_subheading(row: Row, joiner: Joiner, above: Sequence[Row]) -> bool:
    """True for the second row of a heading: «начало | окончание» under «Срок», with nothing under «Мероприятие»."""
    filled = [(cell.column, text) for cell in row.cells if (text := text_of(cell, joiner))]
    if not filled or is_column_numbers(row, joiner) or any(cell_number(text) for _, text in filled[:1]):
        return False
    if row.header and above[-1].header:
        return True
    if any(len(text.split()) > _LONGEST_SUBHEADING for _, text in filled):
        return False
    roles = [role_of(text) for _, text in filled]
    if len(filled) >= width_of([*above, row]) or sum(role in _SUBHEADINGS for role in roles) * 2 < len(roles):
        return False
    own = {cell.column for cell in above[0].cells if role_of(text_of(cell, joiner)) in {"number", "title"}}
    return all(column not in own for column, _ in filled)


def _layout(heading: Sequence[Row], width: int, body: Sequence[Row], joiner: Joiner) -> Layout:
    words = {column: _path(heading, column, joiner) for column in range(width)}
    scored = [
        (score, column, role) for column, path in words.items() if path for role, score in _roles_of_path(path, joiner)
    ]
    roles: dict[int, Role] = {}
    single: set[Role] = set()
    for _score, column, role in sorted(scored, key=lambda entry: (-entry[0], entry[1])):
        if column in roles or role in single:
            continue
        roles[column] = role
        if role in {"number", "title", "due", "due_start", "due_end", "stage"}:
            single.add(role)
    if "title" not in roles.values():
        # «Этап / мероприятие» is what is done where no other column is.
        second = [entry for entry in scored if entry[2] == "title" and roles.get(entry[1]) == "stage"]
        if second:
            roles[max(second)[1]] = "title"
    _mend_terms(roles)
    _find_number_column(roles, width, body, joiner)
    _find_title_column(roles, width, body, joiner)
    if "result" not in roles.values() and {*_TERMS, *_BODIES} & set(roles.values()):
        _take_indicator(roles, words)
    combined = _combined_column(roles, words, joiner)
    if combined is not None:
        roles |= {combined: "executors", width: "due"}
    return Layout(
        combined=combined,
        roles=roles,
        headings={column: joiner.join_texts(path).text for column, path in words.items()},
        width=width,
        signatures=frozenset(signature(row, joiner) for row in heading),
    )


def _combined_column(roles: dict[int, Role], words: dict[int, tuple[str, ...]], joiner: Joiner) -> int | None:
    """The column «Исполнитель, срок», where no other holds the terms."""
    held = [column for column in sorted(roles) if roles[column] in _TERMS | _BODIES]
    if len(held) != 1:
        return None
    for column in held:
        named = {role for role, _ in _roles_of_path(words[column], joiner)}
        if "executors" in named and "due" in named:
            return column
    return None


def _take_indicator(roles: dict[int, Role], words: dict[int, tuple[str, ...]]) -> None:
    """Where nothing else says what a measure yields, its indicator does."""
    for column in sorted(roles):
        if roles[column] == "indicator" and any("казател" in path or "ндикатор" in path for path in words[column]):
            roles[column] = "result"
            return


def _path(heading: Sequence[Row], column: int, joiner: Joiner) -> tuple[str, ...]:
    """The headings over a column, from the general to the particular."""
    path = [
        text_of(cell, joiner)
        for row in heading
        for cell in row.cells
        if cell.column <= column < cell.column + cell.column_span
    ]
    return tuple(filter(None, path))


def _roles_of_path(path: Sequence[str], joiner: Joiner) -> tuple[tuple[Role, float], ...]:
    own = roles_of(path[-1])
    if len(path) == 1:
        return own
    whole = roles_of(joiner.join_texts(path).text)
    if own and own[0][0] in _SUBHEADINGS:
        return own
    return whole or own or roles_of(path[0])


def _mend_terms(roles: dict[int, Role]) -> None:
    """A beginning or an end that stands alone is the whole term."""
    starts = [column for column, role in roles.items() if role == "due_start"]
    ends = [column for column, role in roles.items() if role == "due_end"]
    if len(starts) + len(ends) == 1 and "due" not in roles.values():
        roles[(starts or ends)[0]] = "due"
    if len(starts) + len(ends) == 1 and "due" in roles.values():
        whole = next(column for column, role in roles.items() if role == "due")
        other = (starts or ends)[0]
        if whole != other:
            roles[whole], roles[other] = ("due_start", "due_end") if ends else ("due_end", "due_start")


def _find_number_column(roles: dict[int, Role], width: int, body: Sequence[Row], joiner: Joiner) -> None:
    if "number" in roles.values():
        return
    for column in range(min(2, width)):
        if column in roles:
            continue
        texts = [text for row in body if (text := _text_at(row, column, joiner))]
        if texts and sum(bool(cell_number(text)) for text in texts) * 2 > len(texts):
            roles[column] = "number"
            return


def _find_title_column(roles: dict[int, Role], width: int, body: Sequence[Row], joiner: Joiner) -> None:
    """Where a term and a body have headings that are understood, the longest other column is what is done.

    «Направление деятельности» is what is done where no other column could be.
    """
    if "title" in roles.values() or not ({*_TERMS} & set(roles.values()) and {*_BODIES} & set(roles.values())):
        return
    free = [column for column in range(width) if column not in roles] or [
        column for column in range(width) if roles[column] == "stage"
    ]
    if free and body:
        lengths = {column: sum(len(_text_at(row, column, joiner)) for row in body) for column in free}
        longest = max(free, key=lambda column: lengths[column])
        if lengths[longest]:
            roles[longest] = "title"


def _text_at(row: Row, column: int, joiner: Joiner) -> str:
    return next((text_of(cell, joiner) for cell in row.cells if cell.column == column), "")
