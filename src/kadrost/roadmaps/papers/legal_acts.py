"""Papers of legal acts: the «Перечень нормативных и методических документов» as of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from kadrost.roadmaps.domain.legal_acts.reading import ActLine
from kadrost.roadmaps.models import LegalAct
from kadrost.ui.papers.content import PaperContent, PaperRow, PaperTable

HEADINGS = (
    "№ п/п", "Вид", "Название", "Кем принят, дата, номер", "Положение Стандарта", "Состояние", "Действует",
    "Обновление", "Ответственный", "Мероприятий",
)  # fmt: skip


def legal_acts_paper(lines: Sequence[ActLine], *, territories: Sequence[str], day: date) -> PaperContent:
    """The list: each act with its requisites, state, term and renewal, and how many measures ask for it."""
    return PaperContent(
        title="Перечень нормативных и методических документов",
        subtitle=(*territories, f"по состоянию на {day:%d.%m.%Y}"),
        summary=(_summary(lines),),
        tables=(
            PaperTable(
                headings=HEADINGS,
                widths=(1.1, 2.6, 7, 4.6, 1.8, 3, 3.2, 3.4, 4, 1.9),
                rows=tuple(PaperRow(_cells(number, line)) for number, line in enumerate(lines, start=1)),
                when_empty="Документов в перечне нет.",
            ),
        ),
        source=f"Сформировано в kadrost по перечню документов на {day:%d.%m.%Y}. "
        "«Мероприятий» – штук: сколько мероприятий планов спрашивают документ.",
    )


def _summary(lines: Sequence[ActLine]) -> str:
    totals = Counter(line.status for line in lines)
    states = [f"{status.label.lower()}: {totals[status]}" for status in LegalAct.Status if totals[status]]
    told = f" ({'; '.join(states)})" if states else ""
    return f"Документов: {len(lines)}{told}."


def _cells(number: int, line: ActLine) -> tuple[str, ...]:
    act = line.legal_act
    requisites = [
        act.issuer,
        f"{act.signed_on:%d.%m.%Y}" if act.signed_on else "",
        f"№ {act.number}" if act.number else "",
    ]
    return (
        str(number), LegalAct.Kind(act.kind).label, act.title, ", ".join(part for part in requisites if part) or "–",
        str(act.provision or "–"), line.status.label, term_of(act), _renewal(act),
        str(act.responsible or "не назначен"), str(line.measures),
    )  # fmt: skip


def term_of(act: LegalAct) -> str:
    """«с 01.02.2027 по 31.12.2028», «–»."""
    since = act.in_force_from or act.signed_on
    until = act.ended_on or act.in_force_until
    parts = [f"с {since:%d.%m.%Y}" if since else "", f"по {until:%d.%m.%Y}" if until else ""]
    return " ".join(part for part in parts if part) or "–"


def _renewal(act: LegalAct) -> str:
    due = f"до {act.renew_by:%d.%m.%Y}" if act.renew_by and not act.ended_on else ""
    return "\n".join(part for part in (act.renewal, due) if part) or "–"
