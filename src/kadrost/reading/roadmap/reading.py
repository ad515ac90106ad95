"""A roadmap's source becomes its reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kadrost.reading.conservation import words_without_field
from kadrost.reading.grammar.act import read_act_head
from kadrost.reading.grammar.rulebook import read_words
from kadrost.reading.grammar.tokens import fold
from kadrost.reading.headings import Role
from kadrost.reading.joining import Joiner
from kadrost.reading.notes import read_notes, terms_in
from kadrost.reading.passport import read_passport
from kadrost.reading.result import Document, Flag, PassportRow, PrintedColumn, Reading, ReadItem, ReadSection
from kadrost.reading.roadmap.combined import part_combined
from kadrost.reading.roadmap.drafts import HeadingDraft, ItemDraft, PlanDraft
from kadrost.reading.roadmap.fields import FIELD_ROLES, FieldReader
from kadrost.reading.roadmap.flow import Flow, flow_of
from kadrost.reading.roadmap.layout import width_of
from kadrost.reading.roadmap.listed import read_listed
from kadrost.reading.roadmap.nesting import nest_sections, part_plans
from kadrost.reading.roadmap.numbers import settle_headings, settle_numbers
from kadrost.reading.roadmap.reader import read_rows
from kadrost.reading.roadmap.stacked import with_stacked_tables
from kadrost.reading.source import Source, Span, Table

_YEARS = re.compile(r"(?:на|сроки?|период)?\s*\b(?P<first>20\d\d)(?:\s*(?:[-–—]|и)\s*(?P<last>20\d\d))?\s*(?:год|гг)")
_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\*+")
_FIELD_OF_ROLE: dict[Role, str] = {
    "number": "number", "title": "title", "result": "result", "due": "due_text", "due_start": "due_text",
    "due_end": "due_text", "executors": "executors", "co_executors": "executors", "evidence": "evidence",
    "stage": "stage",
}  # fmt: skip
_STAMP = 3
_TEMPLATE = re.compile(r"\b(?:макет|примерн|типов|модельн|шаблон)\w*", re.IGNORECASE)


def read_roadmap(source: Source) -> Reading | None:
    """The reading of a document whose measures stand in tables; None where no table holds any."""
    joiner = Joiner(source)
    flow = flow_of(source, joiner)
    doubts: tuple[Flag, ...] = ()
    if not flow.has_plan:
        source, doubts = with_stacked_tables(source)
        flow = flow_of(source, joiner)
    if not flow.has_plan:
        return None
    plan = read_rows(flow, joiner)
    return _reading(source, plan, flow, doubts, joiner)


def read_listed_plan(source: Source) -> Reading | None:
    """The reading of a plan in numbered paragraphs that name their fields; None where there is none."""
    joiner = Joiner(source)
    plan = read_listed(source, joiner)
    if plan is None:
        return None
    flow = flow_of(source, joiner)
    return _reading(source, plan, flow, (), joiner)


def _reading(source: Source, plan: PlanDraft, flow: Flow, doubts: Sequence[Flag], joiner: Joiner) -> Reading:
    passport, stamps = read_passport(flow.passports, joiner), _stamps(source, flow)
    plan.furniture += [*flow.furniture, *(span for table in stamps for span in _spans_of(table))]
    plan.flags += [*doubts, *_table_flags(flow, stamps, joiner)]
    part_combined(plan.items, source)
    part_plans(plan, joiner)
    settle_headings(plan)
    plan.flags += nest_sections(plan, joiner)
    plan.flags += [*settle_numbers(plan, joiner), *_column_flags(plan, joiner)]
    document = _document(source, passport.rows, stamps, before=_beginning(source, plan, stamps))
    notes = read_notes(source, plan.notes, _marks(source, plan.items), joiner)
    fields = FieldReader(document, joiner, agreement=frozenset(notes.agreement))
    items = tuple(_item(draft, fields, joiner) for draft in plan.items)
    sections = tuple(_section(heading, joiner) for heading in plan.headings if heading.level == "section")
    terms = terms_in(_defining_texts(items, passport.rows, sections, joiner), notes.definitions)
    reading = Reading(
        source=source,
        document=document,
        passport=passport.rows,
        definitions=(*notes.definitions, *terms),
        notes=tuple(notes.notes),
        sections=sections,
        items=items,
        flags=(*plan.flags, *passport.flags, *fields.flags),
        columns=_columns(plan),
    )
    furniture = [*plan.furniture, *notes.spans]
    return replace(reading, flags=(*reading.flags, *words_without_field(reading, furniture, joiner)))


def _stamps(source: Source, flow: Flow) -> list[Table]:
    """Tables before the plan that only lay out the act's head, a stamp beside a letterhead: few cells, no plan."""
    others = {table.number for table in flow.others}
    found: list[Table] = []
    for table in source.tables():
        small = len(table.rows) <= _STAMP and width_of(table.rows) <= _STAMP
        if table.number not in others or not small or not _is_stamped(table):
            break
        found.append(table)
    return found


def _is_stamped(table: Table) -> bool:
    """True where a cell's line begins with a mark of approval or with the kind of an act."""
    words = read_words("acts.words")
    lines = [line for row in table.rows for cell in row.cells for line in cell.text.split("\n") if line.strip()]
    firsts = {fold(line.split()[0].strip('.:,«»"(')) for line in lines}
    return bool(firsts & (words["гриф"] | words["акт"]))


