"""The answer to a request about one's data, as a letter to be signed and sent."""

from __future__ import annotations

from kadrost.audit.personal import How, Outcome
from kadrost.region.domain.personal.erasing import outcomes_of
from kadrost.region.models import ErasureRequest
from kadrost.ui.papers.pages import Look, PageLine, lay_out_pages

HEAD = Look(bold=True, centred=True, space_before=True)


def answer_paper(request: ErasureRequest) -> bytes:
    """The letter as .docx: what was erased, what stays and why. It names the request by its number, not the person."""
    lines = [
        PageLine(f"Заявителю по запросу № {request.pk} от {request.asked_on:%d.%m.%Y}", Look(right_half=True)),
        PageLine("Ответ на запрос об удалении персональных данных", HEAD),
    ]
    if request.state == ErasureRequest.State.REFUSED:
        lines += [PageLine("В удалении данных отказано.", Look(space_before=True))]
    else:
        lines += _told(outcomes_of(request))
    lines += [
        PageLine(f"Основание решения: {request.ground}", Look(space_before=True)),
        PageLine(
            "Решение можно обжаловать в уполномоченный орган по защите прав субъектов персональных данных "
            "или в суд (статья 17 Федерального закона от 27.07.2006 № 152-ФЗ)."
        ),
        PageLine(f"{request.decided_on:%d.%m.%Y}          ______________ (подпись)", Look(space_before=True)),
    ]
    return lay_out_pages(lines)


def _told(outcomes: list[Outcome]) -> list[PageLine]:
    gone = [one for one in outcomes if one.how != How.KEEP]
    kept = [one for one in outcomes if one.how == How.KEEP]
    lines = [PageLine("Учётная запись закрыта. Стёрто без возможности восстановить:", Look(space_before=True))]
    lines += [PageLine(f"– {one.title}, записей: {one.rows};", Look(indent_cm=1)) for one in gone]
    if kept:
        lines.append(PageLine("Сохранено, поскольку этого требует закон:", Look(space_before=True)))
    lines += [PageLine(f"– {one.title}, записей: {one.rows}. {one.because}", Look(indent_cm=1)) for one in kept]
    return lines
