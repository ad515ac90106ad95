"""Dates, numbers and counted nouns in the language of the page. Papers are Russian: they take `typography` itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.utils import translation
from django.utils.functional import Promise

from kadrost.ui import english, typography
from kadrost.ui.typography import DASH, date_short

PARTING = re.compile(r"(?<=№) +(?=\S)|(?<=\bп\.) +(?=\d)|(?<=\bст\.) +(?=\d)|(?<=\d) +(?=(?:гг?\.|%|руб\.|млн|тыс\.))")

__all__ = [
    "choices_shown", "counted", "date_long", "date_short", "days_until", "in_english", "in_russian", "moment_long",
    "month_long", "months", "number", "plural", "translated",
]  # fmt: skip

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


def translated(text: str | Promise) -> str:
    """A word of a record in the language of the page: the label of a state or a kind, marked by `gettext_noop`.

    Such labels are Russian in models, so that journal and papers do not hang on who looks; pages translate them.
    """
    return translation.gettext(str(text)) if text else ""


def choices_shown(choices: Iterable[tuple[Any, str | Promise]]) -> list[tuple[Any, str | Promise]]:
    """The choices of a record's field as a form offers them, in the language of the page."""
    return [(value, translation.gettext_lazy(str(label))) for value, label in choices]


def in_russian(view: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """A view whose answer is a paper: Russian whatever language the person has chosen for the pages."""

    @wraps(view)
    def speaking(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
        with translation.override("ru"):
            return view(*args, **kwargs)

    return speaking


def held(text: str) -> str:
    """The text with what must not part at a line's end held together: «№ 15», «п. 3», «2027 г.», «65 %».

    >>> held("№ 15") == f"№{typography.NO_BREAK_SPACE}15"
    True
    """
    return PARTING.sub("\u00a0", text)


def as_title(text: str) -> str:
    """A decision's words as a title: without the «;» or «.» that closed it in the document's list, in a capital."""
    words = held(text.strip())
    bare = words[:-1].rstrip() if words.endswith((";", ".", ",")) and not words.endswith("..") else words
    return bare[:1].upper() + bare[1:]


def in_english() -> bool:
    """Whether the page is shown in English."""
    return translation.get_language() == "en"


def months() -> Sequence[str]:
    """The names of the twelve months as they stand alone."""
    return english.MONTHS if in_english() else typography.MONTHS


def date_long(day: date | None) -> str:
    """«15 февраля 2027», «15 February 2027»; a dash where there is no day."""
    return english.date_long(day) if in_english() else typography.date_long(day)


def moment_long(moment: datetime | None) -> str:
    """«15 февраля 2027, 09:05»: the wall clock of the moment's own zone; a dash where there is none."""
    return DASH if moment is None else f"{date_long(moment)}, {moment.hour:02}:{moment.minute:02}"


def month_long(day: date) -> str:
    """«февраль 2027», «February 2027»."""
    return english.month_long(day) if in_english() else typography.month_long(day)


def number(value: float | Decimal | None, decimals: int | None = None) -> str:
    """«1 234 567,5», in English with a point; a dash where there is no number."""
    return english.number(value, decimals) if in_english() else typography.number(value, decimals)


def days_until(day: date, today: date) -> str:
    """«сегодня», «через 5 дней», «12 days overdue»."""
    return english.days_until(day, today) if in_english() else typography.days_until(day, today)


def plural(count: int, forms: str) -> str:
    """The form of the noun alone; `forms` as for `counted`."""
    words = split_forms(forms)
    return english.plural(count, *words) if len(words) == 2 else typography.plural(count, *words)


def counted(count: int, forms: str) -> str:
    """The number with its noun: «21 мероприятие», «21 measures».

    `forms` are the three Russian ones, «мероприятие,мероприятия,мероприятий», marked for translation; the English
    catalogue holds two for them, «measure,measures», and their number tells the rule. ValueError for any other number.
    """
    return f"{number(count)}{typography.NO_BREAK_SPACE}{plural(count, forms)}"


def split_forms(forms: str) -> tuple[str, str] | tuple[str, str, str]:
    """The forms of a noun, two or three; ValueError otherwise."""
    match [part.strip() for part in forms.split(",")]:
        case [one, many]:
            return one, many
        case [one, few, many]:
            return one, few, many
    raise ValueError(f"three Russian or two English forms of the noun are needed, got “{forms}”")
