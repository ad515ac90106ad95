"""Numbers of measures and sections, in their own cell or at the beginning of a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = r"[*⁰¹²³⁴⁵⁶⁷⁸⁹]*"
_ROMAN = r"(?=[IVXLСХ])(?:[XХ]{0,3})(?:I[XХ]|IV|V?I{0,3})"
_CELL = re.compile(
    rf"(?:п(?:ункт)?\.? ?)?(?P<number>(?:\d+|{_ROMAN}|[А-ЯA-Z])(?:[.\-]\d+)*(?:[.\-]?[а-яa-z](?![а-яa-z]))?)"
    rf" ?[.):]*(?P<mark>{_MARK}) ?[.):]*$"
)
_LABEL = (
    r"(?:раздел|подраздел|глава|группа(?: мероприятий)?|блок(?: мероприятий)?|направление|задача|этап|часть|модуль|"
    r"цель|стратегическое направление|приоритет|тема|комплекс мероприятий|стадия|мероприятия по положению)"
)
_LABELLED = re.compile(
    rf"(?P<label>{_LABEL}) ?(?:№ ?)?(?P<number>\d+(?:\.\d+)*|{_ROMAN})(?=[\s.:)«–—-]) ?(?:[.:)]|[–—-](?= ))* ?",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"(?P<number>\d{{1,3}}(?:\.\d{{1,3}})*|{_ROMAN})(?:[.)]+\s*(?=[^\W\d_]|[«\"(])|\s+(?=[A-ZА-ЯЁ«\"]))"
)
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d\b")
_LATIN = str.maketrans({"Х": "X", "С": "C"})


@dataclass(frozen=True, slots=True)
class NumberedHeading:
    """A heading that begins with a number; the title begins at `title_start` of its text."""

    number: str
    title_start: int
    label: str = ""

    @property
    def is_part_of_section(self) -> bool:
        """True for «Этап 1», «Подраздел 2», which divide a section."""
        return self.label in {"этап", "стадия", "подраздел", "модуль"}


def cell_number(text: str) -> tuple[str, str] | None:
    """The number that a cell holds, without its trailing dot, and a footnote's mark on it; None for other words."""
    match = _CELL.fullmatch(text.strip())
    if match is None or not match["number"] or _DATE.match(text.strip()):
        return None
    number = match["number"]
    if len(number) == 1 and number.isalpha() and number not in "IVXХ":
        return None
    return (number.translate(_LATIN) if is_roman(number) else number), match["mark"]


def is_roman(number: str) -> bool:
    """True for «IV», also typed with Cyrillic letters."""
    return bool(number) and bool(re.fullmatch(r"[IVXLCХС]+", number))


def heading_number(text: str) -> NumberedHeading | None:
    """The number at the beginning of a heading: «1. …», «IV. …», «Раздел 2. …», «Группа мероприятий 3. …»."""
    labelled = _LABELLED.match(text)
    if labelled:
        return NumberedHeading(labelled["number"].translate(_LATIN), labelled.end(), labelled["label"].lower())
    plain = _PLAIN.match(text)
    if plain and plain["number"] and plain.end() < len(text):
        number = plain["number"]
        return NumberedHeading(number.translate(_LATIN) if is_roman(number) else number, plain.end())
    return None


def is_child(number: str, parent: str) -> bool:
    """True for «2.1» under «2»."""
    return number.startswith((f"{parent}.", f"{parent}-"))


def follows(number: str, before: str) -> bool:
    """True where `number` may be the next one after `before`: 2 after 1, 2.1 after 1.4, 1 after a section's end, IV after III.

    A figure that stands in a cell («35») is no number that follows.
    """
    mine, last = _figures(number), _figures(before)
    if not mine or not last:
        return True
    return mine[0] <= last[0] + 1


def _figures(number: str) -> list[int]:
    return [int(part) for part in re.split(r"[.\-]", number) if part.isdigit()]
