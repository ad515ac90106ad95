"""Papers of the priorities: the list, its directions, the organisations, the Strategy's section, the draft of the act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.priorities.facts import facts_of
from kadrost.roadmaps.domain.priorities.matrix import matrix_of
from kadrost.roadmaps.domain.priorities.reading import IndicatorLine, ListView, PriorityLine, view_list
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY, Snapshot
from kadrost.roadmaps.models import Participant, Priority, PriorityList, PriorityPaper, PriorityResource
from kadrost.ui.papers.content import PaperContent, PaperRow, PaperTable
from kadrost.ui.wording import number

SECTION, ACT = "section", "act"
BLANK = "____________________"
Kind = PriorityPaper.Kind


def list_paper(priorities: PriorityList, kind: str, *, acting: Acting, snapshot: Snapshot) -> PaperContent:
    """A paper of the list as it stands on the snapshot's day: one of `Kind`, or `SECTION` or `ACT`."""
    view = view_list(priorities, acting=acting, snapshot=snapshot)
    return LAID_OUT[kind](view, snapshot.day)


def _priorities(view: ListView, day: date) -> PaperContent:
    head = _head(view.priorities, "Приоритеты кадрового обеспечения", day)
    return replace(
        head,
        summary=(*head.summary, *_aims(view.priorities)),
        tables=(_priorities_table(view), _indicators_table(view), _money_table(view)),
    )


def _directions(view: ListView, day: date) -> PaperContent:
    head = _head(view.priorities, "Перечень направлений кадрового обеспечения", day)
    rows = [
        PaperRow((str(place), line.priority.title, facts["sector"], facts["professions"] or "не названы"))
        for place, line in enumerate(view.lines, start=1)
        for facts in (facts_of(line.priority),)
    ]
    table = PaperTable(
        headings=("№", "Направление", "Отрасль", "Профессии"), widths=(0.8, 8, 7, 8), rows=tuple(rows),
        when_empty="Направлений нет.",
    )  # fmt: skip
    return replace(head, tables=(table,))


def _organisations(view: ListView, day: date) -> PaperContent:
    head = _head(view.priorities, "Перечень организаций – участников Стандарта", day)
    return replace(head, tables=(_participants_table(view.priorities, day), _training_table(view.priorities, day)))


def _section(view: ListView, day: date) -> PaperContent:
    priorities = view.priorities
    tasks = _lines_of(priorities.tasks)
    summary = [
        f"1. Цель: {priorities.goal or BLANK}",
        "2. Задачи:" if tasks else f"2. Задачи: {BLANK}",
        *(f"2.{place}. {task}" for place, task in enumerate(tasks, start=1)),
        (
            f"3. Приоритеты, мероприятия, средства, показатели до {priorities.horizon} года и участники "
            "приведены в таблицах."
        ),
        *_blanks(view),
    ]
    return PaperContent(
        title="Раздел Стратегии: кадровое обеспечение",
        subtitle=(_of_territory(priorities), _state_line(priorities, day)),
        summary=tuple(summary),
        tables=(
            _priorities_table(view), _measures_table(view), _money_table(view), _indicators_table(view),
            _participants_table(priorities, day), _training_table(priorities, day),
        ),
        source=_source(priorities, day),
    )  # fmt: skip


def _act(view: ListView, day: date) -> PaperContent:
    priorities = view.priorities
    return PaperContent(
        title="Постановление",
        subtitle=(
            "ПРОЕКТ",
            f"от {BLANK} № {BLANK}",
            (
                f"О внесении изменений в Стратегию социально-экономического развития {_genitive(priorities)} "
                f"до {BLANK} года"
            ),
        ),
        summary=(
            f"В соответствии с {BLANK} (основание, статья) {BLANK} (орган) постановляет:",
            f"1. Изложить раздел {BLANK} Стратегии, утверждённой {BLANK} от {BLANK} № {BLANK}, согласно приложению.",
            f"2. Ответственным за достижение показателей раздела определить {BLANK}.",
            f"3. Контроль за исполнением возложить на {BLANK}.",
            f"4. Постановление вступает в силу {BLANK}.",
            f"Основание для изменений: {priorities.ground or BLANK}.",
            "Приложение: раздел «Кадровое обеспечение».",
            *_aims(priorities),
        ),
        tables=(_priorities_table(view), _indicators_table(view), _money_table(view)),
        source=_source(priorities, day),
        signature=(f"{BLANK} (должность)          {BLANK} (подпись)          {BLANK} (фамилия, инициалы)",),
    )


