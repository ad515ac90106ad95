"""A session's papers: the protocol with its tables, and the results with the marks by experts' numbers. Always Russian."""

from __future__ import annotations

from datetime import date

from django.utils import translation

from kadrost.council.domain.expert_sessions.results import ProposalResult, SessionResults, SheetLine
from kadrost.council.domain.expert_sessions.words import (
    agreement_words,
    change_words,
    figure,
    missing_rule_words,
    percent,
    rule_words,
    thresholds_words,
)
from kadrost.council.models import ExpertSession, SessionExpert
from kadrost.ui.papers.content import PaperContent, PaperRow, PaperTable
from kadrost.ui.typography import number


def protocol_of(
    session: ExpertSession, results: SessionResults, experts: list[SessionExpert], *, as_of: date
) -> PaperContent:
    """The protocol: who took part, what was asked, the proposals, their results, the agreement, the decisions."""
    with translation.override("ru"):
        return PaperContent(
            title=f"Протокол № {session.number}",
            subtitle=(
                f"экспертной сессии {session.body.genitive}",
                f"«{session.title}»",
                ", ".join(part for part in (f"от {session.held_on:%d.%m.%Y} г.", session.place) if part),
            ),
            summary=(*_head(session, results), *_interests(results), *_agreement(results), *_decisions(results)),
            tables=(
                _experts(experts),
                _proposals(results),
                _results(session, results, as_of),
                _demands(results),
            ),
            source=_source(session, as_of),
            signature=_signatures(session),
        )


def results_sheet_of(
    session: ExpertSession, results: SessionResults, lines: list[SheetLine], *, as_of: date
) -> PaperContent:
    """The results for a spreadsheet, and the marks of each expert by number."""
    with translation.override("ru"):
        numbers = {row.proposal.pk: row.number for row in results.rows}
        return PaperContent(
            title=f"Итоги экспертной сессии № {session.number}: {session.title}",
            subtitle=(session.body.organisation.name, f"День сессии {session.held_on:%d.%m.%Y}"),
            summary=(rule_words(session), *_agreement(results)),
            tables=(_results(session, results, as_of), _marks(session, lines, numbers)),
            source=_source(session, as_of),
        )


def _head(session: ExpertSession, results: SessionResults) -> tuple[str, ...]:
    leading = ", ".join(part for part in (session.facilitator_name, session.facilitator_post) if part)
    rounds = "; ".join(f"тур {one} – {count}" for one, count in results.voted.items() if count)
    return (
        f"Основание: {session.ground}.",
        f"Ведущий: {leading}.",
        f"Отрасль: {session.branch}. Территория: {session.body.territory}. Горизонт: {session.get_horizon_display()}.",
        f"СЛУШАЛИ: {session.purpose}",
        f"Критерии, баллы от 1 до 5: {'; '.join(session.criteria)}.",
        f"Экспертов {results.experts}, дали оценки: {rounds or 'никто'}.",
        rule_words(session),
    )


def _interests(results: SessionResults) -> tuple[str, ...]:
    declared = [
        f"{conflict.expert.name} (предложение {row.number})"
        for row in sorted(results.rows, key=lambda row: row.number)
        if row.conflicts
        for conflict in row.proposal.conflicts.select_related("expert")
    ]
    return (f"О личном интересе заявили, оценки не учтены: {'; '.join(declared)}.",) if declared else ()


def _agreement(results: SessionResults) -> tuple[str, ...]:
    said = [
        f"Тур {one}. {agreement_words(found)}" for one, found in results.agreement.items() if results.voted.get(one)
    ]
    return (*said, thresholds_words(), missing_rule_words()) if said else ()


def _decisions(results: SessionResults) -> tuple[str, ...]:
    taken = [f"{row.number}. {row.proposal.name}" for row in results.taken]
    lines = ["РЕШЕНИЕ."]
    lines.append(
        f"Предложить в перечень профессий и компетенций: {'; '.join(taken)}."
        if taken
        else "В перечень ничего не предлагать."
    )
    lines += [
        f"По предложению {row.number} «{row.proposal.name}» решено: {row.proposal.get_outcome_display()}. "
        f"Обоснование: {row.proposal.outcome_ground}"
        for row in results.rows
        if row.proposal.outcome
    ]
    return tuple(lines)


def _experts(experts: list[SessionExpert]) -> PaperTable:
    return PaperTable(
        headings=("№", "Эксперт", "Должность", "Организация", "Сторона", "В чём эксперт", "Участие"),
        rows=tuple(
            PaperRow((
                str(number_of), one.name, one.post, one.represents, one.get_side_display(), one.competence,
                one.get_presence_display(),
            ))
            for number_of, one in enumerate(experts, start=1)
        ),
        widths=(1, 4, 5, 6, 3, 5, 3),
        caption="Участники",
        when_empty="Экспертов нет.",
    )  # fmt: skip


