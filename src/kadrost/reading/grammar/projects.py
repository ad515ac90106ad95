"""Projects and programmes that a text names: «федерального проекта «…» национального проекта «…»», and conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

ProjectKind = Literal["national", "federal", "regional", "departmental", "municipal", "state_programme"]
ConditionKind = Literal["selection", "funding", "other"]

_KIND = re.compile(
    r"\b(?:"
    r"(?P<national>(?:приоритетн\w+\s+)?национальн\w+\s+(?:проект|программ)\w*|нацпроект\w*)|"
    r"(?P<federal>федеральн\w+\s+(?:целев\w+\s+)?(?:проект|программ)\w*|федпроект\w*)|"
    r"(?P<regional>региональн\w+\s+(?:приоритетн\w+\s+|целев\w+\s+)?(?:проект|программ)\w*)|"
    r"(?P<departmental>ведомственн\w+\s+(?:целев\w+\s+)?(?:проект|программ)\w*)|"
    r"(?P<municipal>муниципальн\w+\s+(?:целев\w+\s+)?(?:проект|программ)\w*)|"
    r"(?P<state_programme>государственн\w+\s+программ\w*|госпрограмм\w*)"
    r")\b",
    re.IGNORECASE,
)
_PAIRS = {"«": "»", "„": "“", "“": "”", '"': '"'}
_BEFORE_TITLE = re.compile(r"[^«„“\".,;:()]{0,80}")
_BARE_TITLE = re.compile(r"\s+(?P<title>[А-ЯЁ][\w-]*(?:\s+(?!в\b|на\b|при\b|до\b|с\b|по\b|реализ)[\w-]+){0,7})")
_OWNER = re.compile(r"Российск\w+ Федераци\w+|\w+(?:ой|ого) (?:области|края)|Республик\w+", re.IGNORECASE)
_CODE = re.compile(r"\s*\((?:код\s+)?(?P<code>[A-ZА-Я]\d{1,2})\)")
_ONE_MORE = re.compile(r"\s*(?:,|и|,\s*а\s+также)\s*(?=[«„“\"])")
_INSIDE = re.compile(
    r"[\s,(]*(?:(?:реализуем\w+|осуществляем\w+)\s+)?(?:в\s+рамках|в\s+составе|входящ\w+\s+в(?:\s+состав)?)?[\s,]*"
)
_CONDITION = re.compile(
    r"\b(?:при\s+(?:условии|наличии|выделении|предоставлении|поступлении|обеспечении|победе)|в\s+случае|"
    r"по\s+(?:результатам|итогам)\s+(?:\w+\s+){0,2}(?:отбора|конкурса))\b",
    re.IGNORECASE,
)
_SELECTION = re.compile(r"отбор|конкурс|побед", re.IGNORECASE)
_FUNDING = re.compile(r"средств|финансир|субсид|ассигнован|бюджет|лимит", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedProject:
    """A project as a text names it; `code` is the one that stands in brackets after the title."""

    kind: ProjectKind
    title: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class ProjectMention:
    """A project with those that it is a part of, the innermost first, and its place in the text."""

    chain: tuple[NamedProject, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Condition:
    """On what a project's carrying out depends; an empty text where on nothing."""

    text: str
    kind: ConditionKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Group:
    """Projects of one kind that stand side by side: «федеральных проектов «А» и «Б»»."""

    projects: tuple[NamedProject, ...]
    start: int
    end: int


def find_projects(text: str) -> list[ProjectMention]:
    """The projects that the text names by kind and title, each with the larger ones named right after it."""
    mentions: list[ProjectMention] = []
    chain: list[_Group] = []
    for group in _groups(text):
        if chain and not _INSIDE.fullmatch(text[chain[-1].end : group.start]):
            mentions += _mentions(chain)
            chain = []
        chain.append(group)
    return mentions + _mentions(chain)


