"""The head of an official act: its kind, who issued it, when, under which number and about what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kadrost.reading.grammar.approval import Approval, read_approval
from kadrost.reading.grammar.bodies import is_body_word
from kadrost.reading.grammar.casing import recased
from kadrost.reading.grammar.dates import find_date, find_number, find_period
from kadrost.reading.grammar.morphology import lemmas
from kadrost.reading.grammar.nominative import nominative
from kadrost.reading.grammar.phrases import read_head
from kadrost.reading.grammar.regions import find_region
from kadrost.reading.grammar.rulebook import read_words
from kadrost.reading.grammar.spacing import without_letter_spacing
from kadrost.reading.grammar.tokens import fold, tokenize
from kadrost.reading.result import Document, DocumentKind
from kadrost.reading.source import Paragraph

_HEAD_LINES = 120
_DETAILS_AFTER = 8
_ASSIGNMENTS = "перечень поручений"


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line of the head, and the number of its paragraph."""

    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class _Heading:
    """Where the act says what it is: the line, the kind, and the words after the kind."""

    index: int
    act: str
    rest: str


def read_act_head(paragraphs: Sequence[Paragraph]) -> Document:
    """The head of the act as far as the paragraphs before (and between) its tables state it.

    What is not stated is empty or None; nothing is raised. Where the sheet holds only the plan, its mark of approval
    («УТВЕРЖДЕН распоряжением … от … № …») gives kind, issuer, date and number of the act.
    """
    lines = _lines(paragraphs)
    whole = "\n".join(line.text for line in lines)
    heading = _find_heading(lines)
    approval = read_approval([line.text for line in lines])
    title = _title(lines, heading) or _plan_title(lines)
    issuer, when, number = _details(lines, heading, approval, whole)
    region = next(
        (name for text in (issuer, title, approval.words, whole[:3000]) if (name := _region(text, whole))), None
    )
    return Document(
        kind=_kind(heading, title),
        act=heading.act if heading else approval.act or ("план" if title else ""),
        issuer=issuer,
        region=region,
        date=when,
        number=number,
        title=title,
        approved_by=approval.by,
        period=find_period(title),
    )


def _details(
    lines: list[_Line], heading: _Heading | None, approval: Approval, whole: str
) -> tuple[str, date | None, str | None]:
    """Issuer, date and number: from the heading, else from the mark of approval."""
    if heading is None:
        return approval.issuer, approval.date, approval.number
    issuer = _issuer(lines, heading, whole) or approval.issuer
    near = [heading.rest, *(line.text for line in lines[heading.index + 1 : heading.index + 1 + _DETAILS_AFTER])]
    near += [line.text for line in lines[max(0, heading.index - 4) : heading.index] if not _is_mark(line.text)]
    if heading.act == _ASSIGNMENTS and approval.date is not None:
        near = [heading.rest]
    when = next((found for text in near if (found := find_date(text))), None) or approval.date
    number = next((sign for text in near if (sign := find_number(text))), None) or approval.number
    return issuer, when, number


def _lines(paragraphs: Sequence[Paragraph]) -> list[_Line]:
    found: list[_Line] = []
    for number, paragraph in enumerate(paragraphs):
        for text in paragraph.text.replace("\t", "\n").split("\n"):
            plain = " ".join(without_letter_spacing(text).replace("*", "").split())
            if plain:
                found.append(_Line(plain, number))
        if len(found) > _HEAD_LINES:
            break
    return found


def _find_heading(lines: list[_Line]) -> _Heading | None:
    """The first line that begins with a kind of act as a heading does: alone, in capitals, or with its number."""
    marked = False
    for index, line in enumerate(lines):
        marked = marked or fold(line.text).startswith(("утвержден", "приложение"))
        first, _, rest = line.text.partition(" ")
        if fold(line.text).startswith(_ASSIGNMENTS):
            return _Heading(index, _ASSIGNMENTS, line.text[len(_ASSIGNMENTS) :].strip())
        if fold(first.strip(".:")) not in read_words("acts.words")["акт"] or marked:
            continue
        if (
            not rest
            or first.isupper()
            or "№" in rest
            or find_date(rest)
            or fold(rest).startswith(("заседания", "совещания"))
            or (first[0].isupper() and _names_in_genitive(rest) and _is_detail(_text_at(lines, index + 1)))
        ):
            return _Heading(index, fold(first.strip(".:")), rest)
    return None