def _proposals(results: SessionResults) -> PaperTable:
    rows = sorted(results.rows, key=lambda row: row.number)
    return PaperTable(
        headings=("№", "Предложение", "Код", "Что происходит", "Горизонт", "Обоснование", "Потребность, человек", "Авторы"),
        rows=tuple(
            PaperRow((
                str(row.number), f"{row.proposal.name} ({row.proposal.get_subject_display()})", _code(row),
                row.proposal.get_kind_display(), row.proposal.get_horizon_display(),
                f"{row.proposal.get_reason_display()}: {row.proposal.reason_words}", _needed(row),
                ", ".join(author.expert.name for author in row.proposal.authors.all()),
            ))
            for row in rows
        ),
        widths=(1, 6, 3, 3, 3, 7, 3, 4),
        caption="Предложения",
        when_empty="Предложений нет.",
    )  # fmt: skip


def _results(session: ExpertSession, results: SessionResults, as_of: date) -> PaperTable:
    return PaperTable(
        headings=(
            "№", "Предложение", "Оценок", "Медиана, баллы", "Размах, баллы", "Доля оценок от 4 баллов, %",
            "Медиана в туре 1, баллы", "Изменение, баллы", *(f"{one}, медиана, баллы" for one in session.criteria),
            "Решение",
        ),
        rows=tuple(
            PaperRow((
                str(row.number), row.proposal.name, str(row.final.count if row.final else 0),
                figure(row.final.median if row.final else None), figure(row.final.range if row.final else None),
                percent(row.final.share) if row.final else "–",
                figure(row.rounds[1].median if 1 in row.rounds else None), change_words(row.change),
                *(_padded(row, len(session.criteria))), _outcome(row),
            ))
            for row in results.rows
        ),
        widths=(1, 6, 2, 2, 2, 2, 2, 2, *(2.5 for _one in session.criteria), 4),
        caption=f"Результаты по состоянию на {as_of:%d.%m.%Y}; тур {results.last_round}, баллы от 1 до 5",
        when_empty="Предложений нет.",
    )  # fmt: skip


def _demands(results: SessionResults) -> PaperTable:
    return PaperTable(
        headings=("№", "Предложение", "Что должны знать и уметь выпускники"),
        rows=tuple(
            PaperRow((str(row.number), row.proposal.name, row.proposal.demands))
            for row in results.taken
            if row.proposal.demands
        ),
        widths=(1, 6, 14),
        caption="Требования к программам",
        when_empty="Требования не названы.",
    )


def _marks(session: ExpertSession, lines: list[SheetLine], numbers: dict[int, int]) -> PaperTable:
    return PaperTable(
        headings=("Эксперт №", "Тур", "№", "Предложение", *session.criteria, "Уверенность"),
        rows=tuple(
            PaperRow((
                str(line.expert), str(line.round), str(numbers.get(line.proposal.pk, "")), line.proposal.name,
                *([str(score) for score in line.scores] or ["воздержался"] * len(session.criteria)), line.confidence,
            ))
            for line in lines
        ),
        widths=(2, 1, 1, 6, *(3 for _one in session.criteria), 3),
        caption="Оценки по номерам экспертов, баллы; номера даны по жребию",
        when_empty="Оценки ещё не открыты.",
    )  # fmt: skip


def _code(row: ProposalResult) -> str:
    return " ".join(part for part in (row.proposal.code, row.proposal.classifier) if part)


def _needed(row: ProposalResult) -> str:
    if row.proposal.needed is None:
        return ""
    year = f" к {row.proposal.needed_in} году" if row.proposal.needed_in else ""
    return f"{number(row.proposal.needed)}{year}"


def _padded(row: ProposalResult, criteria: int) -> list[str]:
    return [figure(one) for one in row.criteria] or ["–"] * criteria


def _outcome(row: ProposalResult) -> str:
    word = "предложить в перечень" if row.is_taken else "не предлагать"
    return f"{word} (решение группы)" if row.proposal.outcome else word


def _source(session: ExpertSession, as_of: date) -> str:
    return (
        f"Источник: оценки экспертов сессии № {session.number}, данные на {as_of:%d.%m.%Y}. Оценка эксперта – среднее "
        "по критериям; квартили – линейной интерполяцией; W – коэффициент Кендалла с поправкой на связанные ранги."
    )


def _signatures(session: ExpertSession) -> tuple[str, ...]:
    chair = ", ".join(part for part in (session.chair_post, session.chair_name) if part)
    return (
        f"Председатель ____________________ {chair}".rstrip(),
        f"Ведущий ____________________ {session.facilitator_name}",
        f"Секретарь ____________________ {session.secretary_name}".rstrip(),
    )