LAID_OUT: dict[str, Callable[[ListView, date], PaperContent]] = {
    Kind.PRIORITIES.value: _priorities,
    Kind.DIRECTIONS.value: _directions,
    Kind.ORGANISATIONS.value: _organisations,
    SECTION: _section,
    ACT: _act,
}


def _head(priorities: PriorityList, title: str, day: date) -> PaperContent:
    return PaperContent(
        title=f"{title} на {priorities.year} год",
        subtitle=(_of_territory(priorities), _state_line(priorities, day)),
        source=_source(priorities, day),
        signature=("Координатор: ____________________ / ____________________",),
    )


def _state_line(priorities: PriorityList, day: date) -> str:
    if priorities.ground and priorities.adopted_on and priorities.adopted_on <= day:
        return f"Утверждены: {priorities.ground}"
    return "ПРОЕКТ"


def _source(priorities: PriorityList, day: date) -> str:
    return f"Сформировано в kadrost по состоянию на {day:%d.%m.%Y}. {priorities}."


def _of_territory(priorities: PriorityList) -> str:
    return str(priorities.territory)


def _genitive(priorities: PriorityList) -> str:
    return priorities.territory.genitive or priorities.territory.name


def _aims(priorities: PriorityList) -> tuple[str, ...]:
    goal = (f"Цель: {priorities.goal}",) if priorities.goal else ()
    tasks = (f"Задачи: {'; '.join(_lines_of(priorities.tasks))}",) if priorities.tasks else ()
    return (*goal, *tasks)


def _blanks(view: ListView) -> tuple[str, ...]:
    """What the text still lacks, by name: it is filled in or left out by a person, never by us."""
    titles = {
        "показатели не названы": [line for line in view.lines if not line.indicators],
        "мероприятий в планах нет": [line for line in view.lines if not line.measures],
        "средства не указаны": [line for line in view.lines if not line.priority.resources.all()],
        "не сказано, кто готовит кадры": [line for line in view.lines if not line.training],
    }
    return tuple(
        f"{BLANK} Заполнить: {said} – {'; '.join(f'«{line.priority.title}»' for line in lines)}."
        for said, lines in titles.items()
        if lines
    )


def _priorities_table(view: ListView) -> PaperTable:
    rows = [_priority_row(place, line) for place, line in enumerate(view.lines, start=1)]
    return PaperTable(
        caption="Приоритеты",
        headings=(
            "№", "Приоритет", "Отрасль", "Цель и задачи", "Источник", "Предприятия и проекты", "Профессии",
            "Ответственный",
        ),
        widths=(0.8, 4, 3.2, 5, 3.4, 4, 4, 3.2),
        rows=tuple(rows),
        when_empty="Приоритетов нет.",
    )  # fmt: skip


def _priority_row(place: int, line: PriorityLine) -> PaperRow:
    facts = facts_of(line.priority)
    return PaperRow(
        (
            str(place), facts["title"], facts["sector"], _joined(facts["goal"], facts["tasks"]), facts["source"],
            _joined(facts["enterprises"], facts["projects"]), facts["professions"], facts["responsible"] or BLANK,
        )
    )  # fmt: skip


def _measures_table(view: ListView) -> PaperTable:
    rows: list[PaperRow] = []
    for line in view.lines:
        rows.append(PaperRow((line.priority.title,), kind="section"))
        rows += [
            PaperRow(
                (
                    one.measure.plan.short_title, one.measure.number, one.measure.title, one.measure.due_text,
                    "; ".join(
                        f"{standing.label.lower()}: {one.standings[standing]}"
                        for standing in STANDINGS_BY_URGENCY
                        if one.standings[standing]
                    ),
                )
            )
            for one in line.measures
        ]  # fmt: skip
        if not line.measures:
            rows.append(PaperRow(("", "", "Мероприятий в планах нет", "", "")))
    return PaperTable(
        caption="Мероприятия планов и их состояние, контрольных точек",
        headings=("План", "№", "Мероприятие", "Срок", "Состояние"), widths=(4, 1.4, 10, 4, 5), rows=tuple(rows),
    )  # fmt: skip