def _beginning(source: Source, plan: PlanDraft, stamps: Sequence[Table]) -> int:
    """Where the first table or the first section or measure stands: the act's head is before it."""
    tables = [
        span.start
        for table in list(source.tables())[len(stamps) :]
        for row in table.rows
        for cell in row.cells
        for span in cell.spans
    ]
    headings = [span.start for heading in plan.headings for span in heading.title_spans]
    items = [span.start for item in plan.items for span in item.column_spans("title")]
    return min([*tables[:1], *headings, *items], default=len(source.text))


def _columns(plan: PlanDraft) -> tuple[PrintedColumn, ...]:
    """The columns of the first plan table with a printed heading; a field stands in the first of its columns."""
    layout = next((item.layout for item in plan.items if item.layout.headings), None)
    if layout is None:
        return ()
    columns: list[PrintedColumn] = []
    for column, heading in sorted(layout.headings.items()):
        role = layout.roles.get(column)
        field = _FIELD_OF_ROLE.get(role, "") if role is not None else ""
        taken = any(field == known.field for known in columns)
        columns.append(PrintedColumn(heading=heading, field="" if taken else field))
    return tuple(columns)


def _document(source: Source, passport: Sequence[PassportRow], stamps: Sequence[Table], *, before: int) -> Document:
    stamped = [
        paragraph for table in stamps for row in table.rows for cell in row.cells for paragraph in cell.paragraphs
    ]
    paragraphs = sorted([*stamped, *source.paragraphs()], key=lambda paragraph: paragraph.span.start)
    head = tuple(paragraph for paragraph in paragraphs if paragraph.span.start < before)
    document = read_act_head(head or tuple(source.paragraphs()))
    if document.period is None:
        stated = [row.value for row in passport if row.name.lower().startswith(("срок", "период"))]
        period = next(filter(None, map(_period, [document.title, *stated])), None)
        document = replace(document, period=period)
    if document.date is None and document.number is None and _TEMPLATE.search(document.title):
        document = replace(document, kind="template")
    return document


def _period(text: str) -> tuple[date, date] | None:
    """«на 2019–2020 годы»: the whole calendar years."""
    match = _YEARS.search(text.lower())
    if match is None:
        return None
    return date(int(match["first"]), 1, 1), date(int(match["last"] or match["first"]), 12, 31)


def _item(draft: ItemDraft, fields: FieldReader, joiner: Joiner) -> ReadItem:
    stage = (
        joiner.text(draft.stage.title_spans) if draft.stage is not None else joiner.text(draft.column_spans("stage"))
    )
    return fields.item(
        draft, number=draft.number, section=draft.heading.number if draft.heading else "", stage=stage or None
    )


def _section(heading: HeadingDraft, joiner: Joiner) -> ReadSection:
    return ReadSection(
        number=heading.number,
        title=joiner.text(heading.title_spans),
        result=joiner.text(heading.result_spans),
        parent=heading.parent.number if heading.parent is not None else "",
        spans=(*heading.number_spans, *heading.title_spans, *heading.result_spans),
    )


def _marks(source: Source, items: Sequence[ItemDraft]) -> dict[str, list[str]]:
    """For each footnote's mark the numbers of the items whose words bear it."""
    marks: dict[str, list[str]] = {}
    for item in items:
        spans = [*item.number_spans, *(span for cell in item.cells.values() for span in cell.spans)]
        for span in spans:
            for mark in _MARK.findall(source.text[span.start : span.end]):
                marks.setdefault(mark, []).append(item.number)
    return marks


def _defining_texts(
    items: Sequence[ReadItem], passport: Sequence[PassportRow], sections: Sequence[ReadSection], joiner: Joiner
) -> list[tuple[str, tuple[Span, ...]]]:
    texts = [(f"{row.name}: {row.value}", row.spans) for row in passport]
    texts += [(section.title, section.spans) for section in sections]
    texts += [
        (joiner.text(spans), spans) for item in items for name, spans in item.place.cells.items() if name != "number"
    ]
    return texts


def _column_flags(plan: PlanDraft, joiner: Joiner) -> list[Flag]:
    """One flag for each column whose words no field of a measure takes: funding, remarks, what is not understood."""
    spans: dict[tuple[str, int], list[Span]] = {}
    for item in plan.items:
        for column, cell in item.cells.items():
            if item.layout.roles.get(column) not in FIELD_ROLES:
                spans.setdefault((item.layout.headings.get(column, ""), column), []).extend(cell.spans)
    return [
        Flag(
            None,
            "table",
            "column_without_field",
            f"Графа «{heading or column + 1}» не входит в поля мероприятия; её слова остаются в источнике.",
            joiner.text(places[:5]),
            tuple(places),
        )
        for (heading, column), places in spans.items()
        if places
    ]


def _spans_of(table: Table) -> tuple[Span, ...]:
    return tuple(span for row in table.rows for cell in row.cells for span in cell.spans)


def _table_flags(flow: Flow, stamps: Sequence[Table], joiner: Joiner) -> list[Flag]:
    """Flags for tables that hold no measures and no stamp, for odd column numbers, and for columns that no field takes."""
    flags = []
    for table in flow.others:
        if table in stamps:
            continue
        spans = _spans_of(table)
        flags.append(
            Flag(
                None,
                "table",
                "table_without_items",
                f"Таблица {table.number} не похожа на план мероприятий и не прочитана.",
                joiner.text(spans[:12]),
                spans,
            )
        )
    if flow.odd_words:
        flags.append(
            Flag(
                None,
                "table",
                "column_numbers_spoilt",
                "В строке с номерами граф стоят другие слова; строка не считается мероприятием.",
                joiner.text(flow.odd_words),
                tuple(flow.odd_words),
            )
        )
    return flags
