"""Markers of Word's automatic lists as they are printed: «1.», «2.3.», «а)», «IV», «•»."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from kadrost.reading.formats.docx.names import W, number_of, switch, value_of, whole

_PLACEHOLDER = re.compile(r"%([1-9])")
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"  # as ECMA-376 lists them: no ё, й, ъ, ь
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_BULLETS = frozenset("o§·Øüvq¨")
_LEVELS = 9


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """One `w:num`: its levels, and the abstract list whose counters it shares."""

    abstract: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs in the order of the document."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[int, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()
        if root is not None:
            self._load(root)

    def marker(self, list_number: int, level: int) -> str:
        """The marker of the next paragraph of list `list_number` at `level`; counts it. "" for no such list."""
        found = self._lists.get(list_number)
        if found is None:
            return ""
        level = min(max(level, 0), _LEVELS - 1)
        counters = self._counters.setdefault(found.abstract, {})
        self._count(found, counters, list_number, level)
        shape = found.levels.get(level, _Level(text=f"%{level + 1}."))
        if shape.form == "bullet":
            return _bullet(shape.text)
        if shape.form == "none" and "%" not in shape.text:
            return shape.text
        return _PLACEHOLDER.sub(lambda hole: self._figure(found, counters, int(hole[1]) - 1, shape), shape.text)

    def level_of_style(self, list_number: int, style: str) -> int:
        """The level of list `list_number` that is tied to a paragraph style; the first where none is."""
        found = self._lists.get(list_number)
        levels = found.levels.items() if found is not None else ()
        return next((level for level, shape in levels if style and shape.style == style), 0)

    def _count(self, found: _List, counters: dict[int, int], list_number: int, level: int) -> None:
        override = found.restarts.get(level)
        if override is not None and (list_number, level) not in self._begun:
            counters[level] = override
        elif level in counters:
            counters[level] += 1
        else:
            counters[level] = found.levels.get(level, _Level()).start
        self._begun.add((list_number, level))
        for deeper in [other for other in counters if other > level]:
            restart = found.levels.get(deeper, _Level()).restart
            if restart is None or level < restart:
                del counters[deeper]

    def _figure(self, found: _List, counters: dict[int, int], level: int, shape: _Level) -> str:
        own = found.levels.get(level, _Level())
        number = counters.setdefault(level, found.restarts.get(level, own.start))
        return written(number, "decimal" if shape.legal else own.form)

    def _load(self, root: etree._Element) -> None:
        abstracts = {element.get(W + "abstractNumId", ""): element for element in root.iterchildren(W + "abstractNum")}
        styled = {
            name: element for element in abstracts.values() if (name := value_of(element, "styleLink")) is not None
        }
        for element in root.iterchildren(W + "num"):
            number = whole(element.get(W + "numId"))
            name = value_of(element, "abstractNumId") or ""
            abstract = abstracts.get(name)
            if number is None or abstract is None:
                continue
            linked = value_of(abstract, "numStyleLink")
            levels = _levels(styled.get(linked, abstract) if linked else abstract)
            self._lists[number] = _with_overrides(element, _List(name, levels))


def _levels(element: etree._Element) -> dict[int, _Level]:
    levels = {}
    for child in element.iterchildren(W + "lvl"):
        number = whole(child.get(W + "ilvl"))
        if number is not None:
            levels[number] = _level(child)
    return levels


def _level(element: etree._Element) -> _Level:
    start = number_of(element, "start")
    return _Level(
        start=1 if start is None else start,
        form=value_of(element, "numFmt") or "decimal",
        text=value_of(element, "lvlText") or "",
        restart=number_of(element, "lvlRestart"),
        legal=bool(switch(element, "isLgl")),
        style=value_of(element, "pStyle") or "",
    )


def _with_overrides(element: etree._Element, found: _List) -> _List:
    for override in element.iterchildren(W + "lvlOverride"):
        level = whole(override.get(W + "ilvl"))
        if level is None:
            continue
        replaced = override.find(W + "lvl")
        if replaced is not None:
            found.levels[level] = _level(replaced)
        start = number_of(override, "startOverride")
        if start is not None:
            found.restarts[level] = start
    return found


def _bullet(text: str) -> str:
    character = text.strip()[:1]
    return "•" if not character or "\ue000" <= character <= "\uf8ff" or character in _BULLETS else character


def written(number: int, form: str) -> str:
    """`number` in one of Word's number formats; formats that are rare in Russian texts are written in figures."""
    if number < 0 or form == "none":
        return "" if form == "none" else str(number)
    if form in {"lowerRoman", "upperRoman"}:
        return _cased(_roman(number), form)
    if form in {"lowerLetter", "upperLetter"}:
        return _cased(_letters(number, _LATIN), form)
    if form in {"russianLower", "russianUpper"}:
        return _cased(_letters(number, _RUSSIAN), form)
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _cased(text: str, form: str) -> str:
    return text.upper() if "pper" in form else text


def _letters(number: int, alphabet: str) -> str:
    if not 0 < number <= 20 * len(alphabet):
        return str(number)
    repeats, index = divmod(number - 1, len(alphabet))
    return alphabet[index] * (repeats + 1)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text
