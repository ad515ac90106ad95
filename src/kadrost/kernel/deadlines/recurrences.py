"""Recurrences as rules: from which period on, in which parts of the year, up to which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kadrost.kernel.deadlines.dated import Draft, slot_days, yearly_rule
from kadrost.kernel.deadlines.grammar import RefusedError
from kadrost.kernel.deadlines.meaning import SCHOOL_YEAR, AfterPeriod, Dated, Every, Frame, Recurrence, Slot
from kadrost.kernel.periods import (
    END_OF_MONTH,
    MONTHS_IN_YEAR,
    add_months,
    day_or_last,
    monday_of,
    month_end,
    period_end,
    period_start,
)
from kadrost.kernel.rules import DAYS_IN_WEEK, DayAfterPeriod, EveryMonths, EveryWeek, Once, Rule

_CALENDAR_PERIODS = {1, 3, 6}
_EQUAL_PARTS = {2: 6, 4: 3}
"""How many times a year: of how many months each part is."""
_LONGEST_SUMMER = 100
"""Days before 1 September that a plan of one school year may begin earlier."""
_WHOLE_YEAR = Slot(1, 1, 12, END_OF_MONTH, "year")


@dataclass(frozen=True, slots=True)
class _Window:
    """Between which days a recurrence starts its periods; `named` where the phrase names whole years."""

    since: date | None
    until: date | None
    item: Dated | None = None
    named: bool = False


def resolve_recurrence(recurrence: Recurrence, draft: Draft) -> None:
    """Fill the draft with the recurrence's rules; refused where they would never come to pass."""
    draft.on_demand = recurrence.on_demand
    if recurrence.after is not None:
        if recurrence.frame != Frame():
            raise RefusedError("Неясно, к отчетному периоду или к дню отчета относятся названные годы")
        draft.rules.append(_after_period(recurrence.after, draft))
    else:
        for window in _windows(recurrence.frame, draft):
            draft.rules += _in_window(recurrence, window, draft)
    draft.rules = [rule for rule in draft.rules if next(iter(rule.expand(date.max)), None)]
    if not draft.rules:
        raise RefusedError("По правилам счета ни один срок не попадает в названные границы")


def _windows(frame: Frame, draft: Draft) -> list[_Window]:
    if frame.years:
        return [_Window(*draft.days(item), item=item, named=True) for item in frame.years]
    since = draft.days(frame.since)[0] if frame.since else None
    until = draft.days(frame.until)[1] if frame.until else draft.period_end
    if since and until and until < since:
        raise RefusedError("Конец промежутка раньше его начала")
    if since and draft.signed and since < draft.signed and since.year < draft.signed.year:
        draft.remarks.append("Начало названо раньше года документа: прошедшее до его дня не считается")
    return [_Window(since, until, item=frame.since)]


def _in_window(recurrence: Recurrence, window: _Window, draft: Draft) -> list[Rule]:
    if recurrence.slots:
        return _slots_in_window(recurrence, window, draft)
    if recurrence.day_of_month:
        return [_month_day(recurrence, window, draft)]
    if recurrence.weekdays:
        return [_weekday(day, window, draft) for day in dict.fromkeys(recurrence.weekdays)]
    every = _equal_parts(recurrence.every, draft)
    if every.months == 0:
        first = monday_of(_from_day(window, every, draft))
        if window.named and window.since and first < window.since:
            first += timedelta(days=7)
        return [EveryWeek(first, until=window.until)]
    if every.months % MONTHS_IN_YEAR == 0:
        return [_whole_years(every, window, draft)]
    return [_whole_periods(every, window, draft)]


def _weekday(weekday: int, window: _Window, draft: Draft) -> EveryWeek:
    earliest = _from_day(window, Every(0), draft)
    first = earliest + timedelta(days=(weekday - earliest.weekday()) % DAYS_IN_WEEK)
    return EveryWeek(first, until=window.until, days=1)


def _equal_parts(every: Every, draft: Draft) -> Every:
    if every.assumed:
        draft.assumed = "period"
    if every.times == 1:
        return every
    if every.months != MONTHS_IN_YEAR or every.times not in _EQUAL_PARTS:
        raise RefusedError("Неясно, на какие части делится время между повторениями")
    draft.assumed = "period"
    return Every(_EQUAL_PARTS[every.times], at_least=every.at_least)


def _from_day(window: _Window, every: Every, draft: Draft) -> date:
    """The day whose period is the first: past ones are left out but where years are named without «не реже»."""
    if window.since is None:
        return draft.recurs_from
    if draft.signed is None or (window.named and not every.at_least):
        return window.since
    return max(window.since, draft.signed)


def _whole_periods(every: Every, window: _Window, draft: Draft) -> EveryMonths:
    months = every.months
    if months not in _CALENDAR_PERIODS:
        raise RefusedError("Неясно, от какого дня отсчитывать такие промежутки")
    if window.since is not None and window.since != period_start(window.since, months):
        raise RefusedError("Названное начало не совпадает с началом месяца, квартала или полугодия")
    if window.until is not None and window.until != period_end(period_start(window.until, months), months):
        raise RefusedError("Названный конец не совпадает с концом месяца, квартала или полугодия")
    first = period_start(_from_day(window, every, draft), months)
    return EveryMonths(first, months, months - 1, END_OF_MONTH, until=window.until)