def find_conditions(text: str, *, stops: tuple[int, ...] = ()) -> list[Condition]:
    """What is said of conditions: in brackets as far as these go, else to the sentence's end or the next of `stops`."""
    found: list[Condition] = []
    for match in _CONDITION.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        end = _end_of_condition(text, match.start(), stops)
        words = text[match.start() : end].strip(" ,.;)")
        found.append(Condition(words, condition_kind(words), match.start(), end))
    return found


def condition_kind(words: str) -> ConditionKind:
    """Whether a condition is a selection to be won, money to be given, or something else."""
    if _SELECTION.search(words):
        return "selection"
    return "funding" if _FUNDING.search(words) else "other"


def quoted_titles(text: str) -> list[str]:
    """Everything that stands in quotes, the outermost pairs."""
    titles, at = [], 0
    while at < len(text):
        if text[at] in _PAIRS and (end := _closing(text, at)) is not None:
            titles.append(text[at + 1 : end].strip())
            at = end
        at += 1
    return titles


def _groups(text: str) -> Iterator[_Group]:
    kinds = list(_KIND.finditer(text))
    for index, match in enumerate(kinds):
        until = kinds[index + 1].start() if index + 1 < len(kinds) else len(text)
        titles = _titles(text, match.end(), until)
        if titles:
            kind = cast("ProjectKind", match.lastgroup)
            projects = tuple(NamedProject(kind, title, code) for title, code, _ in titles)
            yield _Group(projects, match.start(), titles[-1][2])


def _titles(text: str, at: int, until: int) -> list[tuple[str, str, int]]:
    """The titles after a kind: in quotes, one or several, or one that begins with a capital."""
    before = _BEFORE_TITLE.match(text, at, until)
    opening = before.end() if before else at
    found: list[tuple[str, str, int]] = []
    while opening < until and text[opening] in _PAIRS and (end := _closing(text, opening)) is not None:
        title = " ".join(text[opening + 1 : end].split())
        code = _CODE.match(text, end + 1)
        after = code.end() if code else end + 1
        if title:
            found.append((title, code["code"] if code else "", after))
        more = _ONE_MORE.match(text, after)
        if not more:
            break
        opening = more.end()
    if not found and (bare := _BARE_TITLE.match(text, at, until)) and not _OWNER.match(bare["title"]):
        found.append((" ".join(bare["title"].split()), "", bare.end()))
    return found


def _closing(text: str, opening: int) -> int | None:
    """Where the quote closes; quotes within are stepped over, and one mark may close two of them."""
    mark, closing = text[opening], _PAIRS[text[opening]]
    if mark == closing:
        end = text.find(closing, opening + 1)
        return end if end > 0 else None
    depth, last = 0, None
    for at in range(opening, len(text)):
        if text[at] == mark:
            depth += 1
        elif text[at] == closing:
            depth -= 1
            last = at
            if depth == 0:
                return at
        elif last is not None and _KIND.match(text, at):
            return last
    return last


def _mentions(chain: list[_Group]) -> list[ProjectMention]:
    if not chain:
        return []
    first, *outer = chain
    return [
        ProjectMention(
            (
                project,
                *(
                    group.projects[place if len(group.projects) == len(first.projects) else 0]
                    for group in outer
                ),
            ),
            first.start,
            chain[-1].end,
        )
        for place, project in enumerate(first.projects)
    ]  # fmt: skip


def _end_of_condition(text: str, start: int, stops: tuple[int, ...]) -> int:
    is_bracketed = text[:start].rstrip().endswith("(")
    if is_bracketed:
        depth = 1
        for at in range(start, len(text)):
            depth += {"(": 1, ")": -1}.get(text[at], 0)
            if depth == 0:
                return at
        return len(text)
    ahead = [stop for stop in stops if stop > start]
    sentence = re.compile(r"[;.](?=\s|$)").search(text, start)
    return min([*ahead, sentence.start() if sentence else len(text)])
