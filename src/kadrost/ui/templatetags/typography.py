"""Filters of dates, numbers and counted nouns in the language of the page; the rules are `kadrost.ui.wording`.

{{ due_on|date_long }} → 15 февраля 2027        {{ due_on|date_short }} → 15.02.2027
{{ places|number }} → 1 234 567,5               {{ share|number:1 }} → 12,0
{{ n|counted:_("мероприятие,мероприятия,мероприятий") }} → 21 мероприятие
{{ due_on|days_until:request.today }} → просрочено на 12 дней
{{ plan.get_kind_display|translated }} → Дорожная карта, Roadmap
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone

from kadrost.ui import wording

register = template.Library()


def local(value: date | datetime | None) -> date | datetime | None:
    """A moment as the wall clock of the region; a day as it is."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def date_long(value: date | datetime | None) -> str:
    """«15 февраля 2027»; a moment counts in the region's zone; a dash for nothing."""
    return wording.date_long(local(value or None))


@register.filter
def date_short(value: date | datetime | None) -> str:
    """«15.02.2027», for tables."""
    return wording.date_short(local(value or None))


@register.filter
def moment_long(value: datetime | None) -> str:
    """«15 февраля 2027, 09:05» in the region's zone."""
    return wording.moment_long(timezone.localtime(value) if value and timezone.is_aware(value) else value or None)


@register.filter
def month_long(value: date) -> str:
    """«февраль 2027»."""
    return wording.month_long(value)


@register.filter
def number(value: float | Decimal | None, decimals: int | None = None) -> str:
    """«1 234 567,5»; with an argument exactly so many decimals; a dash for nothing."""
    return wording.number(value if value != "" else None, decimals)


@register.filter
def plural(count: int, forms: str) -> str:
    """The form of the noun alone; `forms` are «мероприятие,мероприятия,мероприятий», in English «measure,measures»."""
    return wording.plural(count, forms)


@register.filter
def counted(count: int, forms: str) -> str:
    """The number with its noun: «21 мероприятие»; `forms` as for `plural`."""
    return wording.counted(count, forms)


@register.filter
def days_until(day: date, today: date) -> str:
    """«сегодня», «через 5 дней», «просрочено на 12 дней»."""
    return wording.days_until(day, today)


@register.filter
def held(text: str) -> str:
    """«№ 15» and «65 %» not parted at a line's end."""
    return wording.held(str(text or ""))


@register.filter
def as_title(text: str) -> str:
    """A measure's words as a title, without the «;» of the document's list."""
    return wording.as_title(str(text or ""))


@register.filter
def translated(text: str) -> str:
    """A record's own word, such as the label of its state, in the language of the page."""
    return wording.translated(text)
