"""Bringing a table of acts (xlsx, csv) into the register: all rows or none, again without harm.

Columns are known by the words of their headings, in any order; an act is known again by kind, title, number and date,
and by kind and title while it has neither. Every row that cannot be is told with its number.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from kadrost.kernel.errors import KadrostError
from kadrost.reading.formats.encoding import decode
from kadrost.reading.formats.loading import load_bytes
from kadrost.region.acting import Acting
from kadrost.region.domain.names import name_key
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.legal_acts.errors import LegalActRefused
from kadrost.roadmaps.domain.legal_acts.register import (
    LegalActFacts,
    add_legal_act,
    change_legal_act,
    values_of,
)
from kadrost.roadmaps.models import LegalAct
from kadrost.roadmaps.permissions.legal_acts import require

MOST_ROWS = 5_000
MOST_BYTES = 10 * 1024 * 1024
MOST_TOLD = 50
HEADINGS: tuple[tuple[str, str], ...] = (
    ("responsible", r"ответствен|исполнител|разработчик"),
    ("in_force_from", r"действует с|вступ|начало действ"),
    ("in_force_until", r"действует (?:по|до)|срок действ|оконч"),
    ("signed_on", r"^дата|дата (?:документа|принят|акта)"),
    ("number", r"^номер|^№ (?:док|акт)|номер (?:док|акт)|рег\w*\s*номер"),
    ("kind", r"^вид|^тип"),
    ("title", r"назван|наименован"),
    ("subject", r"предмет|о ч[её]м|содержан"),
    ("issuer", r"кем|издал|орган"),
    ("provision", r"положени"),
    ("stage", r"состояни|статус|стади"),
    ("renewal", r"обновл|пересмотр|актуализ|периодич"),
)
"""What a heading means, by its words: the first that fits."""
STAGES: tuple[tuple[str, str], ...] = (
    (LegalAct.Stage.NEEDED, r"нуж|требу|отсутств|нет"),
    (LegalAct.Stage.DRAFTED, r"разраб|готов|проект"),
    (LegalAct.Stage.AGREED, r"соглас"),
    (LegalAct.Stage.ADOPTED, r"действ|принят|утвержд|исте"),
)
DAYS = ("%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y", "%d/%m/%Y")


@dataclass(frozen=True, slots=True)
class Imported:
    """How many acts were added, changed, and stood as they are."""

    added: int
    changed: int
    same: int


class ImportRefused(LegalActRefused):
    """The table was not brought in; `rows` tell what is wrong, row by row."""

    code = "legal_acts_import"

    def __init__(self, rows: Sequence[str]) -> None:
        shown = list(rows[:MOST_TOLD])
        more = f" И ещё строк: {len(rows) - len(shown)}." if len(rows) > len(shown) else ""
        super().__init__(
            f"Ничего не внесено: исправьте строки. {' '.join(shown)}{more}",
            remedy="Поправьте таблицу и загрузите её снова.",
        )
        self.rows = shown


@transaction.atomic
def import_legal_acts(
    *, data: bytes, file_name: str, territory: Territory, acting: Acting, today: date, request_id: str = ""
) -> Imported:
    """Bring the table's acts into the territory's register, all rows or none.

    Raises `PermissionRefused`, `UnreadableDocument` for a file that is no table, `LegalActRefused` where it lacks the
    columns, and `ImportRefused` naming every row that cannot be.
    """
    require("legal_acts.keep", acting, territory)
    rows = list(rows_of(data, file_name))
    if not rows:
        raise LegalActRefused("В таблице нет строк.", remedy="Нужна строка заголовков и под ней документы.")
    known = {_key(one): one for one in LegalAct.objects.filter(territory=territory).select_related("territory")}
    bodies = _bodies(territory)
    wrong: list[str] = []
    told = [0, 0, 0]
    seen: dict[tuple[str, ...], int] = {}
    for number, row in rows:
        try:
            given = _facts(row, bodies)
            key = _key(given)
            if key in seen:
                raise LegalActRefused(f"тот же документ, что в строке {seen[key]}.")
            seen[key] = number
            told[_put(given, row, known.get(key), territory, acting, today, request_id)] += 1
        except KadrostError as error:
            wrong.append(f"Строка {number}: {error.message}")
    if wrong:
        raise ImportRefused(wrong)
    return Imported(*told)


def rows_of(data: bytes, file_name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The table's rows by field, with their numbers; raises as `import_legal_acts` does."""
    if len(data) > MOST_BYTES:
        raise LegalActRefused("Файл больше 10 МБ.", remedy="Разделите таблицу.")
    is_zip = data[:4] == b"PK\x03\x04"
    lines = list(_cells_of_sheet(data, file_name) if is_zip else _cells_of_text(data))
    headed = ((place, _fields(cells)) for place, (_number, cells) in enumerate(lines))
    start, fields = next((one for one in headed if {"title", "kind"} <= one[1].keys()), (-1, {}))
    if not fields:
        raise LegalActRefused(
            "Столбцы «Вид» и «Название» не найдены.", remedy="Назовите столбцы, как в образце на странице загрузки."
        )
    body = lines[start + 1 :]
    if len(body) > MOST_ROWS:
        raise LegalActRefused(f"В таблице больше {MOST_ROWS} строк.", remedy="Разделите её.")
    for number, cells in body:
        row = {field: cells[place].strip() for field, place in fields.items() if place < len(cells)}
        if any(row.values()):
            yield number, row


