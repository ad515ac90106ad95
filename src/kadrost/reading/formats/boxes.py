"""Tables of plain text drawn with bars and rules: cells of several lines, merged cells."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kadrost.reading.formats import limits
from kadrost.reading.formats.drafts import DraftCell, DraftRow, DraftTable
from kadrost.reading.formats.lines import Line
from kadrost.reading.formats.markup import paragraphs_of
from kadrost.reading.formats.packages import too_complex

_VERTICAL = "│┃║|╎╏┆┇┊┋¦"
_HORIZONTAL = "─━═-=╌╍┄┅┈┉_"
_CORNERS = "┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫┍┎┑┒┕┖┙┚┝┞┟┠┡┢┥┦┧┨┩┪┭┮┯┰┱┲┵┶┷┸┹┺┽┾┿"
_DRAWING = frozenset((_VERTICAL + _CORNERS).replace("|", "").replace("¦", ""))
_CROSSED = re.compile(rf"(?=.*[+{_CORNERS}])[{re.escape(_HORIZONTAL)}]{{2,}}[{re.escape(_HORIZONTAL)}+{_CORNERS}]+")
_RULE = re.compile(rf"[{re.escape(_HORIZONTAL + _CORNERS)}+|{_VERTICAL}\s]{{3,}}")
_BORDER = re.compile(rf"[{_VERTICAL}{_CORNERS}]|(?<=[-=])\+|\+(?=[-=])")
_RULE_PIECE = re.compile(rf"[{re.escape(_HORIZONTAL)}+]{{2,}}")
_ITEM_NUMBER = re.compile(r"(?:\d{1,3}|[IVXХ]{1,5})(?:\.\d{1,3})*[.)]?")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two borders of a line."""

    start: int
    end: int
    text: str

    @property
    def is_rule(self) -> bool:
        return _RULE_PIECE.fullmatch(self.text.strip()) is not None


