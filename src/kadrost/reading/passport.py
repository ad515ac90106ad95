"""The passport of an initiative: rows of a label and a value, also where conversion has lost or shifted them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kadrost.reading.grammar.morphology import forms, lemmas
from kadrost.reading.joining import Joiner
from kadrost.reading.result import Choice, Flag, PassportRow
from kadrost.reading.source import Paragraph, Span, Table

_LABELS = {
    "наименование", "название", "координатор", "цель", "задача", "срок", "исполнитель", "соисполнитель", "участник",
    "показатель", "индикатор", "результат", "финансовый", "финансирование", "основание", "разработчик", "куратор",
    "руководитель", "офис", "заказчик", "этап", "риск", "объем", "источник", "ожидать", "ожидаемый", "перечень",
    "ответственный", "период", "администратор", "оператор", "ресурсный", "контроль", "система", "инициатор",
}  # fmt: skip
_NUMBER = re.compile(r"(\d+(?:\.\d+)*)[.)]?")
_LONGEST_LABEL = 12
_SHARE = 0.5


@dataclass(slots=True)
class _Draft:
    number: str
    name: list[Paragraph] = field(default_factory=list)
    value: list[Paragraph] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    inferred: str = ""


@dataclass(frozen=True, slots=True)
class PassportReading:
    """The rows of a passport and what is doubtful about them."""

    rows: tuple[PassportRow, ...]
    flags: tuple[Flag, ...]


def is_label(text: str) -> bool:
    """True for «Цель инициативы», «Сроки реализации проекта»: short words that name what a passport states."""
    words = [word.strip("«»(),:;/") for word in re.split(r"[\s/]+", text) if word.strip("«»(),:;/")]
    if not words or len(words) > _LONGEST_LABEL or not text[0].isupper() or text.rstrip().endswith((";", ".")):
        return False
    return any(lemmas(word) & _LABELS for word in words[:2]) or bool(lemmas(words[-1]) & {"офис"})


def looks_like_passport(table: Table, heading: str, joiner: Joiner) -> bool:
    """True where a table's rows are labels with values; a heading «Паспорт …» before it helps."""
    rows = [
        [text for cell in row.cells if (text := joiner.text(cell.spans)) and not _NUMBER.fullmatch(text)]
        for row in table.rows
    ]
    filled = [texts for texts in rows if texts]
    if not filled or max(map(len, filled)) > 2:
        return False
    labels = sum(is_label(_first_line(texts[0])) for texts in filled)
    if "паспорт" in heading.lower():
        return labels >= 1
    return labels >= 3 and labels >= len(filled) * _SHARE


def read_passport(tables: Sequence[Table], joiner: Joiner) -> PassportReading:
    """The passport's rows, labels and values parted again where the source runs them together."""
    drafts = [draft for table in tables for draft in _drafts(table)]
    flags: list[Flag] = []
    for index, draft in enumerate(drafts):
        _part(draft)
        if index + 1 < len(drafts) and not draft.name and len(draft.value) > 1:
            _give_to_label(draft, drafts[index + 1], joiner, flags)
    rows = []
    for position, draft in enumerate(drafts, start=1):
        rows.append(
            PassportRow(
                number=draft.number or str(position),
                name=joiner.text([paragraph.span for paragraph in draft.name]),
                value=joiner.text([paragraph.span for paragraph in draft.value]),
                name_inferred=draft.inferred,
                spans=tuple(draft.spans),
            )
        )
    return PassportReading(tuple(rows), tuple(flags))


def _drafts(table: Table) -> list[_Draft]:
    drafts: list[_Draft] = []
    for row in table.rows:
        cells = [cell for cell in row.cells if cell.paragraphs]
        if not cells:
            continue
        spans = [span for cell in cells for span in cell.spans]
        number = _NUMBER.fullmatch(cells[0].text.strip())
        others = cells[1:] if number else cells
        first_column = row.cells[0].column if row.cells else 0
        goes_on = (
            not number and drafts and (not others or others[0].column > first_column or not _names(others[0].text))
        )
        if goes_on:
            drafts[-1].value += [paragraph for cell in others for paragraph in cell.paragraphs]
            drafts[-1].spans += spans
            continue
        draft = _Draft(number[1] if number else "", spans=spans)
        if len(others) > 1:
            draft.name = list(others[0].paragraphs)
            draft.value = [paragraph for cell in others[1:] for paragraph in cell.paragraphs]
        else:
            draft.value = [paragraph for cell in others for paragraph in cell.paragraphs]
        drafts.append(draft)
    return drafts


def _names(text: str) -> bool:
    return is_label(_first_line(text))


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0].strip()


def _part(draft: _Draft) -> None:
    """Part a label from the value that stands under it in one cell."""
    if not draft.name and draft.value and is_label(draft.value[0].text.replace("\n", " ")):
        draft.name, draft.value = draft.value[:1], draft.value[1:]


def _give_to_label(draft: _Draft, following: _Draft, joiner: Joiner, flags: list[Flag]) -> None:
    """A row without label that holds the next row's value too: its first part is its own, the rest the next one's."""
    _part(following)
    if not following.name or following.value:
        return
    boundary = next(
        (index for index, paragraph in enumerate(draft.value) if index and paragraph.text[:1].isupper()), None
    )
    if boundary is None:
        return
    following.value, draft.value = draft.value[boundary:], draft.value[:boundary]
    following.spans += [paragraph.span for paragraph in following.value]
    moved = {paragraph.span for paragraph in following.value}
    draft.spans = [span for span in draft.spans if span not in moved]
    label = joiner.text([paragraph.span for paragraph in following.name])
    draft.inferred = _lost_label(joiner.text([paragraph.span for paragraph in draft.value]), label)
    flags.append(
        Flag(
            item=None,
            field=f"passport.{draft.number}",
            code="passport_label_lost",
            why=f"В строке {draft.number} паспорта нет наименования, а её графа содержит и значение строки "
            f"{following.number} «{label}». Проверьте, верно ли они разделены.",
            text=joiner.text([*(p.span for p in draft.value), *(p.span for p in following.value)]),
            spans=(*(p.span for p in draft.value), *(p.span for p in following.value)),
            choices=(Choice(f"Наименование строки: {draft.inferred}", draft.inferred),) if draft.inferred else (),
        )
    )


def _lost_label(value: str, following_label: str) -> str:
    """«Цель инициативы» where a value is an infinitive and «Задачи инициативы» follow; else empty."""
    first, *rest = following_label.split()
    words = value.split()
    if words and "задача" in lemmas(first) and any(form.part == "INFN" for form in forms(words[0])):
        return " ".join(["Цель", *rest])
    return ""
