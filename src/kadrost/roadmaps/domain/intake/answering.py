"""What an answer to a question changes: the words of a field, or words that move from one field to another.

The first choice of a reader is what it took, so it changes nothing; the others replace the words in doubt. Where a
stretch of text was attached to the wrong field, choosing another reading takes it away there and gives it here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kadrost.reading.grammar.evidence import split_evidence
from kadrost.reading.grammar.executors import split_executors
from kadrost.reading.result import Executor, Flag, ReadItem
from kadrost.roadmaps.domain.intake.fields import BY_AGREEMENT, ITEM_FIELDS, LIST_FIELDS, words_of

TAIL_IN_NEXT_ROW: Final = "tail_in_next_row"
MOVING_CODES: Final = frozenset({TAIL_IN_NEXT_ROW, "tail_outside_table", "two_readings"})
FRAGMENT_CODES: Final = frozenset({"hyphen_doubtful"})
"""Their readings are of a word within the field; all others are of the whole field."""
_FIELD_OF_ROLE: Final = {"due": "due_text", "due_start": "due_text", "due_end": "due_text", "co_executors": "executors"}
_WORDS_FIELDS: Final = ("title", "result", "due_text", "executors", "evidence")


def field_of(flag: Flag) -> str:
    """The field of an item that the flag is about, by the name that items have for it."""
    return _FIELD_OF_ROLE.get(flag.field, flag.field)


def chosen_words(items: Sequence[ReadItem], place: int, flag: Flag, chosen: str) -> dict[tuple[int, str], str]:
    """The new words by item and field after `chosen`, one of the flag's readings, about the item at `place`."""
    field, item = field_of(flag), items[place]
    taken = flag.choices[0].value if flag.choices else ""
    if flag.code in MOVING_CODES:
        return {} if chosen == taken else _moved(items, place, flag, chosen)
    if field not in ITEM_FIELDS:
        return {}
    words = words_of(item, field)
    if not chosen:
        return {(place, field): ""}
    if field == "executors":
        return {(place, field): _with_bodies(item, taken, chosen)}
    if chosen == taken and _plain(taken) == _plain(words):
        return {}
    if flag.code in FRAGMENT_CODES and taken and taken in words:
        return {} if chosen == taken else {(place, field): words.replace(taken, chosen, 1)}
    return {(place, field): _as_lines(field, chosen)}


def _with_bodies(item: ReadItem, taken: str, chosen: str) -> str:
    """The executors with the doubtful ones among them replaced; all of them where the doubt was about all."""
    lines = words_of(item, "executors").splitlines()
    before, after = _listed(taken), _listed(chosen)
    for start in range(len(lines) - len(before) + 1):
        if before and [_plain(line) for line in lines[start : start + len(before)]] == [_plain(one) for one in before]:
            return "\n".join([*lines[:start], *after, *lines[start + len(before) :]])
    if chosen == taken:
        return "\n".join(lines)
    return _as_lines("executors", chosen)


def _moved(items: Sequence[ReadItem], place: int, flag: Flag, chosen: str) -> dict[tuple[int, str], str]:
    tail, field = flag.text, field_of(flag)
    changed: dict[tuple[int, str], str] = {}
    if field == "stage":
        changed |= {(index, "stage"): "" for index, each in enumerate(items) if each.stage == tail}
    else:
        words = words_of(items[place], field) if field in ITEM_FIELDS else ""
        if _plain(words).endswith(_plain(tail)):
            changed[place, field] = _as_lines(field, _without_tail(words, tail))
    if flag.code == TAIL_IN_NEXT_ROW:
        return changed | _given_to_the_next(items, place + 1, field, tail)
    for name in _WORDS_FIELDS:
        if name != field and _plain(f"{words_of(items[place], name)} {tail}") == _plain(chosen):
            return changed | {(place, name): _as_lines(name, chosen)}
    return changed


def _given_to_the_next(items: Sequence[ReadItem], place: int, field: str, tail: str) -> dict[tuple[int, str], str]:
    if field not in ITEM_FIELDS or place >= len(items):
        return {}
    joint = "\n" if field in LIST_FIELDS else " "
    return {(place, field): _as_lines(field, f"{tail}{joint}{words_of(items[place], field)}")}


def _without_tail(words: str, tail: str) -> str:
    """The words without as many letters at their end as the tail has, whatever separators stand between."""
    left = len(_plain(tail).replace(" ", ""))
    end = len(words)
    while left and end:
        end -= 1
        left -= words[end] not in " \n,;"
    return words[:end].rstrip(" \n,;")


def _as_lines(field: str, words: str) -> str:
    """Raw words of a cell as a person edits them: a list has one entry a line."""
    if field not in LIST_FIELDS or "\n" in words:
        return words
    if field == "executors":
        bodies = split_executors(words).executors if ";" not in words else ()
        return "\n".join(_line(body) for body in bodies) if bodies else "\n".join(_listed(words))
    return "\n".join(split_evidence(words)) if field == "evidence" else words


def _line(body: Executor) -> str:
    return f"{body.name} {BY_AGREEMENT}" if body.by_agreement else body.name


def _listed(words: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", words) if part.strip()]


def _plain(words: str) -> str:
    """Words without the separators in which a cell and its list differ."""
    return re.sub(r"[\s,;]+", " ", words).strip()