def _whole_years(every: Every, window: _Window, draft: Draft) -> EveryMonths:
    years = every.months // MONTHS_IN_YEAR
    until = window.until
    _refuse_single_year(window)
    if until is not None and (until.month, until.day) != (12, 31):
        raise RefusedError("Названный конец не совпадает с концом года")
    if window.since is None:
        first, slot = max(draft.anchor.year + 1, draft.recurs_from.year), _WHOLE_YEAR
    else:
        slot = _year_slot(window)
        first = window.since.year
        reached = _from_day(window, every, draft)
        while _block_end(slot, first, years) < reached:
            first += years
    rule = yearly_rule(slot, first, years=years, until=until)
    return EveryMonths(rule.first, rule.every, MONTHS_IN_YEAR * years - 1, END_OF_MONTH, until=until)


def _block_end(slot: Slot, first_year: int, years: int) -> date:
    return month_end(add_months(date(first_year, slot.first_month, 1), MONTHS_IN_YEAR * years - 1))


def _year_slot(window: _Window) -> Slot:
    if window.item is not None and window.item.slot.sort == "school":
        if window.named:
            raise RefusedError("Неясно, что значит «ежегодно» в пределах учебного года")
        return Slot(9, 1, 8, END_OF_MONTH, "school")
    if window.since is None or (window.since.month, window.since.day) != (1, 1):
        raise RefusedError("Неясно, повторяется ли названное начало каждый год")
    return _WHOLE_YEAR


def _refuse_single_year(window: _Window) -> None:
    if window.named and window.since and window.until and window.since.year == window.until.year:
        raise RefusedError("«Ежегодно» и один названный год не согласуются")


def _slots_in_window(recurrence: Recurrence, window: _Window, draft: Draft) -> list[Rule]:
    every, slots = recurrence.every, tuple(dict.fromkeys(recurrence.slots))
    times = MONTHS_IN_YEAR * every.times // every.months if every.months else 0
    yearly = every.months == MONTHS_IN_YEAR and every.times == 1
    if not yearly and (times != len(slots) or every.months > MONTHS_IN_YEAR):
        raise RefusedError("Число названных сроков не согласуется с тем, как часто они повторяются")
    if yearly and window.item is not None and len(recurrence.frame.years) == 1:
        _refuse_single_year(window)
    if window.until is not None and not window.named and (window.until.month, window.until.day) != (12, 31):
        raise RefusedError("Названный конец не совпадает с концом года")
    rules: list[Rule] = []
    for slot in slots:
        year = _first_slot_year(slot, window, every, draft)
        rules.append(yearly_rule(slot, year, until=window.until))
    if len(slots) < len(recurrence.slots):
        draft.remarks.append("Один и тот же срок назван дважды")
    return rules


def _first_slot_year(slot: Slot, window: _Window, every: Every, draft: Draft) -> int:
    if slot == SCHOOL_YEAR and window.since is None:
        starts_this_year = slot_days(slot, draft.recurs_from.year)[0] >= draft.recurs_from
        return draft.recurs_from.year + (not starts_this_year)
    if window.since is None:
        year = draft.recurs_from.year - 1
        while not _still_ahead(slot, year, draft.recurs_from):
            year += 1
        return year
    reached = _from_day(window, every, draft)
    year = window.since.year
    while slot_days(slot, year)[0] < window.since or slot_days(slot, year)[1] < reached:
        year += 1
    return year


def _still_ahead(slot: Slot, year: int, signed: date) -> bool:
    """A day counts on the document's day itself; a span of months has to end after it."""
    end = slot_days(slot, year)[1]
    return end > signed if slot.sort == "months" else end >= signed


def _month_day(recurrence: Recurrence, window: _Window, draft: Draft) -> EveryMonths:
    day = recurrence.day_of_month
    last_day = recurrence.to_day or day
    month = _from_day(window, Every(1), draft)
    if day_or_last(month.year, month.month, last_day) < month:
        month = add_months(month.replace(day=1), 1)
    first = day_or_last(month.year, month.month, day)
    return EveryMonths(first, 1, 0, last_day, first_day=0 if first.day == day else day, until=window.until)


def resolve_own_school_year(draft: Draft) -> None:
    """The one school year within the document's own period; refused where the document states none, or several."""
    if draft.period is None:
        raise RefusedError("Не сказано, какой учебный год, и период самого документа не назван")
    start, end = draft.period
    begun = [
        days for year in range(start.year, end.year + 1) if start <= (days := slot_days(SCHOOL_YEAR, year))[0] <= end
    ]
    if len(begun) != 1 or begun[0][1] < end or (begun[0][0] - start).days > _LONGEST_SUMMER:
        raise RefusedError("Не сказано, какой учебный год: в период документа входит не один")
    draft.rules.append(Once(begun[0][0], min(begun[0][1], end)))


def _after_period(after: AfterPeriod, draft: Draft) -> DayAfterPeriod:
    """The first report falls on or after the document's day."""
    length = after.months
    periods_back = (after.months_later + length) // length + 2
    first = add_months(period_start(draft.anchor, length), -length * periods_back)
    rule = DayAfterPeriod(first, length, after.months_later, after.day, after.working, until=draft.period_end)
    for occurrence in rule.expand(date.max):
        if occurrence.start >= draft.anchor and occurrence.covers is not None:
            return DayAfterPeriod(
                occurrence.covers[0], length, after.months_later, after.day, after.working, draft.period_end
            )
    raise RefusedError("По правилам счета ни один срок не попадает в период документа")
