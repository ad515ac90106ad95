"""A person's data as they ask for them: a paper to read and a file for machines, in one archive."""

from __future__ import annotations

import io
import json
import zipfile
from collections import defaultdict
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.audit.journal import record
from kadrost.audit.personal import Held, day_or_text, declarations, purpose_of, told_of
from kadrost.region.acting import Acting
from kadrost.region.domain.personal.access import require_looking_after
from kadrost.region.domain.personal.errors import PersonalRefused
from kadrost.ui.papers.content import PaperContent, PaperRow, PaperTable
from kadrost.ui.papers.sheet import lay_out_xlsx
from kadrost.ui.papers.word import lay_out_docx
from kadrost.ui.wording import translated

MOST_ROWS_ON_PAPER = 500
FORMAT = "kadrost-personal-data/1"


@transaction.atomic
def export_data(*, person: User, acting: Acting, today: date, ground: str = "", request_id: str = "") -> bytes:
    """The archive of everything kept about the person; journalled without any of it.

    The person gets their own; an administrator makes it on a written request, which is named in `ground`.
    """
    is_own = acting.user is not None and acting.user.pk == person.pk
    if not is_own:
        require_looking_after(acting, person)
        if not ground.strip():
            raise PersonalRefused(_("Основание не указано."), remedy=_("Назовите письменный запрос: номер и дату."))
    record(
        actor=acting.actor(request_id=request_id, role=None if is_own else Role.ADMINISTRATOR),
        action="export_data",
        subject=person,
        on=today,
        ground=ground,
    )
    with override("ru"):
        told = list(told_of(person))
        return _archive(person, told, today)


def _archive(person: User, told: list[tuple[Held, list[dict[str, Any]]]], today: date) -> bytes:
    content = _paper(person, told, today)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("dannye.docx", lay_out_docx(content))
        archive.writestr("dannye.xlsx", lay_out_xlsx(content))
        archive.writestr("dannye.json", _for_machines(told, today))
    return buffer.getvalue()


def _for_machines(told: list[tuple[Held, list[dict[str, Any]]]], today: date) -> str:
    records = [
        {
            "model": held.model,
            "purpose": held.purpose,
            "retention": purpose_of(held.purpose).retention,
            "erasure": held.how.value,
            "not_shown": sorted(held.never_shown),
            "rows": rows,
        }
        for held, rows in told
        if rows
    ]
    facts = {"format": FORMAT, "made_on": today, "records": records}
    return json.dumps(facts, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)


def _paper(person: User, told: list[tuple[Held, list[dict[str, Any]]]], today: date) -> PaperContent:
    by_purpose: dict[str, list[PaperRow]] = defaultdict(list)
    for held, rows in told:
        by_purpose[held.purpose] += _rows_on_paper(held, rows)
    tables = [
        PaperTable(
            headings=("Запись", "Сведения", "Значение"),
            rows=tuple(rows),
            widths=(2, 3, 5),
            caption=f"{purpose_of(code).title}. {purpose_of(code).ground}. Хранится: {purpose_of(code).retention}",
        )
        for code, rows in by_purpose.items()
        if rows
    ]
    return PaperContent(
        title="Сведения о человеке, которые хранит система",
        subtitle=(str(person), f"на {today:%d.%m.%Y}"),
        summary=(
            "Пароли, ключи и запасные коды хранятся в необратимом или закрытом виде и не выгружаются.",
            "Документы, в которых человек назван, но не как учётная запись, выдаёт орган, который их хранит.",
        ),
        tables=tuple(tables),
    )


def _rows_on_paper(held: Held, rows: list[dict[str, Any]]) -> list[PaperRow]:
    lines = []
    for number, row in enumerate(rows[:MOST_ROWS_ON_PAPER], start=1):
        for name, value in row.items():
            if value not in ("", None):
                lines.append(PaperRow((f"{held.title} {number}", held.title_of(name), str(day_or_text(value)))))
    if len(rows) > MOST_ROWS_ON_PAPER:
        left = len(rows) - MOST_ROWS_ON_PAPER
        lines.append(PaperRow((held.title, "", f"ещё записей: {left}, они в файле dannye.json")))
    return lines


def kept_about(person: User) -> list[tuple[Held, int]]:
    """What is kept about the person: each declaration with its number of rows; one query each."""
    counted = [(held, held.rows_of(person).count()) for held in declarations() if held.of is not None]
    return [(held, rows) for held, rows in counted if rows]


def what_of(held: Held) -> str:
    """The categories of the declaration in words, without repetition."""
    return ", ".join(dict.fromkeys(translated(str(category.label)) for category in held.fields.values()))
