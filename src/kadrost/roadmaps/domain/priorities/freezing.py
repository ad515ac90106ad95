"""Keeping the papers of an adopted list as they were on its day, and the adopted text of the Strategy's section."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.region.acting import SYSTEM, Acting
from kadrost.roadmaps.domain.priorities.errors import PrioritiesRefused
from kadrost.roadmaps.domain.priorities.papers import list_paper
from kadrost.roadmaps.domain.queries import snapshot_for
from kadrost.roadmaps.domain.stored_documents import GivenDocument, put_document
from kadrost.roadmaps.models import PriorityList, PriorityPaper
from kadrost.roadmaps.permissions.priorities import require
from kadrost.ui.papers.sheet import lay_out_xlsx
from kadrost.ui.papers.word import lay_out_docx

Kind = PriorityPaper.Kind
FROZEN = (Kind.PRIORITIES, Kind.DIRECTIONS, Kind.ORGANISATIONS)
LAYOUTS = {"docx": lay_out_docx, "xlsx": lay_out_xlsx}


def freeze_papers(priorities: PriorityList, *, day: date) -> None:
    """Store the list's papers as files, within the transaction that adopts it."""
    snapshot = snapshot_for(today=day)
    for kind in FROZEN:
        content = list_paper(priorities, kind, acting=SYSTEM, snapshot=snapshot)
        for layout, lay_out in LAYOUTS.items():
            paper = PriorityPaper(
                list=priorities, kind=kind, layout=layout, title=content.title, kept_on=day,
                number=priorities.ground_number, dated_on=priorities.ground_dated_on,
            )  # fmt: skip
            put_document(paper, GivenDocument(f"{kind.label}, {priorities.year}.{layout}", lay_out(content)))
            paper.save()


@transaction.atomic
def keep_strategy(
    *,
    priorities: PriorityList,
    title: str,
    number: str,
    dated_on: date,
    given: GivenDocument,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> PriorityPaper:
    """Keep the adopted text of the Strategy's section with its requisites; an earlier one stays beside it.

    Raises `PermissionRefused`, `PrioritiesRefused` for a list not adopted, a text without number, file or link, or
    dated in the future, and `ControlRefused` for a file that is not taken.
    """
    require("priorities.keep", acting, priorities.territory)
    if not priorities.is_frozen:
        raise PrioritiesRefused("Список ещё не утверждён.", remedy="Сначала утвердите приоритеты.")
    if not title.strip() or not number.strip():
        raise PrioritiesRefused("Документ не назван.", remedy="Укажите его название и номер.")
    if dated_on > today:
        raise PrioritiesRefused("Дата документа ещё не наступила.", remedy="Проверьте дату.")
    if not given.content and not given.link.strip():
        raise PrioritiesRefused("Нет ни файла, ни ссылки.", remedy="Приложите принятый текст или дайте ссылку.")
    paper = PriorityPaper(
        list=priorities, kind=Kind.STRATEGY, title=title.strip(), number=number.strip(), dated_on=dated_on,
        kept_on=today,
    )  # fmt: skip
    put_document(paper, given)
    paper.save()
    record(
        actor=acting.actor(request_id=request_id), action="keep_strategy", subject=priorities, on=today,
        after={"document": str(paper)},
    )  # fmt: skip
    return paper