def _indicators_table(view: ListView) -> PaperTable:
    years = list(view.priorities.years)
    rows: list[PaperRow] = []
    for line in view.lines:
        if line.indicators:
            rows.append(PaperRow((line.priority.title,), kind="section"))
        rows += [_indicator_row(one, years) for one in line.indicators]
    return PaperTable(
        caption="Целевые показатели по годам: план, в скобках – факт",
        headings=("Показатель", "Единица", "База", *(str(year) for year in years)),
        widths=(7, 2.2, 3, *(1.8 for _ in years)),
        rows=tuple(rows),
        when_empty="Показатели не названы.",
    )


def _indicator_row(line: IndicatorLine, years: Sequence[int]) -> PaperRow:
    indicator = line.indicator
    base = BLANK[:6]
    if indicator.base_value is not None:
        source = f"\n{indicator.base_source}" if indicator.base_source else ""
        base = f"{number(indicator.base_value)} ({indicator.base_year}){source}"
    values = {one.year: one for one in line.years}
    cells = []
    for year in years:
        one = values.get(year)
        planned = number(one.planned) if one and one.planned is not None else "–"
        cells.append(f"{planned} ({number(one.actual.value)})" if one and one.actual else planned)
    return PaperRow((indicator.title, indicator.unit, base, *cells))


def _money_table(view: ListView) -> PaperTable:
    years = list(view.priorities.years)
    rows = [
        PaperRow((line.priority.title, resource.source, _unit(resource), *_amounts(resource, years)))
        for line in view.lines
        for resource in line.priority.resources.all()
    ]
    return PaperTable(
        caption="Средства по годам",
        headings=("Приоритет", "Источник", "Единица", *(str(year) for year in years)),
        widths=(6, 5, 2, *(1.8 for _ in years)),
        rows=tuple(rows),
        when_empty="Средства не указаны.",
    )


def _unit(resource: PriorityResource) -> str:
    return PriorityResource.Unit(resource.unit).label


def _amounts(resource: PriorityResource, years: Iterable[int]) -> tuple[str, ...]:
    amounts = {one.year: one.value for one in resource.amounts.all()}
    return tuple(number(amounts.get(year)) for year in years)


def _participants_table(priorities: PriorityList, day: date) -> PaperTable:
    here = Participant.objects.filter(territory=priorities.territory_id).in_force(day).select_related("organisation")
    rows: list[PaperRow] = []
    side = ""
    for place, one in enumerate(here, start=1):
        if one.side != side:
            side = one.side
            rows.append(PaperRow((Participant.Side(side).label,), kind="section"))
        until = f" – {one.valid_until:%d.%m.%Y}" if one.valid_until else ""
        days = f"с {one.valid_from:%d.%m.%Y}{until}"
        rows.append(PaperRow((str(place), str(one.organisation), one.role, one.ground, days)))
    return PaperTable(
        caption="Участники Стандарта", headings=("№", "Организация", "Роль", "Основание", "Участвует"),
        widths=(0.8, 9, 6, 6, 3), rows=tuple(rows), when_empty="Участники не выбраны.",
    )  # fmt: skip


def _training_table(priorities: PriorityList, day: date) -> PaperTable:
    matrix = matrix_of(priorities, day=day)
    rows: list[PaperRow] = []
    for row in matrix.rows:
        rows.append(PaperRow((row.priority.title,), kind="section"))
        if row.is_hole:
            rows.append(PaperRow(("Никто не готовит кадры", "")))
        rows += [
            PaperRow((str(participant.organisation), cell.professions or _professions_of(row.priority)))
            for participant, cell in zip(matrix.participants, row.cells, strict=True)
            if cell
        ]
    return PaperTable(
        caption="Кто готовит кадры для приоритетов", headings=("Организация", "Профессии"), widths=(10, 14),
        rows=tuple(rows), when_empty="Приоритетов нет.",
    )  # fmt: skip


def _professions_of(priority: Priority) -> str:
    return priority.professions or "не названы"


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _lines_of(text: str) -> list[str]:
    return [line.strip(" ;") for line in text.splitlines() if line.strip(" ;")]
