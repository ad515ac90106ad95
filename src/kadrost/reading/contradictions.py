"""Rules of the linter that compare measures with each other: terms, numbers and names that do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kadrost.reading.findings import Finding
from kadrost.reading.grammar.morphology import forms, is_known, lemmas
from kadrost.reading.grammar.nominative import nominative
from kadrost.reading.grammar.regions import find_region
from kadrost.reading.grammar.rulebook import read_words
from kadrost.reading.grammar.tokens import fold
from kadrost.reading.result import Reading, ReadItem

_SHORTEST_SLIP = 5
_WORDS_OF_LONG_NAME = 5
_SHORTEST_NAME = 12
_MOST_NAMES = 400
_MOST_MISSING = 5


def same_title_other_term(reading: Reading) -> Iterator[Finding]:
    """One measure printed twice with different terms: which of them binds?"""
    known: dict[str, ReadItem] = {}
    for item in reading.items:
        title = _plain(item.title)
        if not title or not item.due_text:
            continue
        first = known.setdefault(title, item)
        if first is not item and _differ(first, item) and _bodies_of(first) == _bodies_of(item):
            yield Finding(
                "same_title_other_term",
                "error",
                item.number,
                f"То же мероприятие стоит под номером {first.number} со сроком «{first.due_text}», здесь срок"
                f" «{item.due_text}».",
                "Оставьте один срок или скажите в названиях, чем мероприятия отличаются.",
            )


def executor_named_in_two_ways(reading: Reading) -> Iterator[Finding]:
    """One body under two names gets two lists of duties; nobody answers for both."""
    places: dict[str, str] = {}
    short = {_plain(executor.alias) for item in reading.items for executor in item.executors if executor.alias}
    for item in reading.items:
        for executor in item.executors:
            if _plain(executor.name) not in short:
                places.setdefault(" ".join(executor.name.split()), item.number)
    names = [name for name in places if len(name) >= _SHORTEST_NAME and _is_single(name)][:_MOST_NAMES]
    for place, second in enumerate(names):
        first = next((name for name in names[:place] if _is_slip(name, second) or _is_shortened(name, second)), None)
        if first is not None:
            yield Finding(
                "executor_named_in_two_ways",
                "warning",
                places[second],
                f"Исполнитель назван «{second}», а в пункте {places[first]} – «{first}».",
                "Пишите название исполнителя одинаково, полное – при первом упоминании.",
            )


def numbering_gap(reading: Reading) -> Iterator[Finding]:
    """A number left out: a measure was taken out, or lost."""
    runs: dict[tuple[str, str], list[int]] = {}
    for item in reading.items:
        parts = item.number.split(".")
        for depth in range(1, len(parts) + 1):
            if parts[depth - 1].isdigit():
                runs.setdefault((item.section, ".".join(parts[: depth - 1])), []).append(int(parts[depth - 1]))
    for (_, head), numbers in runs.items():
        for before, after in pairwise(sorted(set(numbers))):
            missing = [f"{head}.{n}" if head else str(n) for n in range(before + 1, after)]
            if missing and len(missing) <= _MOST_MISSING:
                yield Finding(
                    "numbering_gap",
                    "warning",
                    f"{head}.{after}" if head else str(after),
                    f"Пропущен номер {', '.join(missing)}.",
                    "Проверьте, не потеряно ли мероприятие, и исправьте нумерацию.",
                )


def _differ(first: ReadItem, second: ReadItem) -> bool:
    """Whether two terms mean different days; the words alone decide where one of them is not understood."""
    if _plain(first.due_text) == _plain(second.due_text):
        return False
    if first.schedule is None or second.schedule is None:
        return True
    return first.schedule.rules != second.schedule.rules or not first.schedule.rules


def _bodies_of(item: ReadItem) -> frozenset[str]:
    return frozenset(_plain(executor.name) for executor in item.executors)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def _is_single(name: str) -> bool:
    """True for the name of one body («министерство …»), not of a group («колледжи»)."""
    words = re.findall(r"[^\W\d_-]+", name)
    heads = [form for word in words[:3] for form in forms(word)[:1] if form.is_noun]
    known = read_words("bodies.words")["исполнитель"]
    head = next((form for form in heads if form.lemma in known), None)
    return head is not None and head.number == "sing"


def _is_slip(first: str, second: str) -> bool:
    """Punctuation, a letter in one word, its case, or one word left out; other numbers are other bodies."""
    one, two = _plain(first), _plain(second)
    if re.findall(r"\d+", one) != re.findall(r"\d+", two):
        return False
    if one == two:
        return fold(first) != fold(second)
    ours, theirs = one.split(), two.split()
    if len(ours) == len(theirs):
        pairs = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
        return len(pairs) == 1 and len(ours) > 1 and _nearly(*pairs[0])
    short, long = sorted((ours, theirs), key=len)
    if len(long) != len(short) + 1 or len(short) < _WORDS_OF_LONG_NAME:
        return False
    return any(long[:index] + long[index + 1 :] == short for index in range(1, len(long)))


def _nearly(one: str, two: str) -> bool:
    """The same word in another form, or one letter more, less or other inside it."""
    if lemmas(one) & lemmas(two):
        return True
    short, long = sorted((one, two), key=len)
    if len(short) < _SHORTEST_SLIP or short[0] != long[0]:
        return False
    if len(short) == len(long):
        return sum(a != b for a, b in zip(short, long, strict=True)) == 1 and not (is_known(one) and is_known(two))
    return any(long[:index] + long[index + 1 :] == short for index in range(len(long)))


def _is_shortened(first: str, second: str) -> bool:
    """«Министерство труда» beside «Министерство труда Энской области»: the region is left out."""
    short, long = sorted((_plain(first), _plain(second)), key=len)
    if not long.startswith(short + " "):
        return False
    longer = first if len(_plain(first)) > len(_plain(second)) else second
    region = find_region(longer)
    tail = long.removeprefix(short + " ")
    return region is not None and _plain(nominative(tail, "gent")) == _plain(region)
