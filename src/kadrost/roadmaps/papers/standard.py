"""Papers of the Standard: the report of a round of self-assessment, a draft of a plan to be signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kadrost.roadmaps.domain.assessment.reading import (
    HIGHEST,
    Change,
    ProvisionLine,
    QuestionLine,
    RoundView,
    state_on,
)
from kadrost.roadmaps.models import AssessmentAnswer, DraftMeasure, PlanDraft
from kadrost.ui.papers.content import PaperContent, PaperRow, PaperTable

CHANGES: dict[Change, str] = {
    "rose": "выше",
    "fell": "ниже",
    "same": "без изменений",
    "new": "раньше не оценивалось",
    "": "",
}
DRAFT_HEADINGS = (
    "№ п/п", "Наименование мероприятия", "Ожидаемый результат", "Срок реализации", "Ответственные исполнители",
    "Документ, закрепляющий результат",
)  # fmt: skip


def assessment_paper(view: RoundView, *, day: date) -> PaperContent:
    """The report: the whole by provisions, what changed, then each provision with its answers and grounds."""
    assessment = view.assessment
    return PaperContent(
        title="Отчёт по самооценке кадрового обеспечения экономического роста",
        subtitle=(
            assessment.title,
            f"{assessment.territory}, {assessment.period_from:%d.%m.%Y} – {assessment.period_until:%d.%m.%Y}",
        ),
        summary=_summary(view, day),
        tables=(_whole(view), *_changes(view), *(_provision(line) for line in view.provisions), _gaps(view)),
        source=f"Сформировано в kadrost по ответам на {day:%d.%m.%Y}. Оценка: 0 – не начато, 1 – есть отдельные шаги, "
        f"2 – работает частично, 3 – работает. Положения: {assessment.edition.title}, редакция "
        f"{assessment.edition.code}; вопросы наши, редакция {assessment.questions_version}.",
        signature=(
            f"{assessment.responsible}",
            "Ответственный за самооценку: ____________________ / ____________________",
        ),
    )


def draft_paper(draft: PlanDraft, measures: Sequence[DraftMeasure]) -> PaperContent:
    """The draft in the form of a roadmap: sections by provisions of the Standard, its own numbering."""
    rows: list[PaperRow] = []
    section, number, at = 0, 0, object()
    for measure in measures:
        if measure.provision_id != at:
            section, number, at = section + 1, 0, measure.provision_id
            rows.append(PaperRow((f"{section}. {_section(measure)}",), kind="section"))
        number += 1
        rows.append(
            PaperRow(
                (
                    f"{section}.{number}.", measure.title, measure.expected_result, measure.due_text,
                    measure.executors, measure.evidence,
                )
            )
        )  # fmt: skip
    return PaperContent(
        title="План мероприятий («дорожная карта»)",
        subtitle=(draft.title, "ПРОЕКТ") if draft.state == PlanDraft.State.WRITTEN else (draft.title,),
        tables=(
            PaperTable(
                headings=DRAFT_HEADINGS, widths=(1.3, 6, 5, 3, 4.5, 4.5), rows=tuple(rows),
                when_empty="Мероприятий в проекте нет.",
            ),
        ),
    )  # fmt: skip


def _section(measure: DraftMeasure) -> str:
    provision = measure.provision
    return f"Мероприятия по положению {provision.number} «{provision.title}»" if provision else "Прочие мероприятия"


def _summary(view: RoundView, day: date) -> tuple[str, ...]:
    assessment = view.assessment
    lines = [
        f"Состояние: {state_on(assessment, day).label.lower()}. Отвечено вопросов: {view.answered} из {view.questions}."
    ]
    if view.previous is not None:
        rose = sum(1 for _, line in view.changed if line.change == "rose")
        lines.append(
            f"По сравнению с раундом «{view.previous.title}» выше оценок: {rose}, ниже: {len(view.changed) - rose}."
        )
    if assessment.closing_words:
        lines.append(f"Вывод: {assessment.closing_words}")
    return tuple(lines)


def _whole(view: RoundView) -> PaperTable:
    return PaperTable(
        caption=f"Положения Стандарта: сумма оценок по вопросам, на каждый до {HIGHEST}",
        headings=("№", "Положение", "Кто отвечал", "Отвечено", "Оценка", "Раньше", "Изменение"),
        widths=(0.8, 9, 6, 2, 2, 2, 3),
        rows=tuple(
            PaperRow(
                (
                    str(line.provision.number), line.provision.title,
                    "; ".join(str(part.organisation) for part in line.parts) or "не назначен",
                    f"{line.answered} из {len(line.questions)}", _points(line),
                    "{} из {}".format(*line.points_before) if line.points_before else "–", CHANGES[line.change],
                )
            )
            for line in view.provisions
        ),
    )  # fmt: skip


def _points(line: ProvisionLine) -> str:
    return f"{line.points} из {line.most_points}" if line.answered else "нет ответов"


def _changes(view: RoundView) -> tuple[PaperTable, ...]:
    if view.previous is None:
        return ()
    return (
        PaperTable(
            caption=f"Что изменилось по сравнению с раундом «{view.previous.title}»",
            headings=("Положение", "Вопрос", "Было", "Стало", "Почему"),
            widths=(1.5, 7, 3, 3, 9),
            rows=tuple(
                PaperRow(
                    (str(one.provision.number), line.question.text, _mark(line.before), _mark(line.answer), _why(line))
                )
                for one, line in view.changed
            ),
            when_empty="Оценок, которые изменились, нет.",
        ),
    )


def _provision(line: ProvisionLine) -> PaperTable:
    return PaperTable(
        caption=f"Положение {line.provision.number}. {line.provision.title}",
        headings=("Вопрос", "Оценка", "Основание", "Пробел", "Направление"),
        widths=(5, 2.4, 8, 4, 4),
        rows=tuple(_question(one) for one in line.questions),
        when_empty="Вопросов нет.",
    )


def _question(line: QuestionLine) -> PaperRow:
    answer = line.answer
    if answer is None:
        return PaperRow((line.question.text, "нет ответа", "", "", ""))
    by = f"Ответила организация: {answer.organisation}, {answer.answered_on:%d.%m.%Y}"
    grounds = "\n".join((answer.ground, *(f"– {one.words}" for one in answer.grounds.all()), by))
    return PaperRow((line.question.text, _mark(answer), grounds, answer.gap, answer.direction))


def _gaps(view: RoundView) -> PaperTable:
    return PaperTable(
        caption="Пробелы и направления",
        headings=("Положение", "Пробел", "Направление"),
        widths=(1.5, 10, 10),
        rows=tuple(
            PaperRow((str(one.provision.number), line.answer.gap, line.answer.direction or "не названо"))
            for one in view.provisions
            for line in one.gaps
            if line.answer
        ),
        when_empty="Пробелы не названы.",
    )


def _why(line: QuestionLine) -> str:
    if line.answer is None:
        return ""
    return line.answer.ground if line.change == "rose" else line.answer.gap or line.answer.ground


def _mark(answer: AssessmentAnswer | None) -> str:
    return f"{answer.mark} – {AssessmentAnswer.Mark(answer.mark).label.lower()}" if answer else "–"
