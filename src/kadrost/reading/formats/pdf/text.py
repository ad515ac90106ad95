"""Characters into lines, and lines into paragraphs, by where they stand."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from kadrost.reading.formats.columns import Segment
from kadrost.reading.formats.drafts import DraftParagraph
from kadrost.reading.formats.pdf.extraction import Char
from kadrost.reading.formats.superscripts import raised

_OVERLAP = 0.5
_SMALL = 0.88
_SPACE = 0.18
_LEADING = 1.45
_SAME_SENTENCE = 1.9
_SEGMENT_GAP = 0.45
_SPACES = 1.6
_INDENT = 9.0
_CENTRE = 6.0
_WORD_GAP = 0.3
_SAME_EDGE = 2.0
_BLOCK_LINES = 3
_BLOCK_SHARE = 0.25
_SENTENCE_ENDS = frozenset(".;:!?")


@dataclass(slots=True)
class TextLine:
    """A printed line; `first_word` is the width of its first word."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    bold: bool
    first_word: float
    chars: list[Char]

    @property
    def height(self) -> float:
        """From its top to its bottom."""
        return self.bottom - self.top

    @property
    def segments(self) -> list[Segment]:
        """Its parts that a gap wider than any between words divides."""
        parts: list[list[Char]] = []
        end = 0.0
        space = min((char.x1 - char.x0 for char in self.chars if char.text.isspace()), default=0.0)
        gap = max(_SEGMENT_GAP * self.height, _SPACES * space)
        for char in self.chars:
            printed = not char.text.isspace()
            if printed and (not parts or char.x0 - end > gap):
                parts.append([char])
            elif parts:
                parts[-1].append(char)
            end = char.x1 if printed else end
        return [
            Segment(part[0].x0, max(char.x1 for char in part), _text_of(part, self.height, self.bottom))
            for part in parts
        ]


def lines_of(chars: Iterable[Char]) -> list[TextLine]:
    """The lines that `chars` form, from top to bottom; turned text follows, a line for each of its columns."""
    upright: list[Char] = []
    turned: list[Char] = []
    for char in chars:
        (upright if char.upright else turned).append(char)
    lines = [line for row in _rows(upright) if (line := line_of(row)) is not None]
    return [*lines, *_turned_lines(turned)] if turned else lines


def _rows(chars: list[Char]) -> list[list[Char]]:
    """Characters of one height together, from top to bottom."""
    rows: list[list[Char]] = []
    top = bottom = 0.0
    for char in sorted(chars, key=lambda char: (char.top + char.bottom) / 2 + 0.1 * char.size):
        overlap = min(bottom, char.bottom) - max(top, char.top)
        if rows and overlap >= _OVERLAP * min(bottom - top, char.bottom - char.top):
            rows[-1].append(char)
            if char.size > bottom - top:
                top, bottom = char.top, char.bottom
        else:
            rows.append([char])
            top, bottom = char.top, char.bottom
    return rows


def line_of(row: list[Char]) -> TextLine | None:
    """The line that characters of one height form, None where nothing is printed."""
    row.sort(key=lambda char: char.x0)
    printed = [char for char in row if not char.text.isspace()]
    if not printed:
        return None
    size = max(char.size for char in printed)
    base = max(char.bottom for char in printed if char.size >= _SMALL * size)
    return TextLine(
        _text_of(row, size, base),
        printed[0].x0,
        max(char.x1 for char in printed),
        min(char.top for char in printed if char.size >= _SMALL * size),
        base,
        all(char.bold for char in printed),
        _first_word(row),
        row,
    )


def _text_of(chars: list[Char], size: float, base: float) -> str:
    """The characters from left to right, spaces where they stand apart, small raised ones as superscripts."""
    pieces: list[str] = []
    up = ""
    before: Char | None = None
    for char in chars:
        if before is not None and char.x0 - before.x1 > max(_SPACE * size, 0.8):
            pieces.append(raised(up) + " ")
            up = ""
        if char.size < _SMALL * size and base - char.bottom > 0.12 * size and not char.text.isspace():
            up += char.text
        else:
            pieces += (raised(up), char.text)
            up = ""
        before = char
    pieces.append(raised(up))
    return "".join(pieces).strip()


def _first_word(row: list[Char]) -> float:
    start = next((index for index, char in enumerate(row) if not char.text.isspace()), 0)
    end = row[start].x1
    for char in row[start + 1 :]:
        if char.text.isspace() or char.x0 - end > _WORD_GAP * char.size:
            break
        end = char.x1
    return end - row[start].x0