class BoxTables:
    """Finds drawn tables."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._tried_until = 0

    def at(self, start: int) -> tuple[DraftTable, int] | None:
        """The table that begins with its upper rule, or a first row of bars, on line `start`, or None."""
        if start < self._tried_until or not _is_drawn(self._lines[start].text):
            return None
        end = start
        crossed = _is_crossed(self._lines[start].text)
        while end < len(self._lines) and (
            _is_drawn(self._lines[end].text) or (crossed and "|" in self._lines[end].text)
        ):
            end += 1
        rows = self._lines[start:end]
        self._tried_until = end
        if not any(_is_rule(line.text) for line in rows) or all(_is_rule(line.text) for line in rows):
            return None
        drawing = _Drawing(_closed(rows))
        table = drawing.table() if len(drawing.borders) > 2 else None
        return (table, end) if table is not None else None


def _is_drawn(text: str) -> bool:
    """Whether a line belongs to a drawing: signs that only drawings have, a rule, or text between bars."""
    stripped = text.strip()
    if any(sign in _DRAWING for sign in stripped) or _is_rule(text):
        return True
    bordered = len(stripped) > 2 and stripped[0] in "|+" and stripped[-1] in "|+"
    return bordered and len(_BORDER.findall(stripped)) > 1


def _is_rule(text: str) -> bool:
    stripped = text.strip()
    if not _RULE.fullmatch(stripped) or not any(sign in _HORIZONTAL for sign in stripped):
        return False
    bordered = stripped[0] in _CORNERS + _VERTICAL + "+"
    return (bordered or _is_crossed(text)) and all(piece.is_rule for piece in _pieces(text))


def _is_crossed(text: str) -> bool:
    """A rule without its outer corners: «---+-----+---», «───┼─────┼───»."""
    return _CROSSED.fullmatch(text.strip()) is not None


def _closed(lines: Sequence[Line]) -> list[Line]:
    """The lines with outer bars where the drawing has none."""
    texts = [line.text for line in lines if not _is_rule(line.text)]
    width = max(len(line.text) for line in lines)
    indent = min(len(line.text) - len(line.text.lstrip()) for line in lines)
    left = any(text.strip() and text[indent] not in _VERTICAL + _CORNERS for text in texts)
    right = any(text.strip() and text.rstrip()[-1] not in _VERTICAL + _CORNERS for text in texts)
    if not left and not right:
        return list(lines)
    closed = []
    for line in lines:
        text = ("│" if left else "") + line.text[indent:]
        if right:
            fill = "─" if _is_rule(line.text) else " "
            text = text.rstrip().ljust(width + 1, fill) + "│"
        closed.append(Line(text, line.page))
    return closed


def _pieces(text: str) -> list[_Piece]:
    places = [found.start() for found in _BORDER.finditer(text)]
    return [
        _Piece(left, right, text[left + 1 : right]) for left, right in itertools.pairwise(places) if right - left > 1
    ]


class _Drawing:
    """Lines of one drawn table, turned into rows."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self.borders = self._borders()
        self._rows: list[DraftRow] = []
        self._texts: dict[tuple[int, int], list[str]] = {}
        self._row_page: int | None = None
        self._masters: dict[tuple[int, int], DraftCell] = {}
        self._continued: set[tuple[int, int]] = set()

    def _borders(self) -> list[int]:
        """Character columns of the bars; signs that are a place aside of a common bar are that bar."""
        counts: Counter[int] = Counter()
        for line in self._lines:
            counts.update(found.start() for found in _BORDER.finditer(line.text))
        borders: list[int] = []
        for place in sorted(counts):
            if borders and place - borders[-1] <= 1:
                borders[-1] = max(borders[-1], place, key=lambda one: counts[one])
            else:
                borders.append(place)
        return borders

    def table(self) -> DraftTable:
        """The table of the drawing."""
        for line in self._lines:
            pieces = _pieces(line.text)
            ruled = [piece for piece in pieces if piece.is_rule]
            if ruled and (len(ruled) == len(pieces) or not self._is_prose(pieces)):
                kept = [piece for piece in pieces if not piece.is_rule]
                for piece in kept:
                    self._append(piece, line)
                self._close({self._slot(piece) for piece in kept})
            else:
                for piece in pieces:
                    self._append(piece, line)
        self._close(set())
        return DraftTable(self._rows)

    def _is_prose(self, pieces: list[_Piece]) -> bool:
        """Whether dashes in a cell are text (a blank value) and no rule of a merged neighbour."""
        return all(not piece.is_rule or piece.text.startswith(" ") for piece in pieces)

    def _slot(self, piece: _Piece) -> tuple[int, int]:
        column = self._nearest(piece.start)
        return column, max(1, self._nearest(piece.end) - column)

    def _nearest(self, place: int) -> int:
        index = bisect_left(self.borders, place)
        around = [other for other in (index - 1, index) if 0 <= other < len(self.borders)]
        return min(around, key=lambda other: abs(self.borders[other] - place))

    def _append(self, piece: _Piece, line: Line) -> None:
        if self._row_page is None:
            self._row_page = line.page
        self._texts.setdefault(self._slot(piece), []).append(piece.text.rstrip())

    def _close(self, continuing: set[tuple[int, int]]) -> None:
        """End the row; cells of `continuing` go on below the rule that ends their neighbours."""
        filled = {slot: texts for slot, texts in self._texts.items() if any(text.strip() for text in texts)}
        if self._texts and (filled or self._continued):
            self._rows += self._rows_of(sorted(self._texts), continuing)
            if len(self._rows) > limits.TABLE_ROWS:
                raise too_complex(f"в таблице больше {limits.TABLE_ROWS} строк")
        self._texts = {}
        self._row_page = None
        self._continued = continuing

    def _rows_of(self, slots: list[tuple[int, int]], continuing: set[tuple[int, int]]) -> list[DraftRow]:
        cuts = [] if self._continued or continuing else self._cuts(slots)
        rows = []
        for start, end in zip([0, *cuts], [*cuts, None], strict=True):
            row = DraftRow([], self._row_page)
            for slot in slots:
                column, span = slot
                text = _joined(self._texts[slot][start:end])
                master = self._masters.get(slot) if slot in self._continued else None
                cell = DraftCell(
                    [] if master else paragraphs_of(text, self._row_page), column, span, master is not None
                )
                if master is not None and text:
                    _continue_text(master, text, self._row_page)
                self._masters[slot] = master or cell
                row.cells.append(cell)
            rows.append(row)
        return rows

    def _cuts(self, slots: list[tuple[int, int]]) -> list[int]:
        """Where rows without rules between them begin: at each number in the first column."""
        first = self._texts[slots[0]]
        if len(slots) < 2 or len({len(texts) for texts in self._texts.values()}) > 1:
            return []
        numbers = [index for index, text in enumerate(first) if text.strip()]
        if len(numbers) < 2 or numbers[0] != 0 or not all(_ITEM_NUMBER.fullmatch(first[n].strip()) for n in numbers):
            return []
        return numbers[1:]


def _joined(texts: list[str]) -> str:
    return "\n".join(text.strip() for text in texts if text.strip())


def _continue_text(master: DraftCell, text: str, page: int | None) -> None:
    if master.paragraphs:
        master.paragraphs[-1].text += "\n" + text
    else:
        master.paragraphs = paragraphs_of(text, page)
