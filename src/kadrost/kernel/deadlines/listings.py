"""Listed items and what comes after them, as rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kadrost.kernel.deadlines.dated import Draft, slot_days, yearly_rule
from kadrost.kernel.deadlines.grammar import RefusedError
from kadrost.kernel.deadlines.meaning import Dated, Every, Item, Listing, Slot, Then
from kadrost.kernel.periods import (
    END_OF_MONTH,
    MONTHS_IN_YEAR,
    add_months,
    days_in_month,
    months_between,
    period_end,
    period_start,
)
from kadrost.kernel.rules import EveryMonths, Once

_UNCLEAR_NEXT = "Неясно, какие дни следуют за первым сроком"


def resolve_listing(listing: Listing, draft: Draft) -> None:
    """Fill the draft with the listed items and with what comes then."""
    dated = [item for item in listing.items if isinstance(item, Dated)]
    if len(dated) == len(listing.items):
        _add_once(dated, draft)
        if listing.then is not None:
            _go_on(dated[-1], listing.then, draft)
        return
    if listing.then is not None and listing.then.state != "on_demand":
        raise RefusedError("Первый срок назван без года, поэтому неясно, что значит «далее»")
    _add_yearless(listing.items, draft)
    draft.on_demand = listing.then is not None


def _add_once(items: list[Dated], draft: Draft) -> None:
    for item in items:
        rule = Once(*draft.days(item))
        if rule in draft.rules:
            draft.remarks.append("Один и тот же срок назван дважды")
        else:
            draft.rules.append(rule)


def _add_yearless(items: tuple[Item, ...], draft: Draft) -> None:
    slots = [item for item in items if isinstance(item, Slot)]
    whole_months = {slot.sort == "months" for slot in slots}
    if len(whole_months) != 1:
        raise RefusedError("В перечне без года смешаны дни и целые месяцы")
    for slot in dict.fromkeys(slots):
        if slot.sort == "months":
            _add_yearly_months(slot, draft)
        else:
            _add_first_day(slot, draft)
    if len(set(slots)) < len(slots):
        draft.remarks.append("Один и тот же срок назван дважды")


def _add_yearly_months(slot: Slot, draft: Draft) -> None:
    if draft.period is None:
        year = draft.anchor.year - 1
        while slot_days(slot, year)[1] <= draft.anchor:
            year += 1
        draft.rules.append(yearly_rule(slot, year))
        return
    first, last = draft.period
    inside = [
        days
        for days in (slot_days(slot, year) for year in range(first.year, last.year + 1))
        if first <= days[0] and days[1] <= last
    ]
    if not inside:
        raise RefusedError("Названные месяцы не умещаются в период документа")
    draft.rules.append(yearly_rule(slot, inside[0][0].year, until=inside[-1][1]))


def _add_first_day(slot: Slot, draft: Draft) -> None:
    draft.assumed = "year"
    signed = draft.anchor
    year = signed.year - 1
    while slot_days(slot, year)[1] < signed:
        year += 1
    start, end = slot_days(slot, year)
    if start < signed:
        raise RefusedError("День документа приходится на середину названных дней: неясно, этот это год или следующий")
    draft.rules.append(Once(start, end))
    if draft.period is not None and end > draft.period[1]:
        draft.remarks.append("Ближайший такой день лежит за пределами периода документа")


def _go_on(last: Dated, then: Then, draft: Draft) -> None:
    draft.continuous = then.state == "continuous"
    draft.on_demand = then.state == "on_demand"
    if then.every is None:
        return
    if then.every.times != 1 or then.every.months == 0:
        raise RefusedError(_UNCLEAR_NEXT)
    start, end = draft.days(last)
    until = draft.days(then.until)[1] if then.until else draft.period_end
    if then.slots:
        _go_on_in(then, then.every, start, end, draft)
    else:
        following = _following(last, then.every, start, end)
        if until is not None and following.first > until:
            raise RefusedError("После первого срока до названного конца не остается ни одного")
        draft.rules.append(replace(following, until=until))


def _go_on_in(then: Then, every: Every, start: date, end: date, draft: Draft) -> None:
    if every.months != MONTHS_IN_YEAR or start.year != end.year or any(slot.wraps for slot in then.slots):
        raise RefusedError(_UNCLEAR_NEXT)
    draft.rules += [yearly_rule(slot, end.year + 1, until=draft.period_end) for slot in dict.fromkeys(then.slots)]


def _following(last: Dated, every: Every, start: date, end: date) -> EveryMonths:
    """The last item again and again: the same span for years, period ends, same days or next periods for less."""
    if every.months % MONTHS_IN_YEAR == 0:
        if months_between(start, end) >= every.months:
            raise RefusedError("Промежуток длиннее, чем время до его повторения")
        slot = last.slot
        return replace(yearly_rule(slot, start.year + every.months // 12, years=every.months // 12))
    if last.slot.sort == "day":
        return _day_again(start, every.months)
    if start == period_start(start, every.months) and end == period_end(start, every.months):
        return EveryMonths(add_months(start, every.months), every.months, every.months - 1, END_OF_MONTH)
    raise RefusedError(_UNCLEAR_NEXT)


def _day_again(day: date, months: int) -> EveryMonths:
    at_period_end = day == period_end(period_start(day, months), months)
    wanted = END_OF_MONTH if at_period_end else day.day
    first = add_months(day.replace(day=1), months)
    first = first.replace(day=min(wanted, days_in_month(first.year, first.month)))
    return EveryMonths(first, months, 0, wanted, first_day=0 if first.day == wanted else wanted)
