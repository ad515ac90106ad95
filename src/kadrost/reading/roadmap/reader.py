"""The rows of a plan become sections, sub-headings and measures; broken and merged cells are joined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kadrost.reading.joining import Joiner
from kadrost.reading.result import Choice, Flag
from kadrost.reading.roadmap.between import FOOTNOTE, NOTE, ParagraphReader, cut_spans, heading_of
from kadrost.reading.roadmap.drafts import CellDraft, HeadingDraft, ItemDraft, PlanDraft
from kadrost.reading.roadmap.flow import Flow, Line, ParagraphLine, RowLine, TableStart
from kadrost.reading.roadmap.layout import Layout
from kadrost.reading.roadmap.numbering import cell_number, heading_number, is_child, is_roman
from kadrost.reading.roadmap.sentences import goes_on, is_broken, is_closed, starts_small
from kadrost.reading.source import Cell, Span

RowKind = Literal["item", "section", "heading", "continuation"]
_STAGE_WORDS = 12


def read_rows(flow: Flow, joiner: Joiner) -> PlanDraft:
    """The plan's sections and measures, with flags where a row could be read in two ways."""
    return _RowReader(flow, joiner).read()


class _RowReader:
    def __init__(self, flow: Flow, joiner: Joiner) -> None:
        self._flow = flow
        self._lines: Sequence[Line] = flow.lines
        self._joiner = joiner
        self.plan = PlanDraft()
        self._section: HeadingDraft | None = None
        self._stage: HeadingDraft | None = None
        self._open: ItemDraft | HeadingDraft | None = None
        self._between = ParagraphReader(self.plan, joiner)

    def read(self) -> PlanDraft:
        for position, line in enumerate(self._lines):
            if isinstance(line, ParagraphLine):
                self._between.add(line.paragraph)
            elif isinstance(line, TableStart):
                self._adopt(self._between.headings_before_table(self._open))
                self._stage = None
                if line.passport:
                    self._open = None
            else:
                if self._between.waits:
                    self._adopt(self._between.settle(self._open, self._next_number(position - 1)))
                self._row(line, position)
        self._between.finish(self._open)
        return self.plan

    def _adopt(self, headings: Sequence[HeadingDraft]) -> None:
        for heading in headings:
            self._begin(heading)

    def _begin(self, heading: HeadingDraft) -> None:
        self.plan.headings.append(heading)
        if heading.level == "section":
            self._section, self._stage = heading, None
        else:
            self._stage = heading
        self._open = heading

    def _row(self, line: RowLine, position: int) -> None:
        cells = {cell.column: cell for cell in line.row.cells}
        number = self._number(line, cells)
        if number is None and self._is_note(line, cells):
            self.plan.notes += [span for cell in cells.values() for span in cell.spans]
            return
        if number is None and self._is_total(line, cells):
            self._flag_total(cells)
            return
        filled = {column: self._joiner.text(cell.spans) for column, cell in cells.items() if cell.spans}
        if number is not None:
            if self._is_section(line, cells, number[0], position):
                self._section_row(line, cells, number[0])
            else:
                self._item(line, cells, number)
            return
        kind = self._kind(line, cells, filled, position)
        if kind == "heading":
            self._heading_row(line, cells, filled)
        elif kind == "item":
            self._item(line, cells, None)
        else:
            self._continue(line, cells)

    def _is_note(self, line: RowLine, cells: dict[int, Cell]) -> bool:
        """True for «* По согласованию», «Примечание: …» in a row that spans the table."""
        filled = [cell for cell in cells.values() if cell.spans]
        if len(filled) != 1 or filled[0].column_span < max(2, line.layout.width - 1):
            return False
        text = self._source_text(filled[0])
        return FOOTNOTE.match(text) is not None or NOTE.match(text) is not None

    def _is_total(self, line: RowLine, cells: dict[int, Cell]) -> bool:
        """True for «Итого», «Всего по разделу 1» with figures alone: sums of money, no measure."""
        words = [cell for cell in cells.values() if any(sign.isalpha() for sign in cell.text)]
        if len(words) != 1 or len(cells) < 2:
            return False
        text = self._source_text(words[0])
        return text.lower().startswith(("итого", "всего")) and len(text.split()) <= _STAGE_WORDS

    def _flag_total(self, cells: dict[int, Cell]) -> None:
        spans = tuple(span for cell in cells.values() for span in cell.spans)
        why = "Строка итогов не относится ни к одному мероприятию."
        self.plan.flags.append(Flag(None, "table", "row_of_totals", why, self._joiner.text(spans), spans))

    # Numbered rows

    def _number(self, line: RowLine, cells: dict[int, Cell]) -> tuple[str, str] | None:
        column = line.layout.column("number")
        if column is None or column not in cells:
            return None
        return cell_number(self._source_text(cells[column]))

    def _source_text(self, cell: Cell) -> str:
        return cell.text.replace("\n", " ").strip()

    def _is_section(self, line: RowLine, cells: dict[int, Cell], number: str, position: int) -> bool:
        """A numbered row with words but no term, body or document, whose own numbers or a new count follow."""
        layout = line.layout
        asked = layout.columns("due", "due_start", "due_end", "executors", "co_executors", "evidence")
        if any(column in cells and (cells[column].spans or cells[column].merged_above) for column in asked):
            return False
        following = self._next_number(position)
        if following is None:
            return False
        if is_child(following, number):
            return True
        return is_roman(number) and not is_roman(following)

    def _next_number(self, position: int) -> str | None:
        for line in self._lines[position + 1 :]:
            if isinstance(line, TableStart) and position >= 0:
                return None
            if isinstance(line, RowLine):
                number = self._number(line, {cell.column: cell for cell in line.row.cells})
                if number is not None:
                    return number[0]
        return None

    def _section_row(self, line: RowLine, cells: dict[int, Cell], number: str) -> None:
        column = line.layout.column("number")
        drafts = {key: CellDraft(list(cell.spans)) for key, cell in cells.items() if key != column}
        spans = cells[column].spans if column is not None else ()
        self._begin(HeadingDraft(number, drafts, line.layout, "section", spans))

    def _item(self, line: RowLine, cells: dict[int, Cell], number: tuple[str, str] | None) -> None:
        layout, above = line.layout, self._last_item()
        number_column = layout.column("number")
        tails = self._give_back_tails(cells) if line.after_break and above is not None and number is not None else {}
        drafts: dict[int, CellDraft] = {}
        # A cell over «начало» and «окончание» is the whole term: what it covers is not empty and inherits nothing.
        covered = {
            c for cell in cells.values() if cell.spans for c in range(cell.column + 1, cell.column + cell.column_span)
        }
        for column in range(layout.width):
            cell = cells.get(column)
            if (
                column in covered
                or column == number_column
                or (column not in layout.roles and (cell is None or not cell.spans))
            ):
                continue
            if cell is not None and cell.merged_above and above is not None and column in above.cells:
                drafts[column] = above.cells[column]
            else:
                drafts[column] = CellDraft(_left(cell, tails) if cell is not None else [])
        number_spans = cells[number_column].spans if number_column is not None and number_column in cells else ()
        if number_column is None:
            number, number_spans = self._number_in_title(layout, cells, drafts)
        item = ItemDraft(
            number=number[0] if number else "",
            layout=layout,
            cells=drafts,
            table=line.table,
            row=line.row.number,
            page=line.row.page,
            heading=self._section,
            stage=self._stage,
            number_spans=number_spans,
            marks=frozenset(number[1]) if number and number[1] else frozenset(),
        )
        if above is not None:
            self._carry_stage(item, above)
        if above is not None and self._open is above:
            self._inherit(item, above)
        self.plan.items.append(item)
        self._open = item

    def _number_in_title(
        self, layout: Layout, cells: dict[int, Cell], drafts: dict[int, CellDraft]
    ) -> tuple[tuple[str, str] | None, tuple[Span, ...]]:
        """The number that stands before the words in one cell («1.1. Провести …»); it is cut off the words."""
        column = layout.column("title")
        if column is None or column not in cells or not cells[column].paragraphs:
            return None, ()
        first = cells[column].paragraphs[0]
        if first.marker and (marked := cell_number(first.marker)):
            return marked, ()
        number = heading_number(first.text.replace("\n", " "))
        if number is None or number.label or not drafts[column].spans or drafts[column].spans[0] != first.span:
            return None, ()
        before, after = cut_spans([first], number.title_start)
        drafts[column].spans[:1] = after
        return (number.number, ""), before

    def _last_item(self) -> ItemDraft | None:
        return self.plan.items[-1] if self.plan.items else None

    def _inherit(self, item: ItemDraft, above: ItemDraft) -> None:
        """A measure that has words but no term or no body of its own takes those of the row above: merged cells."""
        if above.layout is not item.layout or not item.column_spans("title"):
            return
        # One of several columns of bodies may well be empty; a measure without any body is not.
        bodies = () if item.column_spans("executors", "co_executors") else item.layout.columns("executors")
        asked = [*item.layout.columns("due", "due_start", "due_end"), *bodies]
        empty = [column for column in asked if column in item.cells and not item.cells[column].spans]
        if not any(above.cells[column].spans for column in empty if column in above.cells):
            return
        if not item.column_spans("due", "due_start", "due_end") and not item.column_spans("executors"):
            empty += [
                c
                for c in item.layout.columns("co_executors", "evidence")
                if c in item.cells and not item.cells[c].spans
            ]
        taken = [column for column in empty if column in above.cells and above.cells[column].spans]
        for column in taken:
            item.cells[column] = above.cells[column]
        item.inherited = tuple(taken)

    def _carry_stage(self, item: ItemDraft, above: ItemDraft) -> None:
        """A stage's column is filled once for all measures of the stage."""
        for column in item.layout.columns("stage"):
            if above.layout is item.layout and above.heading is item.heading and not item.cells[column].spans:
                item.cells[column] = above.cells[column]

    def _give_back_tails(self, cells: dict[int, Cell]) -> dict[int, int]:
        """Words at the top of a page that finish the measure above but stand in the cells of the next one.

        Returns how many paragraphs of each column were given back.
        """
        last, given = self._open, dict[int, int]()
        if last is None:
            return given
        for column, cell in cells.items():
            if len(cell.paragraphs) < 2 or column not in last.cells:
                continue
            before = self._raw(last.cells[column].spans)
            first, second = cell.paragraphs[0], cell.paragraphs[1]
            if before and starts_small(first.text) and not starts_small(second.text) and not is_closed(before):
                self._flag_tail(last, column, first.span, certain=goes_on(before))
                last.cells[column].spans.append(first.span)
                given[column] = 1
        return given

    def _flag_tail(self, last: ItemDraft | HeadingDraft, column: int, span: Span, *, certain: bool) -> None:
        if certain or last.layout is None:
            return
        words = self._joiner.text([span])
        self.plan.flags.append(
            Flag(
                item=last.number,
                field=str(last.layout.roles.get(column, "")),
                code="tail_in_next_row",
                why="Окончание текста напечатано в строке следующего мероприятия; отнесено к предыдущему.",
                text=words,
                spans=(span,),
                choices=(
                    Choice(f"К мероприятию {last.number}", self._joiner.text([*last.cells[column].spans, span])),
                    Choice("К следующему мероприятию", words),
                ),
            )
        )

    def _raw(self, spans: Sequence[Span]) -> str:
        return self._joiner.raw(spans)

    # Rows without a number

    def _kind(self, line: RowLine, cells: dict[int, Cell], filled: dict[int, str], position: int) -> RowKind:
        if len(filled) == 1:
            return self._single(line, cells, *next(iter(filled.items())), position)
        if self._open is None:
            return "item"
        return "item" if self._is_unnumbered_item(line, filled) else "continuation"

    def _is_unnumbered_item(self, line: RowLine, filled: dict[int, str]) -> bool:
        layout = line.layout
        column = layout.column("title")
        title = filled.get(column, "") if column is not None else ""
        if not title or starts_small(title):
            return False
        asked = [
            c for c in layout.columns("due", "due_start", "due_end", "executors", "result", "evidence") if c in filled
        ]
        if self._is_unfinished(filled, after_break=line.after_break) and not heading_number(title):
            return False
        terms = [c for c in layout.columns("due", "due_start", "due_end") if c in filled]
        bodies = [c for c in layout.columns("executors") if c in filled]
        small = [c for c in asked if starts_small(filled[c])]
        if layout.column("number") is not None:
            return bool(terms and bodies) and not line.after_break and not self._is_merged_number(line)
        if not line.after_break or heading_number(title):
            return bool(asked)
        return bool(terms or bodies) and len(small) < len(asked)

    def _is_unfinished(self, filled: dict[int, str], *, after_break: bool) -> bool:
        """True where the measure above goes on in this row; a quote left open says so at a page's beginning only."""
        if not isinstance(self._open, ItemDraft):
            return False
        before = [self._raw(self._open.cells[c].spans) for c in filled if c in self._open.cells]
        return any(goes_on(raw) if after_break else is_broken(raw) for raw in before)

    def _is_merged_number(self, line: RowLine) -> bool:
        column = line.layout.column("number")
        return any(cell.column == column and cell.merged_above for cell in line.row.cells)

    def _single(self, line: RowLine, cells: dict[int, Cell], column: int, text: str, position: int) -> RowKind:
        layout, cell = line.layout, cells[column]
        title = layout.column("title")
        if cell.column_span >= max(2, layout.width - 1):
            return "continuation" if line.after_break and starts_small(text) and self._open is not None else "heading"
        if column not in {title, layout.column("number"), 0}:
            return "continuation"
        before = self._raw(self._open.cells[column].spans) if self._open and column in self._open.cells else ""
        if self._open is not None and before and (is_broken(before) or starts_small(text)):
            return "continuation"
        if heading_number(text):
            return "heading"
        if column != title:
            return "heading"
        following = self._lines[position + 1] if position + 1 < len(self._lines) else None
        numbered = isinstance(following, RowLine) and (
            self._number(following, {cell.column: cell for cell in following.row.cells}) is not None
            or layout.column("number") is None
        )
        if not numbered or len(text.split()) > _STAGE_WORDS or goes_on(before) or text.endswith((".", ",", ";")):
            return "continuation" if self._open is not None else "heading"
        if line.after_break and before:
            self._flag_heading_or_tail(text, cell)
        return "heading"

    def _flag_heading_or_tail(self, text: str, cell: Cell) -> None:
        last = self._open
        before = self._joiner.text(last.cells[cell.column].spans) if last else ""
        self.plan.flags.append(
            Flag(
                item=last.number if last else None,
                field="stage",
                code="two_readings",
                why="Строка без номера вверху страницы: подзаголовок или окончание предыдущей графы.",
                text=text,
                spans=cell.spans,
                choices=(Choice("Подзаголовок", text), Choice("Окончание предыдущего мероприятия", f"{before} {text}")),
            )
        )

    def _heading_row(self, line: RowLine, cells: dict[int, Cell], filled: dict[int, str]) -> None:
        column = next(iter(filled))
        self._begin(heading_of(cells[column].paragraphs, line.layout, self._section))

    def _continue(self, line: RowLine, cells: dict[int, Cell]) -> None:
        if self._open is None:
            return self._flag_lost(cells)
        for column, cell in cells.items():
            if not cell.spans:
                continue
            self._open.cells.setdefault(column, CellDraft()).spans.extend(cell.spans)
        return None

    def _flag_lost(self, cells: dict[int, Cell]) -> None:
        spans = tuple(span for cell in cells.values() for span in cell.spans)
        self.plan.flags.append(
            Flag(
                item=None,
                field="",
                code="words_without_field",
                why="Строка стоит до первого мероприятия и ни к чему не относится.",
                text=self._joiner.text(spans),
                spans=spans,
            )
        )


def _left(cell: Cell, given: dict[int, int]) -> list[Span]:
    """The cell's words without those that were given back to the measure above."""
    return [paragraph.span for paragraph in cell.paragraphs[given.get(cell.column, 0) :]]
