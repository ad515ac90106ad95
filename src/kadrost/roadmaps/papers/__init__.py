"""Papers of the control of plans."""

from __future__ import annotations

from kadrost.roadmaps.domain.account import Account, AccountCheckpoint, AccountMeasure
from kadrost.roadmaps.models.checkpoints import Standing
from kadrost.ui.papers.content import PaperContent, PaperRow, PaperTable

COLUMN_WIDTHS = {"number": 1.2, "stage": 2.0, "title": 5.0, "result": 4.5, "due_text": 2.6, "executors": 4.0}
USUAL_WIDTH = 3.4
SAID_BY_RULING = (Standing.ACCEPTED, Standing.RETURNED, Standing.REMOVED)
FILLED_IN = ("Сведения исполнителя", "Представленные документы", "Решение и состояние")


def account_paper(account: Account) -> PaperContent:
    """The yearly account as a paper: the plan's own columns and numbering, with three columns filled in."""
    act = account.plan.act
    return PaperContent(
        title=f"Информация о ходе реализации за {account.year} год",
        subtitle=tuple(dict.fromkeys((account.plan.title, act.caption))),
        summary=_summary(account),
        tables=(
            PaperTable(
                headings=(*(column["heading"] for column in account.columns), *FILLED_IN),
                widths=(*(COLUMN_WIDTHS.get(column["field"], USUAL_WIDTH) for column in account.columns), 6, 4.5, 4.5),
                rows=tuple(_rows(account)),
                when_empty="В плане нет мероприятий.",
            ),
        ),
        source=f"Сформировано в kadrost по отчётам исполнителей и решениям контролёра по состоянию на "
        f"{account.as_of:%d.%m.%Y}. Сведения, которых нет, названы в таблице прямо.",
        signature=(
            "Ответственный за подготовку информации: ____________________ / ____________________",
            "Дата: ______________",
        ),
    )


def _summary(account: Account) -> tuple[str, ...]:
    totals = account.totals
    count = totals.total()
    if not count:
        return (f"Контрольных точек со сроком в {account.year} году нет.",)
    parts = [f"{standing.label.lower()} – {totals[standing]}" for standing in Standing if totals[standing]]
    lines = [f"Контрольных точек со сроком в {account.year} году: {count}, из них {', '.join(parts)}."]
    if account.silent:
        numbers = ", ".join(measure.measure.number for measure in account.silent)
        lines.append(f"Нет ни одного отчёта по мероприятиям: {numbers}.")
    return tuple(lines)


def _rows(account: Account) -> list[PaperRow]:
    rows = []
    for section in account.sections:
        if section.section is not None:
            rows.append(PaperRow((str(section.section),), kind="section"))
        stage = ""
        for measure in section.measures:
            if measure.measure.stage and measure.measure.stage != stage:
                stage = measure.measure.stage
                rows.append(PaperRow((stage,), kind="stage"))
            rows.append(_measure_row(account, measure))
    return rows


def _measure_row(account: Account, row: AccountMeasure) -> PaperRow:
    own = tuple(row.words.get(column["field"], "") for column in account.columns)
    if not row.checkpoints:
        return PaperRow((*own, "", "", _without_checkpoints(row, account.year)))
    many = len(row.checkpoints) > 1
    return PaperRow(
        (
            *own,
            "\n".join(_dated(point, point.claims or ("Отчёта нет.",), many=many) for point in row.checkpoints),
            "\n".join(_dated(point, _documents(point), many=many) for point in row.checkpoints),
            "\n".join(_dated(point, _decisions(point, account), many=many) for point in row.checkpoints),
        )
    )


def _without_checkpoints(row: AccountMeasure, year: int) -> str:
    if row.measure.is_continuous:
        return "Исполняется постоянно."
    if row.measure.is_on_demand:
        return "Исполняется по мере необходимости."
    return f"Сроков в {year} году нет."


def _dated(point: AccountCheckpoint, lines: tuple[str, ...], *, many: bool) -> str:
    text = "\n".join(lines)
    return f"К {point.due_on:%d.%m.%Y}: {text}" if many else text


def _documents(point: AccountCheckpoint) -> tuple[str, ...]:
    missing = tuple(f"Не представлено: {text}" for text in point.missing)
    return (*point.evidence, *missing) or ("Документов нет.",)


def _decisions(point: AccountCheckpoint, account: Account) -> tuple[str, ...]:
    """The rulings, and how the point stands where the last ruling does not say it."""
    return (
        point.rulings
        if point.rulings and point.standing in SAID_BY_RULING
        else (*point.rulings, _standing(point, account))
    )


def _standing(point: AccountCheckpoint, account: Account) -> str:
    if point.standing in (Standing.LATE, Standing.SILENT):
        return f"{point.standing.label}, просрочено на {(account.as_of - point.due_on).days} дн."
    return f"{point.standing.label}."
