"""Papers of councils besides protocols: how the decisions of a body are carried out."""

from __future__ import annotations

from kadrost.council.domain.assignments import AssignmentLine, Register, Shown
from kadrost.roadmaps.domain.plan_table import Point
from kadrost.ui.papers.content import PaperContent, PaperRow, PaperTable

HEADINGS = ("№ п/п", "Поручение", "Исполнители", "Срок", "Что сделано", "Состояние")
WIDTHS = (1.3, 8, 5, 3.5, 6.5, 3.5)
SHOWN_WORDS = {
    Shown.ATTENTION: "Только поручения, которые требуют внимания: без отчёта, просроченные, возвращённые, с противоречием.",
    Shown.OPEN: "Только поручения, срок которых не закрыт.",
    Shown.KEPT: "Только постоянные поручения и исполняемые по мере необходимости.",
    Shown.CLOSED: "Только исполненные и снятые с контроля поручения.",
    Shown.NO_TERM: "Только решения без срока.",
}


def register_paper(register: Register, *, shown: Shown = Shown.ALL) -> PaperContent:
    """The information on carrying out the body's decisions: protocol by protocol, each decision with what is known."""
    return PaperContent(
        title=f"Справка об исполнении решений {register.body.genitive}",
        subtitle=(f"по состоянию на {register.day:%d.%m.%Y}",),
        summary=tuple(_summary(register, shown)),
        tables=(
            PaperTable(headings=HEADINGS, widths=WIDTHS, rows=tuple(_rows(register)), when_empty="Поручений нет."),
        ),
        source=f"Сформировано в kadrost по подписанным протоколам, отчётам исполнителей и решениям контролёра по "
        f"состоянию на {register.day:%d.%m.%Y}. Сведения, которых нет, названы в таблице прямо.",
        signature=("Секретарь: ____________________ / ____________________",),
    )


def _summary(register: Register, shown: Shown) -> list[str]:
    totals = register.totals
    counted = (
        f"Решений: {len(register.lines)}, протоколов: {len(register.protocols)}. Исполнено и снято с контроля: "
        f"{totals[Shown.CLOSED]}, в работе: {totals[Shown.OPEN]}, из них требуют внимания: {totals[Shown.ATTENTION]}. "
        f"Постоянно и по мере необходимости: {totals[Shown.KEPT]}, без срока: {totals[Shown.NO_TERM]}."
    )
    return [SHOWN_WORDS[shown], counted] if shown in SHOWN_WORDS else [counted]


def _rows(register: Register) -> list[PaperRow]:
    rows: list[PaperRow] = []
    for protocol in register.protocols:
        rows.append(PaperRow((protocol.plan.act.caption,), kind="section"))
        rows.extend(_row(line) for line in register.lines if line.protocol.pk == protocol.pk)
    return rows


def _row(line: AssignmentLine) -> PaperRow:
    measure = line.measure
    return PaperRow(
        (
            measure.number, measure.title, line.executors or "не названы", measure.due_text or "без срока",
            said_of(line), state_of(line),
        )
    )  # fmt: skip


def said_of(line: AssignmentLine) -> str:
    """What the executor reported and the controller decided last, or that there is nothing."""
    parts = []
    if line.report:
        report = line.report
        parts.append(
            f"{report.get_claim_display()} ({report.organisation.caption}, {report.reported_on:%d.%m.%Y}): {report.words}"
        )
    if line.ruling:
        ground = f": {line.ruling.ground}" if line.ruling.ground else ""
        parts.append(f"{line.ruling}{ground}")
    if not parts and line.points:
        return "Отчёта нет"
    return "\n".join(parts)


def state_of(line: AssignmentLine) -> str:
    """How the decision stands in words: every open term, or what it is where it has none."""
    if not line.points:
        return _without_term(line)
    open_points = [point for point in line.points if point.standing not in ("accepted", "removed")]
    if not open_points:
        return "; ".join(dict.fromkeys(point.standing.label for point in line.points))
    return "; ".join(_point(point) for point in open_points)


def _point(point: Point) -> str:
    return f"{point.standing.label}, срок {point.due_on:%d.%m.%Y}"


def _without_term(line: AssignmentLine) -> str:
    if line.measure.is_continuous:
        return "Исполняется постоянно"
    return "По мере необходимости" if line.measure.is_on_demand else "Без срока"