def _text_at(lines: list[_Line], index: int) -> str:
    return lines[index].text if index < len(lines) else "-"


def _issuer(lines: list[_Line], heading: _Heading, whole: str) -> str:
    """The letterhead above the heading, or the genitive after the kind («ПРИКАЗ министерства …»)."""
    following = lines[heading.index + 1].text if heading.index + 1 < len(lines) else ""
    if not heading.rest and _names_in_genitive(following):
        return nominative(recased(" ".join(_continued(lines, heading.index + 1)), whole), "gent")
    after = heading.rest.split("№")[0].split(" от ")[0].strip()
    if heading.act in {"протокол", _ASSIGNMENTS}:
        return _meeting_body(_meeting_title(lines, heading)[len(heading.act) :].partition(" по итогам")[0].strip())
    if after and any(is_body_word(token) for token in tokenize(after)[:4]):
        name = " ".join([after, *_continued(lines, heading.index + 1)])
        return nominative(recased(name, whole), "gent")
    for start in range(max(0, heading.index - 6), heading.index):
        tokens = tokenize(lines[start].text)
        if (
            not _is_mark(lines[start].text)
            and not _is_country(lines[start].text)
            and any(map(is_body_word, tokens[:3]))
        ):
            name = " ".join(line.text for line in lines[start : heading.index] if not _is_detail(line.text))
            return recased(name, whole)
    return ""


def _names_in_genitive(text: str) -> bool:
    """«ГУБЕРНАТОРА … ОБЛАСТИ» under «УКАЗ»."""
    tokens = tokenize(text.capitalize())
    head = read_head(tokens, 0, "gent") if tokens else None
    return head is not None and is_body_word(tokens[head.index])


def _is_country(text: str) -> bool:
    """«РОССИЙСКАЯ ФЕДЕРАЦИЯ» at the top of a letterhead issues nothing."""
    return fold(text).strip() in {"российская федерация", "россия"}


def _continued(lines: list[_Line], index: int) -> list[str]:
    """Lines of a heading in capitals that go on naming the issuer."""
    found: list[str] = []
    while index < len(lines) and not _is_detail(lines[index].text) and len(found) < 3:
        if found and not (lines[index].text.isupper() or lines[index].text[0].islower()):
            break
        if not found and not (lines[index].text.isupper() or _names_in_genitive(lines[index].text)):
            break
        found.append(lines[index].text)
        index += 1
    return found


def _meeting_body(text: str) -> str:
    """«заседания областного Совета по …» → «областной Совет по …»."""
    plain = text
    for word in (
        "внеочередного",
        "очередного",
        "расширенного",
        "совместного",
        "рабочего",
        "заседания",
        "совещания",
        "собрания",
    ):
        if fold(plain).startswith(word):
            plain = plain[len(word) :].strip()
    if plain.startswith("у "):
        plain = plain.removeprefix("у ").partition(" по ")[0]
    opening = tokenize(plain)[:5]
    if not any(is_body_word(token) for token in opening if token.kind == "word"):
        return ""
    return nominative(plain.partition(" при ")[0], "gent")


def _is_detail(text: str) -> bool:
    """A line of date, number or place: no part of a name."""
    return (
        bool(find_date(text))
        or "№" in text
        or fold(text).startswith(("г. ", "от ", "город ", "с. "))
        or text.strip("_- ") == ""
    )


def _is_mark(text: str) -> bool:
    first = fold(text.split(maxsplit=1)[0].strip(".:,«»")) if text.split() else ""
    return first in read_words("acts.words")["гриф"]


