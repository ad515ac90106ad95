"""The analytical report of a plan's effectiveness: every figure from what is kept with the analysis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kadrost.roadmaps.domain.editions.items import EDITION_FIELDS
from kadrost.roadmaps.domain.effectiveness.findings import CODES
from kadrost.roadmaps.domain.effectiveness.indicators import COUNTED_OF, GROUPS
from kadrost.roadmaps.domain.effectiveness.points import middle
from kadrost.roadmaps.domain.effectiveness.reading import Indicator, Line, groups_shown, indicators_of
from kadrost.roadmaps.domain.effectiveness.thresholds import THRESHOLDS
from kadrost.roadmaps.models import CorrectionProposal, EffectivenessAnalysis
from kadrost.ui.papers.content import PaperContent, PaperRow, PaperTable
from kadrost.ui.typography import number

NO_GROUP = {"section": "Вне разделов", "executor": "Исполнитель не назван", "provision": "Положение не определено"}
FEW = "мало сроков"


def analysis_paper(analysis: EffectivenessAnalysis, lines: Sequence[Line]) -> PaperContent:
    """The report: the whole and what changed, groups, facts by measure, findings with proposals and decisions, rules."""
    plan = analysis.plan
    days = (
        f"Период {analysis.period_from:%d.%m.%Y} – {analysis.period_until:%d.%m.%Y}, по состоянию на "
        f"{analysis.as_of:%d.%m.%Y}, редакция плана {analysis.edition}"
    )
    return PaperContent(
        title="Аналитический отчёт об эффективности реализации",
        subtitle=tuple(dict.fromkeys((plan.title, plan.act.caption, days))),
        summary=tuple(_summary(analysis, lines)),
        tables=(
            _whole(analysis), *(_group(analysis, name) for name in GROUPS), _facts(lines), _findings(lines),
            _proposals(lines), _rules(analysis),
        ),
        source=_source(analysis),
        signature=(
            "Ответственный за подготовку отчёта: ____________________ / ____________________",
            "Дата: ______________",
        ),
    )  # fmt: skip


def _summary(analysis: EffectivenessAnalysis, lines: Sequence[Line]) -> Iterable[str]:
    totals = analysis.summary["totals"]
    if analysis.state != EffectivenessAnalysis.State.APPROVED:
        yield "ПРОЕКТ: анализ не утверждён, решения могут измениться."
    yield (
        f"Мероприятий {totals['measures']}, наступивших сроков {totals['due']}; "
        f"мероприятий, о которых есть что сказать: {totals['troubled']}."
    )
    decided = [one.state for line in lines for one in line.proposals]
    accepted, refused = (decided.count(one) for one in (CorrectionProposal.State.ACCEPTED, "refused"))
    yield f"Предложений о корректировке {len(decided)}: принято {accepted}, отклонено {refused}."
    if analysis.conclusion:
        yield f"Вывод: {analysis.conclusion}"


def _whole(analysis: EffectivenessAnalysis) -> PaperTable:
    before = f"На {analysis.previous.as_of:%d.%m.%Y}" if analysis.previous else "Прошлый анализ"
    return PaperTable(
        caption=f"Показатели плана на {analysis.as_of:%d.%m.%Y}",
        headings=("Показатель", "Число", "Из", "Из чего считается", "Доля или значение", before, "Изменение"),
        widths=(6, 1.6, 1.6, 6, 3, 2.6, 2.6),
        rows=tuple(_indicator(one) for one in indicators_of(analysis)),
    )


def _indicator(one: Indicator) -> PaperRow:
    unit = " дн." if one.code == "median" else " %"
    value = "нет данных" if one.value is None else f"{number(round(one.value, 1))}{unit}"
    if one.is_few and one.value is not None:
        value += f" ({FEW})"
    before = "–" if one.before is None else f"{number(round(one.before, 1))}{unit}"
    change = "–" if one.change is None else f"{one.change:+.1f}".replace(".", ",").replace("-", "−")
    counted = COUNTED_OF.get(one.counted_of, "сроки, принятые с опозданием")
    return PaperRow((one.title, str(one.part), str(one.whole), counted, value, before, change))


def _group(analysis: EffectivenessAnalysis, name: str) -> PaperTable:
    few = analysis.thresholds["few"]
    return PaperTable(
        caption=f"{GROUPS[name]}: число сроков, опоздание в днях",
        headings=(
            "Название", "Мероприятий", "Наступило сроков", "В срок", "С опозданием", "Медиана, дней", "На проверке",
            "Нет результата", "Нет отчёта", "Против цифр", "Без документа", "",
        ),
        widths=(6, 1.8, 1.8, 1.5, 1.8, 1.8, 1.8, 1.8, 1.8, 1.8, 1.8, 2),
        rows=tuple(
            PaperRow(
                (
                    row["name"] or NO_GROUP[name], str(row["measures"]), str(row["due"]), str(row["in_time"]),
                    str(row["late"]), number(row["median"]), str(row["waiting"]), str(row["overdue"]),
                    str(row["silent"]), str(row["contradicted"]), str(row["unproven"]), FEW if row["due"] < few else "",
                )
            )
            for row in groups_shown(analysis)[name]
        ),
    )  # fmt: skip


def _facts(lines: Sequence[Line]) -> PaperTable:
    return PaperTable(
        caption="Факты по мероприятиям: число сроков периода, опоздание в днях, тишина в днях",
        headings=(
            "№", "Мероприятие", "Наступило", "В срок", "С опозданием", "Медиана", "На проверке", "Нет результата",
            "Нет отчёта", "Снято", "Продлений", "Возвратов", "Против цифр", "Без документа", "Тишина", "Цифры отчётов",
        ),
        widths=(1.2, 6, 1.4, 1.2, 1.6, 1.4, 1.6, 1.6, 1.4, 1.2, 1.6, 1.6, 1.4, 1.6, 1.4, 4),
        rows=tuple(_fact_row(line) for line in lines),
        when_empty="Мероприятий нет.",
    )  # fmt: skip


def _fact_row(line: Line) -> PaperRow:
    facts, counts = line.facts, line.facts.counts
    figures = "; ".join(f"{one['text']}: {one['value']}" for one in facts.figures)
    cells = (
        facts.due, counts["in_time"], counts["late"], number(middle(facts.lateness)), counts["waiting"],
        counts["overdue"], counts["silent"], counts["removed"], facts.extensions, facts.returns, facts.contradicted,
        facts.unproven, facts.silent_days,
    )  # fmt: skip
    return PaperRow((line.line.number, line.line.title, *map(str, cells), figures))


def _findings(lines: Sequence[Line]) -> PaperTable:
    return PaperTable(
        caption="Выводы: что найдено и по какому правилу",
        headings=("№", "Мероприятие", "Вывод", "Почему", "Правило"),
        widths=(1.2, 6, 3.4, 7, 5),
        rows=tuple(
            PaperRow((line.line.number, line.line.title, CODES[one["code"]], one["words"], one["rule"]))
            for line in lines
            for one in line.line.findings
        ),
        when_empty="По правилам ничего не найдено.",
    )


def _proposals(lines: Sequence[Line]) -> PaperTable:
    return PaperTable(
        caption="Предложения о корректировке и решения",
        headings=("№", "Мероприятие", "Предложено", "Основание", "Что меняется", "Мнение исполнителя", "Решение"),
        widths=(1.2, 5, 3, 6, 6, 4, 4),
        rows=tuple(_proposal_row(line, one) for line in lines for one in line.proposals),
        when_empty="Предложений нет.",
    )


def _proposal_row(line: Line, one: CorrectionProposal) -> PaperRow:
    opinions = "\n".join(f"{each.organisation}: {each.words}" for each in one.opinions.all())
    decided = f"{one.get_state_display()}"
    if one.decided_on:
        decided += f" {one.decided_on:%d.%m.%Y}, {one.decided_by_name}"
    decided += f". {one.words}" if one.words else ""
    return PaperRow(
        (line.line.number, line.line.title, one.get_kind_display(), one.ground, change_in_words(one), opinions, decided)
    )


def change_in_words(proposal: CorrectionProposal) -> str:
    """What the next edition would say, in words; a dash where the plan's words stay."""
    change: dict[str, Any] = proposal.change
    if change.get("leave_out"):
        return "Исключить мероприятие"
    before = change.get("before", {})
    parts = [
        f"{label}: было «{before.get(name, '')}», станет «{change['words'][name]}»"
        for name, label in EDITION_FIELDS.items()
        if name in change.get("words", {})
    ]
    parts += [f"Новое мероприятие {one['number']}: {one['result']}" for one in change.get("added", ())]
    return "\n".join(parts) or "–"


def _rules(analysis: EffectivenessAnalysis) -> PaperTable:
    return PaperTable(
        caption="Пороги, по которым сделаны выводы",
        headings=("Порог", "Значение", "Единица"),
        widths=(10, 2, 4),
        rows=tuple(PaperRow((one.title, str(analysis.thresholds[name]), one.unit)) for name, one in THRESHOLDS.items()),
    )


def _source(analysis: EffectivenessAnalysis) -> str:
    checked = f" Контрольная сумма утверждённого: {analysis.digest}." if analysis.digest else ""
    return (
        "Сформировано в kadrost по отчётам исполнителей, решениям контролёра и документам. Срок относится к периоду по "
        "первоначальной дате; опоздание – дни от действующего срока до отчёта, который принят. Снятые с контроля сроки "
        "в доли не входят. Выводы сделаны правилами с порогами из последней таблицы, предложения вычислены из фактов, "
        f"решения приняты людьми.{checked}"
    )