def _turned_lines(chars: list[Char]) -> list[TextLine]:
    """Text turned by a quarter, as narrow columns bear it: read upwards."""
    columns: dict[int, list[Char]] = {}
    for char in chars:
        columns.setdefault(round((char.x0 + char.x1) / 2 / 4), []).append(char)
    lines = []
    for _, column in sorted(columns.items()):
        column.sort(key=lambda char: -char.bottom)
        text, before = "", None
        for char in column:
            gap = before.top - char.bottom if before is not None else 0.0
            text += (" " if gap > 1.5 else "") + char.text
            before = char
        box = (
            min(c.x0 for c in column),
            max(c.x1 for c in column),
            min(c.top for c in column),
            max(c.bottom for c in column),
        )
        lines.append(TextLine(text.strip(), *box, all(char.bold for char in column), box[1] - box[0], column))
    return [line for line in lines if line.text]


def paragraphs_of(
    lines: Sequence[TextLine], page: int, left: float, right: float, *, in_cell: bool = False
) -> list[DraftParagraph]:
    """`lines` grouped into paragraphs between the margins `left` and `right`; a line's end is a newline in the text."""
    groups: list[list[TextLine]] = []
    pitch = _pitch(lines)
    rights = [right] * len(lines) if in_cell else _rights(lines, left, right, pitch)
    for line, local_right in zip(lines, rights, strict=True):
        goes_on = groups and _goes_on_in_block(groups[-1][-1], line)
        margin = local_right if goes_on else right
        if groups and not _begins_paragraph(groups[-1], line, left, margin, pitch, in_cell=in_cell):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [
        DraftParagraph(
            "\n".join(line.text for line in group),
            page=page,
            bold=all(line.bold for line in group),
            centred=all(_is_centred(line, left, right) for line in group),
        )
        for group in groups
    ]


def _rights(lines: Sequence[TextLine], left: float, right: float, pitch: float) -> list[float]:
    """The right margin of each line: a narrow block of lines (the heading of an act) has its own."""
    rights = [right] * len(lines)
    start = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and _in_one_block(lines[index - 1], lines[index], pitch):
            continue
        edge = max(line.x1 for line in lines[start:index])
        if index - start >= _BLOCK_LINES and edge - lines[start].x0 >= _BLOCK_SHARE * (right - left):
            rights[start:index] = [edge] * (index - start)
        start = index
    return rights


def _in_one_block(above: TextLine, below: TextLine, pitch: float) -> bool:
    step = below.top - above.top
    return abs(below.x0 - above.x0) <= _SAME_EDGE and 0 < step <= max(1.25 * pitch, _LEADING * above.height)


def _goes_on_in_block(before: TextLine, line: TextLine) -> bool:
    return before.text[-1:] not in _SENTENCE_ENDS | {","} and line.text[:1].isalpha()


def _pitch(lines: Sequence[TextLine]) -> float:
    """The usual distance from line to line."""
    steps = [below.top - above.top for above, below in itertools.pairwise(lines)]
    near = [step for above, step in zip(lines, steps, strict=False) if 0 < step < 2.2 * above.height]
    return median(near) if near else 0.0


def _begins_paragraph(
    group: list[TextLine], line: TextLine, left: float, right: float, pitch: float, *, in_cell: bool
) -> bool:
    before = group[-1]
    if before.text.endswith(("-", "\u00ad")) and line.text[:1].islower():
        return False
    step = line.top - before.top
    goes_on = line.text[:1].islower() and before.text[-1:] not in _SENTENCE_ENDS
    if goes_on and -before.height <= step < _SAME_SENTENCE * before.height:
        return False
    if step > max(1.25 * pitch, _LEADING * before.height) or step < -before.height:
        return True
    if abs(line.height - before.height) > 0.2 * before.height:
        return True
    centred = _is_centred(line, left, right) and _is_centred(before, left, right)
    if not centred and not in_cell and line.x0 - before.x0 > _INDENT and line.x0 - left < (right - left) / 3:
        return True
    return _would_have_fitted(before, line, left, right, centred=centred)


def _would_have_fitted(before: TextLine, line: TextLine, left: float, right: float, *, centred: bool) -> bool:
    """Whether the next word had room on the line before: then the line was ended on purpose."""
    room = right - before.x1
    if centred:
        room += before.x0 - left
    return room > line.first_word + 0.3 * before.height + 2.0


def _is_centred(line: TextLine, left: float, right: float) -> bool:
    before, after = line.x0 - left, right - line.x1
    return before > _CENTRE and after > _CENTRE and abs(before - after) < max(_CENTRE, 0.04 * (right - left))
