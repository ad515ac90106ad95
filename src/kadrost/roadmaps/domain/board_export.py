"""What the board gives away: its rows as a sheet (xlsx) and as a calendar (ics)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import IO, Any

from kadrost.kernel.errors import KadrostError
from kadrost.roadmaps.domain.board_filter import OVERDUE
from kadrost.roadmaps.domain.board_rows import BoardRow, BoardRows, Proof
from kadrost.roadmaps.models import Checkpoint
from kadrost.roadmaps.models.checkpoints import Standing
from kadrost.ui.papers.sheet import safe_cell
from kadrost.ui.typography import counted, date_long

CHUNK = 5_000
MOST_EVENTS = 5_000
NARROWEST, WIDEST = 8, 60
DAY_FORMAT = "DD.MM.YYYY"


class TooManyEventsError(KadrostError):
    """The filter leaves more checkpoints than a calendar bears."""

    code = "too_many_events"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet: its heading with the unit, and what a row says in it."""

    heading: str
    value: Callable[[BoardRow], Any]


def _executors(row: BoardRow) -> str:
    return "; ".join(one.name for one in row.executors)


def _claim(row: BoardRow) -> str:
    """What is claimed, as the page says it: a term that has passed in silence is named so."""
    if row.claim is not None:
        return str(row.claim.label)
    return "нет отчёта" if row.standing in OVERDUE else "–"


COLUMNS: tuple[Column, ...] = (
    Column("Срок", lambda row: row.due_on),
    Column("Первоначальный срок", lambda row: row.first_due_on),
    Column("Состояние", lambda row: row.standing.label),
    Column("Просрочено, дней", lambda row: row.days_late or None),
    Column("№", lambda row: row.number),
    Column("Мероприятие", lambda row: row.title),
    Column("План", lambda row: row.plan.short_title),
    Column("Исполнители, первыми ответственные", _executors),
    Column("Заявлено", _claim),
    Column(
        "Подтверждено",
        lambda row: row.proof.label if row.standing == Standing.ACCEPTED or row.proof != Proof.NOTHING else "–",
    ),
)


def write_sheet(*, rows: BoardRows, head: Sequence[str], to: IO[bytes]) -> None:
    """Write all rows as an .xlsx file: the head's lines, the headings, the rows as they stand on the board.

    Rows are read and written by parts, so that memory stays bounded; widths follow the first part.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("Контроль")
    parts = _parts_of(rows)
    first = next(parts, [])
    for place, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _width(column, first)
    sheet.freeze_panes = f"A{len(head) + 2}"
    for line in head:
        sheet.append([clean_text(line)])
    headings = [WriteOnlyCell(sheet, value=column.heading) for column in COLUMNS]
    for cell in headings:
        cell.font = Font(bold=True)
    sheet.append(headings)
    while first:
        for row in first:
            sheet.append([_cell(sheet, column.value(row)) for column in COLUMNS])
        first = next(parts, [])
    book.save(to)


def calendar_of(*, rows: BoardRows, name: str, made_at: datetime, address_of: Callable[[BoardRow], str]) -> bytes:
    """The rows as a calendar: each checkpoint one all-day event on its due day, with a UID that stays the same.

    Raises `TooManyEventsError` where the rows are more than `MOST_EVENTS`.
    """
    from icalendar import Calendar

    if len(rows) > MOST_EVENTS:
        found = counted(len(rows), "контрольная точка", "контрольные точки", "контрольных точек")
        raise TooManyEventsError(
            f"В выборке {found}, в календарь помещается не больше {MOST_EVENTS}.",
            remedy="Сузьте фильтр, например выберите план, исполнителя или месяц, либо скачайте xlsx.",
        )
    calendar = Calendar()
    calendar.add("prodid", "-//kadrost//control//RU")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for part in _parts_of(rows):
        identifiers = identifiers_of([row.pk for row in part])
        for row in part:
            calendar.add_component(_event(row, made_at, address_of(row), identifiers[row.pk]))
    written: bytes = calendar.to_ical()
    return written


def identifiers_of(checkpoint_ids: Sequence[int]) -> dict[int, str]:
    """By what calendars know the checkpoints: the same wherever and whenever the file is taken; one query.

    It is made of the measure, which keeps its lineage through editions, and the schedule's own days, which stay when
    a term is moved.
    """
    found = Checkpoint.objects.filter(pk__in=list(checkpoint_ids))
    columns = found.values_list("pk", "measure__lineage", "occurs_from", "occurs_until")
    return {pk: f"{lineage}-{first:%Y%m%d}-{last:%Y%m%d}@kadrost" for pk, lineage, first, last in columns}


def clean_text(text: str) -> str:
    """A text that a spreadsheet neither runs nor refuses: no formula at its start, no control characters."""
    kept = "".join(letter for letter in text if letter >= " " or letter in "\t\n")
    return safe_cell(kept.lstrip()) if kept.lstrip()[:1] in ("=", "+", "-", "@") else safe_cell(kept)


def _parts_of(rows: BoardRows) -> Iterator[list[BoardRow]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, date):
        from openpyxl.cell import WriteOnlyCell

        cell: Any = WriteOnlyCell(sheet, value=datetime(value.year, value.month, value.day))  # noqa: DTZ001 a day
        cell.number_format = DAY_FORMAT
        return cell
    return clean_text(str(value)) if value is not None and not isinstance(value, int) else value


def _width(column: Column, rows: Sequence[BoardRow]) -> int:
    letters = [
        len(DAY_FORMAT) if isinstance(value, date) else len(str(value or "")) for value in map(column.value, rows)
    ]
    return max(NARROWEST, min(WIDEST, max([len(column.heading), *letters]) + 2))


def _event(row: BoardRow, made_at: datetime, address: str, identifier: str) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", identifier)
    event.add("dtstamp", made_at)
    event.add("sequence", row.version - 1)
    event.add("dtstart", row.due_on)
    event.add("dtend", row.due_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", f"{row.number} {row.title}".strip())
    event.add("description", "\n".join(_said_of(row)))
    event.add("categories", [row.standing.label])
    event.add("url", address)
    return event


def _said_of(row: BoardRow) -> list[str]:
    lines = [f"План: {row.plan.short_title}", f"Состояние: {row.standing.label}"]
    if row.executors:
        lines.append(f"Исполнители: {_executors(row)}")
    if row.is_extended:
        lines.append(f"Первоначальный срок: {date_long(row.first_due_on)}")
    return lines
