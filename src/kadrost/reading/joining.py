"""Pieces of printed text become one: line and page breaks, hyphenation and footnote marks undone.

A word broken with a hyphen («образова-» + «тельными») becomes one word; a real hyphen at the break
(«технико-» + «экономический») is kept. What decides, in this order: the document's own words elsewhere,
the dictionary, the form of the two parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kadrost.reading.grammar.morphology import is_known
from kadrost.reading.source import Source, Span

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"(?P<head>[^\W_]+(?:-[^\W_]+)*)(?:-|\u00ad)(?P<gap>\s+)(?P<tail>[^\W_]+)")
_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FOOTNOTE_MARK = re.compile(
    rf" ?(?:(?<![мкдс]м)(?<!\bм)(?<!\bга)[{_FIGURES}]+|[{_FIGURES}]{{2,}}|[⁰¹⁴⁵⁶⁷⁸⁹])(?!\w)(?: (?=[,.;:)»]))?"
)
# A mark at the head of a list's line: at the beginning, or after the sign that ends the line before it. A dash after
# other words joins them («Сентябрь 2019 г. – март 2020 г.»), wherever the line is broken.
_BULLET = re.compile(
    r"(?:\A\s*[-–—•▪●◦·*]|(?<=[:;])\s+[-–—]|(?<=,)\s+-|\s[•▪●◦]|(?<=[^\d]\.)[\n\x1e]-(?=\s+[А-ЯЁ]))\s+(?=[^\W\d_]|[«\"(])"
)
_AFTER_SLASH = re.compile(r"(?<=\w)/[\n\x1e](?=\w)")
_MARK = re.compile(r"\*+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_STARS = re.compile(r" ?\*+")
_PARAGRAPH = "\x1e"
_MARKER = 6
_BROKEN_BY_HAND = {"docx", "html", "xlsx"}
_SUSPENDED_BEFORE = {"и", "или", "либо", "а", "но", "да"}
_SHORTEST_STEM = 3
# First parts that are written with a hyphen, though dictionaries hold some of their compounds as one word too.
_HYPHENATED = {
    "учебно", "научно", "социально", "технико", "организационно", "информационно", "материально", "производственно",
    "финансово", "торгово", "нормативно", "культурно", "спортивно", "ремонтно", "инженерно", "опытно", "экспериментально",
    "профессионально", "методико", "аналитико", "экспертно", "контрольно", "консультационно", "административно",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DoubtfulHyphen:
    """A break where nothing decides between one word and two: what was taken and the other reading."""

    taken: str
    other: str


@dataclass(frozen=True, slots=True)
class Joined:
    """One text out of pieces, and the breaks of words that stayed doubtful."""

    text: str
    doubts: tuple[DoubtfulHyphen, ...] = ()


class Joiner:
    """Joins pieces of one document's text; the document's unbroken words are its first dictionary."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._words: frozenset[str] | None = None
        self._texts: dict[tuple[Span, ...], str] = {}
        self._printed: dict[tuple[str, str], bool | None] = {}
        self._starred = any(paragraph.text.startswith("*") for paragraph in source.paragraphs()) or any(
            "*" in mark for mark in source.footnotes
        )

    def join(self, spans: Sequence[Span]) -> Joined:
        """The words of the source at `spans` as one text with single spaces, marks and hyphenation gone."""
        return self.join_texts([self._source.text[span.start : span.end] for span in spans])

    def text(self, spans: Sequence[Span]) -> str:
        """The text of `join`, where doubts are of no interest; the same place is joined once."""
        key = tuple(spans)
        if key not in self._texts:
            self._texts[key] = self.join(key).text
        return self._texts[key]

    def lines(self, spans: Sequence[Span], *, agreement: frozenset[str] = frozenset()) -> str:
        """As `text`, but lines of one cell that a person has broken stay lines of their own, bullets too.

        So do paragraphs in all formats, and breaks within them where no page's width made them (docx, html, xlsx).
        The marks `agreement`, whose note says «по согласованию», are put in these words.
        """
        pieces: list[str] = []
        for index, span in enumerate(spans):
            if index:
                between = self._source.text[spans[index - 1].end : span.start]
                # A list's marker may stand between two paragraphs of a cell.
                apart = between[:1] == "\n" and len(between) <= _MARKER and between.count("\n") == 1
                pieces.append(_PARAGRAPH if apart else "\n")
            piece = self._source.text[span.start : span.end]
            if agreement:
                piece = _MARK.sub(lambda mark: " (по согласованию)" if mark[0] in agreement else mark[0], piece)
            pieces.append(piece.replace("\n", _PARAGRAPH) if self._source.format in _BROKEN_BY_HAND else piece)
        parts = self._whole("".join(pieces), [], bullets=True).split(_PARAGRAPH)
        return "\n".join(line for part in parts if (line := " ".join(part.split())))

    def raw(self, spans: Sequence[Span]) -> str:
        """The printed words in one line, breaks not yet undone: whether they go on is seen at their end."""
        return " ".join(" ".join(self._source.text[span.start : span.end] for span in spans).split())

    def join_texts(self, texts: Iterable[str]) -> Joined:
        """`texts` as one text; a break between two of them is a line break."""
        doubts: list[DoubtfulHyphen] = []
        text = self._whole("\n".join(texts), doubts)
        return Joined(" ".join(text.split()), tuple(doubts))

    def _whole(self, raw: str, doubts: list[DoubtfulHyphen], *, bullets: bool = False) -> str:
        text = _AFTER_SLASH.sub("/", raw) if "/" in raw else raw
        if "-" in raw or "\u00ad" in raw:
            text = self._mend(text, doubts)
        if not bullets:
            text = _BULLET.sub(_without_bullet, text)
        text = _FOOTNOTE_MARK.sub("", text)
        if self._starred:
            text = _STARS.sub("", text)
        return text.replace("\u00ad", "")

    def _mend(self, raw: str, doubts: list[DoubtfulHyphen]) -> str:
        position = 0
        while match := _BROKEN.search(raw, position):
            head, tail = match["head"], match["tail"]
            whole = self._decide(head, tail, match["gap"], soft="\u00ad" in match.group(), doubts=doubts)
            raw = raw[: match.start()] + whole + raw[match.end() :]
            # What follows may itself be broken again, so the search goes on inside a joined word.
            position = match.start() + (len(whole) - len(tail) if whole.endswith(f"- {tail}") else 0)
        return raw

    def _decide(self, head: str, tail: str, gap: str, *, soft: bool, doubts: list[DoubtfulHyphen]) -> str:
        one, two = head + tail, f"{head}-{tail}"
        if soft:
            return one
        if tail.lower() in _SUSPENDED_BEFORE:
            return f"{head}- {tail}"
        if head[-1].isdigit() or tail[0].isdigit():
            return two if "\n" in gap or head[-1].isdigit() else f"{head}- {tail}"
        pair = (head, tail)
        if pair not in self._printed:
            self._printed[pair] = self._printed_elsewhere(head, tail)
        printed = self._printed[pair]
        if printed is not None:
            return one if printed else two
        last = head.rsplit("-", 1)[-1]
        if _keeps_hyphen(last, tail):
            return two
        if is_known((last + tail).lower()) or is_known(one.lower()):
            return one
        if is_known(tail.lower()) and (is_known(last.lower()) or last[-1] in "оеОЕ"):
            return two
        if is_known(tail.lower()) and len(tail) >= _SHORTEST_STEM:
            doubts.append(DoubtfulHyphen(one, two))
        return one

    def _printed_elsewhere(self, head: str, tail: str) -> bool | None:
        """True where the document prints the two parts as one word, False where with a hyphen, else None."""
        stem = tail.lower()[: max(_SHORTEST_STEM, len(tail) - 3)]
        last = head.rsplit("-", 1)[-1].lower()
        as_one = as_two = False
        for word in self._vocabulary():
            if last + stem in word:
                as_one = as_one or any(part.startswith(last + stem) for part in word.split("-"))
            if f"{last}-{stem}" in word:
                as_two = True
        if as_one == as_two or len(stem) < _SHORTEST_STEM:
            return None
        return as_one

    def _vocabulary(self) -> frozenset[str]:
        if self._words is None:
            text = self._source.text
            self._words = frozenset(
                match.group().lower()
                for match in _WORD.finditer(text)
                if not text.startswith(("-", "\u00ad"), match.end()) and text[match.start() - 1 : match.start()] != "-"
            )
        return self._words


def _keeps_hyphen(head: str, tail: str) -> bool:
    """True for «Санкт-Петербург», «IT-центр», «учебно-производственный»."""
    if tail[0].isupper() or (head.isupper() and len(head) > 1):
        return True
    return head.lower() in _HYPHENATED and is_known(tail.lower())


def _without_bullet(match: re.Match[str]) -> str:
    """What stands before a bullet stays: the break between lines."""
    return match.group()[0] if match.group()[0].isspace() else ""


@lru_cache(maxsize=20_000)
def letters(text: str) -> str:
    """Only the letters and figures of `text`, small: what the conservation check compares."""
    return "".join(sign for sign in text.lower() if sign.isalnum() and sign not in "⁰¹²³⁴⁵⁶⁷⁸⁹")
