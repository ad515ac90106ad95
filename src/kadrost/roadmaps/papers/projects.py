"""Papers of projects: the «Перечень проектов кадрового обеспечения» as of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kadrost.roadmaps.domain.projects.reading import ProjectLine
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY
from kadrost.roadmaps.models import Project
from kadrost.ui.papers.content import PaperContent, PaperRow, PaperTable

HEADINGS = (
    "№ п/п", "Проект, программа", "Код", "Срок", "Состояние", "Ответственный", "Мероприятий", "Контрольные точки",
    "Условия", "Соглашений",
)  # fmt: skip


def projects_paper(lines: Sequence[ProjectLine], *, territories: Sequence[str], day: date) -> PaperContent:
    """The list: each project with its period, state, responsible body, and how the measures of plans stand in it."""
    return PaperContent(
        title="Перечень проектов кадрового обеспечения",
        subtitle=(*territories, f"по состоянию на {day:%d.%m.%Y}"),
        summary=(_summary(lines),),
        tables=(
            PaperTable(
                headings=HEADINGS,
                widths=(1.1, 7, 1.6, 3.2, 2.2, 4.6, 2.1, 4.6, 3, 2),
                rows=tuple(PaperRow(_cells(number, line)) for number, line in enumerate(lines, start=1)),
                when_empty="Проектов в перечне нет.",
            ),
        ),
        source=f"Сформировано в kadrost по перечню проектов и мероприятиям планов на {day:%d.%m.%Y}. "
        "Мероприятия частей учтены и у целого; «Мероприятий» – штук, «Контрольные точки» – штук по состоянию.",
    )


def _summary(lines: Sequence[ProjectLine]) -> str:
    states = [f"{state.label.lower()}: {sum(1 for one in lines if one.state == state)}" for state in Project.State]
    measures = {measure for line in lines for measure in line.measures}
    return f"Проектов и программ: {len(lines)} ({', '.join(states)}). Мероприятий планов в них: {len(measures)}."


def _cells(number: int, line: ProjectLine) -> tuple[str, ...]:
    project = line.project
    standings = [f"{one.label.lower()}: {line.standings[one]}" for one in STANDINGS_BY_URGENCY if line.standings[one]]
    conditions = [
        f"{word}: {total}" for word, total in (("ожидается", line.awaited), ("не выполнено", line.failed)) if total
    ]
    return (
        str(number), f"{'– ' * line.depth}{Project.Kind(project.kind).label} «{project.title}»", project.code or "–",
        period_of(project), line.state.label, str(project.responsible or "не назначен"), str(len(line.measures)),
        "\n".join(standings) or "–", "\n".join(conditions) or "–", str(line.agreements),
    )  # fmt: skip


def period_of(project: Project) -> str:
    """«01.01.2025 – 31.12.2030», «с 01.01.2025», «не назван»."""
    if project.begins_on and project.ends_on:
        return f"{project.begins_on:%d.%m.%Y} – {project.ends_on:%d.%m.%Y}"
    if project.begins_on:
        return f"с {project.begins_on:%d.%m.%Y}"
    return f"по {project.ends_on:%d.%m.%Y}" if project.ends_on else "не назван"
