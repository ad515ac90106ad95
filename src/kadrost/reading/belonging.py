"""Which measures belong to which project or programme, as notes and the measures' own words say; nothing is guessed.

A note «Пункты 2.3, 8.12–8.15 реализуются в рамках …» names both sides; in a measure's own words only the project is
named. Every answer keeps the words that it stands on and their place in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kadrost.reading.grammar.projects import (
    Condition,
    ConditionKind,
    NamedProject,
    ProjectMention,
    find_conditions,
    find_projects,
)
from kadrost.reading.result import Reading

_NUMBER = r"\d+(?:\.\d+)*"
_JOINT = r"\s*(?:,\s*а\s+также|,|;|\bи\b|–|-|—|\bпо\b)\s*"
_LIST = rf"(?:с\s+)?{_NUMBER}\.?(?:{_JOINT}(?:с\s+)?(?:(?:под)?пункт\w*\s+)?{_NUMBER}(?!\w))*"
_POINTS = re.compile(
    rf"(?P<but>(?:за\s+исключением|кроме)\s+)?\b(?P<what>(?:под)?пункт\w*|пп?\.|мероприяти\w*|строк\w*|позици\w*)"
    rf"\s*(?:№+\s*)?(?P<list>{_LIST})(?:\s*раздел\w*\s+(?:№\s*)?(?P<section>{_NUMBER}))?",
    re.IGNORECASE,
)
_SECTIONS = re.compile(rf"\bраздел\w*\s+(?:№+\s*)?(?P<list>{_LIST})", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(?:все\s+мероприятия|(?:план\w*\s+мероприятий|дорожн\w+\s+карт\w+»?)\s+(?:в\s+целом\s+)?реализу\w+)",
    re.IGNORECASE,
)
_PIECE = re.compile(rf"(?P<range>–|-|—|\bпо\b)|(?P<number>{_NUMBER})")
_SENTENCE_END = re.compile(r"(?<!\bп)(?<!\bпп)(?<!\bг)(?<!\bгг)(?<!\bст)(?<!№)[.;]\s+(?=[А-ЯЁ«\d])|\n")
LONGEST_RANGE = 300
Source = Literal["note", "title", "result"]


@dataclass(frozen=True, slots=True)
class Belonging:
    """Measures and the project that they belong to, the innermost first; `words` are what says so.

    `items` is empty where the text names none: in a measure's own words it is the measure itself.
    """

    items: tuple[str, ...]
    projects: tuple[NamedProject, ...]
    condition: str
    condition_kind: ConditionKind | None
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadBelonging:
    """A belonging with where in the document it was read: a note by its number, or a measure's field."""

    source: Source
    number: str
    belonging: Belonging


@dataclass(frozen=True, slots=True)
class _Points:
    items: tuple[str, ...]
    start: int
    end: int


def belongings_of(reading: Reading) -> list[ReadBelonging]:
    """What the notes of a document and its measures say of projects, in the document's order."""
    sections: dict[str, list[str]] = {}
    for item in reading.items:
        sections.setdefault(item.section, []).append(item.number)
    numbers = [item.number for item in reading.items]
    found = [
        ReadBelonging("note", note.number, one)
        for note in reading.notes
        for one in belongings_in(note.text, numbers=numbers, sections=sections, marked=note.items)
    ]
    for item in reading.items:
        fields: tuple[tuple[Source, str], ...] = (("title", item.title), ("result", item.result))
        for source, text in fields:
            found += [ReadBelonging(source, item.number, one) for one in belongings_in(text)]
    return found


def belongings_in(
    text: str,
    *,
    numbers: Sequence[str] = (),
    sections: Mapping[str, Sequence[str]] | None = None,
    marked: Sequence[str] = (),
) -> list[Belonging]:
    """What one text says. `numbers` are those of the plan's measures in order, `sections` theirs by section.

    `marked` are the measures that bear the mark of a footnote: they are meant where it names none.
    """
    found: list[Belonging] = []
    for start, end in _sentences(text):
        found += _in_sentence(text, start, end, numbers, sections or {}, marked)
    return found