def _cells_of_sheet(data: bytes, file_name: str) -> Iterator[tuple[int, list[str]]]:
    for table in load_bytes(data, file_name).tables():
        for row in table.rows:
            width = max((cell.column + cell.column_span for cell in row.cells), default=0)
            cells = [""] * width
            for cell in row.cells:
                cells[cell.column] = cell.text
            yield row.number, cells


def _cells_of_text(data: bytes) -> Iterator[tuple[int, list[str]]]:
    text, _remarks = decode(data)
    head = text.partition("\n")[0]
    delimiter = max(";\t,", key=head.count)
    try:
        yield from enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1)
    except csv.Error as error:
        raise LegalActRefused("Таблица csv не читается.", remedy="Сохраните её как xlsx и загрузите снова.") from error


def _fields(cells: Sequence[str]) -> dict[str, int]:
    """Which column holds which field; a heading that fits nothing is passed over."""
    found: dict[str, int] = {}
    for place, heading in enumerate(cells):
        words = " ".join(heading.casefold().split())
        field = next((name for name, pattern in HEADINGS if words and re.search(pattern, words)), None)
        if field is not None:
            found.setdefault(field, place)
    return found


def _facts(row: Mapping[str, str], bodies: Mapping[str, Organisation]) -> LegalActFacts:
    signed_on = _day(row.get("signed_on", ""), "дата")
    return LegalActFacts(
        kind=_kind(row.get("kind", "")),
        title=" ".join(row.get("title", "").split()),
        subject=row.get("subject", ""),
        issuer=row.get("issuer", ""),
        number=" ".join(row.get("number", "").split()),
        signed_on=signed_on,
        in_force_from=_day(row.get("in_force_from", ""), "день вступления в силу"),
        in_force_until=_day(row.get("in_force_until", ""), "день окончания"),
        provision=_provision(row.get("provision", "")),
        stage=_stage(row.get("stage", ""), signed_on),
        responsible=_body(row.get("responsible", ""), bodies),
        renewal=row.get("renewal", ""),
    )


def _put(
    given: LegalActFacts,
    row: Mapping[str, str],
    known: LegalAct | None,
    territory: Territory,
    acting: Acting,
    today: date,
    request_id: str,
) -> int:
    """0 where the act was added, 1 changed, 2 stood as it is; what the table has no column for stays."""
    with transaction.atomic():
        if known is None:
            add_legal_act(territory=territory, facts=given, acting=acting, today=today, request_id=request_id)
            return 0
        now = LegalActFacts(**{name: getattr(known, name) for name in LegalActFacts.__dataclass_fields__})
        facts = replace(now, **{name: value for name, value in values_of(given).items() if name in row})
        version = known.version
        changed = change_legal_act(
            legal_act=known, facts=facts, version=version, acting=acting, today=today, request_id=request_id
        )
        return 2 if changed.version == version else 1


def _key(one: LegalAct | LegalActFacts) -> tuple[str, ...]:
    return (one.kind, one.title.casefold(), one.number.casefold(), str(one.signed_on or ""))


def _kind(written: str) -> str:
    words = " ".join(written.casefold().split())
    for kind in LegalAct.Kind:
        label = kind.label.casefold()
        if words and (label.startswith(words) or words.startswith(label[:7])):
            return kind.value
    raise LegalActRefused(
        f"вид «{written[:40]}» не понят, бывает: {', '.join(kind.label.lower() for kind in LegalAct.Kind)}."
    )


def _stage(written: str, signed_on: date | None) -> str:
    if not written.strip():
        return LegalAct.Stage.ADOPTED if signed_on else LegalAct.Stage.NEEDED
    for stage, pattern in STAGES:
        if re.search(pattern, written.casefold()):
            return stage
    raise LegalActRefused(
        f"состояние «{written[:40]}» не понято, бывает: {', '.join(one.label.lower() for one in LegalAct.Stage)}."
    )


def _provision(written: str) -> int | None:
    digits = re.search(r"\d+", written)
    if not written.strip():
        return None
    if digits is None or len(digits[0]) > 3:
        raise LegalActRefused(f"положение «{written[:40]}» не понято, нужно число от 1 до 14.")
    return int(digits[0])


def _day(written: str, what: str) -> date | None:
    words = written.strip().partition(" 00:00")[0].rstrip(" г.")
    if not words:
        return None
    for form in DAYS:
        try:
            return datetime.strptime(words, form).date()  # noqa: DTZ007 a day without an hour
        except ValueError:
            continue
    raise LegalActRefused(f"{what} «{written[:40]}» не понята, пишите день, месяц и год: 15.02.2027.")


def _bodies(territory: Territory) -> dict[str, Organisation]:
    bodies: dict[str, Organisation] = {}
    for body in Organisation.objects.distinct_bodies().within(territory).prefetch_related("names"):
        for name in (body.name, body.short_name, *(one.printed for one in body.names.all())):
            if name:
                bodies.setdefault(name_key(name), body)
    return bodies


def _body(written: str, bodies: Mapping[str, Organisation]) -> Organisation | None:
    if not written.strip():
        return None
    body = bodies.get(name_key(written))
    if body is None:
        raise LegalActRefused(f"организации «{written[:80]}» в реестре нет.")
    return body
