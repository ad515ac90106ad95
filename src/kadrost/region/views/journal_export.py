"""The journal's entries of the filter as files: xlsx for people, csv for programs and for long ones."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kadrost.audit.models import Entry
from kadrost.audit.telling import Told, tell
from kadrost.region.domain.journal import entries_seen_by
from kadrost.region.forms.journal import JournalFilter
from kadrost.region.views.access import acting_of, sign_in_first
from kadrost.ui.papers.sheet import safe_cell
from kadrost.ui.request import PageRequest
from kadrost.ui.typography import counted
from kadrost.ui.views.errors import refusal
from kadrost.ui.wording import in_russian

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 50_000
BATCH = 1_000
LONGEST_CELL = 32_000
HEADINGS = (
    "Запись", "День", "Внесено", "Кто", "Роль", "Организация", "Действие", "Вид предмета", "Предмет", "Основание",
    "Что изменено", "Запрос",
)  # fmt: skip
WIDTHS = (10, 12, 18, 26, 20, 30, 32, 22, 44, 44, 60, 38)


@never_cache
@require_safe
@sign_in_first
@in_russian
def download_sheet(request: PageRequest) -> HttpResponseBase:
    """The entries as .xlsx; a word where they are too many for a sheet."""
    entries = _entries(request)
    if entries[MOST_ROWS : MOST_ROWS + 1].exists():
        return refusal(
            request,
            status=422,
            title="Слишком много для таблицы",
            text=f"В таблицу помещается {counted(MOST_ROWS, 'запись', 'записи', 'записей')}.",
            advice="Сузьте отбор по дням или скачайте csv: он принимает любое число записей.",
        )
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 the response closes it
    _write_sheet(entries, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"журнал-{request.present}.xlsx", content_type=SHEET_TYPE)


@never_cache
@require_safe
@sign_in_first
@in_russian
def download_csv(request: PageRequest) -> HttpResponseBase:
    """The entries as .csv with semicolons, however many: written while they are read."""
    disposition = content_disposition_header(as_attachment=True, filename=f"журнал-{request.present}.csv")
    return StreamingHttpResponse(
        _lines_of(_entries(request)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": disposition or ""},
    )


def _entries(request: PageRequest) -> QuerySet[Entry]:
    form = JournalFilter(request.GET or None)
    return entries_seen_by(acting_of(request), form.wanted(), today=request.present)


def _batches(entries: QuerySet[Entry]) -> Iterator[list[Told]]:
    """The entries in words, newest first, read in batches by their number: memory does not grow with them."""
    last = None
    while True:
        rows = list((entries if last is None else entries.filter(pk__lt=last))[:BATCH])
        if rows:
            yield tell(rows)
        if len(rows) < BATCH:
            return
        last = rows[-1].pk


def _lines_of(entries: QuerySet[Entry]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow(HEADINGS)
    yield "\ufeff" + _emptied(buffer)
    for batch in _batches(entries):
        writer.writerows(_cells(told) for told in batch)
        yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _write_sheet(entries: QuerySet[Entry], file: Any) -> None:
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("Журнал")
    for position, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    sheet.freeze_panes = "A2"
    sheet.append(HEADINGS)
    for batch in _batches(entries):
        for told in batch:
            sheet.append(_cells(told))
    book.save(file)


def _cells(told: Told) -> list[str]:
    """The row of an entry; no cell is taken for a formula, and none is longer than a spreadsheet bears."""
    entry = told.entry
    cells = (
        str(entry.pk), f"{entry.on:%d.%m.%Y}", told.entered, entry.actor_name, entry.role, entry.body_name, told.words,
        told.kind, entry.object_name, entry.ground, "; ".join(map(str, told.changes)), entry.request_id,
    )  # fmt: skip
    return [safe_cell(_printable(cell)[:LONGEST_CELL]) for cell in cells]


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() or letter in "\n\t" else " " for letter in text)