def numbers_named(written: str, *, numbers: Sequence[str], section: str = "") -> tuple[str, ...]:
    """«2.3, 2.4, 8.12–8.15» as the numbers that there are, each once, in the order written; what is unknown is left out."""
    known = set(numbers)
    named: list[str] = []
    since_range = False
    for piece in _PIECE.finditer(written):
        if piece["range"]:
            since_range = True
            continue
        number = piece["number"]
        if number not in known and section and f"{section}.{number}" in known:
            number = f"{section}.{number}"
        named += _range(named[-1], number, numbers)[1:] if since_range and named else [number]
        since_range = False
    return tuple(dict.fromkeys(one for one in named if one in known))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _in_sentence(
    text: str,
    start: int,
    end: int,
    numbers: Sequence[str],
    sections: Mapping[str, Sequence[str]],
    marked: Sequence[str],
) -> Iterator[Belonging]:
    words = text[start:end]
    projects = find_projects(words)
    if not projects:
        return
    points = _points(words, numbers, sections)
    stops = tuple(sorted([one.start for one in points] + [one.start for one in projects]))
    conditions = find_conditions(words, stops=stops)
    for project in projects:
        condition = _condition_of(project, projects, conditions)
        yield Belonging(
            items=_items_of(project, projects, points) or tuple(marked),
            projects=project.chain,
            condition=condition.text if condition else "",
            condition_kind=condition.kind if condition else None,
            words=" ".join(words.split()),
            start=start,
            end=end,
        )


def _points(words: str, numbers: Sequence[str], sections: Mapping[str, Sequence[str]]) -> list[_Points]:
    """The measures named in a sentence, place by place; what is excepted is taken off what stands before."""
    found: list[_Points] = []
    for match in _POINTS.finditer(words):
        items = numbers_named(match["list"], numbers=numbers, section=match["section"] or "")
        if items and not match["but"]:
            found.append(_Points(items, match.start(), match.end()))
    taken = [(one.start, one.end) for one in found]
    for match in _SECTIONS.finditer(words):
        if any(start <= match.start() < end for start, end in taken):
            continue
        named = numbers_named(match["list"], numbers=list(sections))
        found.append(_Points(tuple(one for key in named for one in sections[key]), match.start(), match.end()))
    if not found and (whole := _WHOLE.search(words)):
        found.append(_Points(tuple(numbers), whole.start(), whole.end()))
    return _with_exceptions(sorted(found, key=lambda one: one.start), words, numbers)


def _with_exceptions(found: list[_Points], words: str, numbers: Sequence[str]) -> list[_Points]:
    """Take off what «за исключением пунктов …» names."""
    for match in _POINTS.finditer(words):
        if not match["but"]:
            continue
        but = set(numbers_named(match["list"], numbers=numbers, section=match["section"] or ""))
        before = [one for one in found if one.start < match.start()]
        if before:
            last = before[-1]
            left = tuple(one for one in last.items if one not in but)
            found[found.index(last)] = _Points(left, last.start, last.end)
    return found


def _items_of(project: ProjectMention, projects: list[ProjectMention], points: list[_Points]) -> tuple[str, ...]:
    """The measures of a project: those named since the project before it, or, where projects come first, those after."""
    if not points:
        return ()
    places = sorted({one.start for one in projects})
    place = places.index(project.start)
    if points[0].start < places[0]:
        since, until = (places[place - 1] if place else -1), project.start
    else:
        since, until = project.start, (places[place + 1] if place + 1 < len(places) else 10**9)
    own = [one for one in points if since < one.start < until]
    # «… в рамках проекта «А» и проекта «Б»»: both are said of the same measures.
    if not own and points[0].start < places[0]:
        own = [one for one in points if one.start < places[0]]
    elif not own:
        own = [one for one in points if one.start > since][:1]
    return tuple(dict.fromkeys(item for one in own for item in one.items))


def _condition_of(
    project: ProjectMention, projects: list[ProjectMention], conditions: list[Condition]
) -> Condition | None:
    """The condition that stands after the project and before the next one; one that opens the sentence is for all."""
    following = [one.start for one in projects if one.start > project.start]
    until = min(following, default=10**9)
    own = [one for one in conditions if project.end <= one.start < until]
    if own:
        return own[0]
    first = min(one.start for one in projects)
    opening = [one for one in conditions if one.start < first]
    return opening[0] if opening else None


def _range(first: str, last: str, numbers: Sequence[str]) -> list[str]:
    """From one number to another as the plan orders them, else by counting their last part; both alone otherwise."""
    if first in numbers and last in numbers:
        order = list(numbers)
        start, end = order.index(first), order.index(last)
        return order[start : end + 1] if start <= end else [first, last]
    stem, _, low = first.rpartition(".")
    other, _, high = last.rpartition(".")
    if stem == other and 0 < int(high) - int(low) <= LONGEST_RANGE:
        return [f"{stem}.{one}" if stem else str(one) for one in range(int(low), int(high) + 1)]
    return [first, last]