def _title(lines: list[_Line], heading: _Heading | None) -> str:
    """«Об утверждении …» after the heading, whole, over as many lines as it takes; a protocol's is its meeting."""
    if heading is None:
        return ""
    if heading.act in {"протокол", _ASSIGNMENTS}:
        return _meeting_title(lines, heading)
    for index in range(heading.index + 1, min(heading.index + 14, len(lines))):
        first = fold(lines[index].text.split()[0]).lstrip('«"')
        if first in {"о", "об", "обо"} and len(lines[index].text) > len(first) + 3:
            return _unquoted(_joined(lines, index))
    return _plan_title(lines[heading.index + 1 :]) or _approved_title(lines)


def _unquoted(title: str) -> str:
    """The title without quotes that hold the whole of it."""
    whole = title.startswith(("«", '"')) and title.endswith(("»", '"')) and title.count("«") <= 1
    return title[1:-1] if whole else title


def _approved_title(lines: list[_Line]) -> str:
    """«1. Утвердить прилагаемый План …»: what an act without a title approves."""
    names = read_words("acts.words")["план"]
    for line in lines:
        tokens = [token for token in tokenize(line.text) if token.kind == "word"]
        if tokens and tokens[0].lower == "утвердить":
            plan = next((token for token in tokens[1:5] if not names.isdisjoint(lemmas(token.text))), None)
            if plan is not None:
                return line.text[plan.start :].rstrip(" .:;")
    return ""


def _joined(lines: list[_Line], index: int) -> str:
    """The title from its first line on, up to the introduction of the act."""
    words = [lines[index].text]
    paragraph = lines[index].paragraph
    for line in lines[index + 1 : index + 12]:
        if line.paragraph != paragraph and (words[-1].endswith((".", ":")) or not _continues_title(line.text)):
            break
        words.append(line.text)
    words[0] = recased(words[0], "")
    return " ".join(words).rstrip(" .:;")


def _continues_title(text: str) -> bool:
    first = fold(text.split(maxsplit=1)[0].strip("«»(),.:"))
    if text[0].isupper() or text[0].isdigit() or (first == "от" and _is_detail(text)):
        return False
    return first not in {"приказываю", "постановляю", "постановляет"}


def _meeting_title(lines: list[_Line], heading: _Heading) -> str:
    """«Протокол заседания …» without number and date."""
    rest = heading.rest.split("№")[0].split(" от ")[0].strip()
    words = [rest.lower() if rest.isupper() else rest] if rest else []
    for line in lines[heading.index + 1 : heading.index + 4]:
        name = _without_details(line.text)
        opens = line.text[0].islower() or (heading.act == _ASSIGNMENTS and not words)
        if not name or _is_mark(line.text) or not opens:
            break
        words.append(name)
        if name != line.text:
            break
    return " ".join([heading.act.capitalize(), *words])


def _without_details(text: str) -> str:
    """«совещания … от 03.10.2023 № 41» → «совещания …»; empty for a line of date and number alone."""
    plain = text.split("№", maxsplit=1)[0].rstrip()
    before, said, after = plain.rpartition(" от ")
    words = (before if said and find_date(after) else plain).split()
    while words and find_date(words[-1]):
        words.pop()
    return "" if fold(text).startswith(("г. ", "от ", "город ")) else " ".join(words)


def _plan_title(lines: list[_Line]) -> str:
    """The heading of a plan that stands without an act: its first line names a plan, the next ones go on."""
    names = read_words("acts.words")["план"]
    for index, line in enumerate(lines):
        if _is_mark(line.text):
            continue
        tokens = [token for token in tokenize(line.text) if token.kind == "word"]
        if tokens and _opens_sentence(line.text) and any(not names.isdisjoint(lemmas(t.text)) for t in tokens[:3]):
            return _joined(lines, index)
    return ""


def _opens_sentence(text: str) -> bool:
    return text[0].isupper() or (text[0] == "«" and text[1:2].isupper())


def _kind(heading: _Heading | None, title: str) -> DocumentKind:
    if heading is not None and heading.act == "протокол":
        return "protocol"
    samples = read_words("acts.words")["образец"]
    if heading is None and any(
        not samples.isdisjoint(lemmas(token.text)) for token in tokenize(title)[:4] if token.kind == "word"
    ):
        return "template"
    return "roadmap"


def _region(text: str, whole: str) -> str | None:
    found = find_region(text)
    return recased(found, whole) if found else None
