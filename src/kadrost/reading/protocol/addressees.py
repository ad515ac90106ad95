"""Who a decision tells to act: the words before the verb («Министерству … разработать»), or those that name a role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kadrost.reading.grammar.bodies import is_body_word, is_short_name
from kadrost.reading.grammar.doubts import Doubt
from kadrost.reading.grammar.duties import duty_ends
from kadrost.reading.grammar.executors import split_executors
from kadrost.reading.grammar.morphology import cases, forms, is_abbreviation, lemmas
from kadrost.reading.grammar.nominative import is_initial
from kadrost.reading.grammar.phrases import read_head
from kadrost.reading.grammar.rulebook import read_words
from kadrost.reading.grammar.tokens import Token, enclosed, tokenize
from kadrost.reading.result import Executor

_ADVERBS = {"ежегодно", "ежеквартально", "ежемесячно", "еженедельно", "постоянно", "незамедлительно", "дополнительно"}
_PAIRS = {
    ("в", "срок"), ("в", "сроки"), ("не", "позднее"), ("не", "позже"), ("в", "течение"), ("в", "целях"),
    ("в", "рамках"), ("на", "основании"), ("в", "соответствии"), ("с", "учетом"), ("с", "участием"), ("при", "участии"),
    ("во", "взаимодействии"), ("в", "установленном"), ("в", "установленные"), ("при", "необходимости"), ("по", "мере"),
    ("по", "итогам"), ("по", "результатам"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Addressees:
    """The executors that the words name, what is doubtful, and where the words of the action begin."""

    executors: tuple[Executor, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    action: int = 0


@lru_cache(maxsize=2_000)
def read_addressees(text: str) -> Addressees:
    """Who the decision `text` addresses, in the nominative; nobody where a council itself decides or takes note.

    Read are: a dative before the infinitive or before a closing colon, a dative after «рекомендовать», «поручить»,
    an accusative in «определить … ответственным» and after «возложить на», a nominative before a verb. Nothing is
    raised; `action` is the offset of the first word after the addressees, 0 where there are none.
    """
    tokens = tuple(token for token in tokenize(text) if token.kind != "line")
    depth = enclosed(tokens)
    charged = _charged(tokens, text)
    if charged is not None:
        return charged
    verb = next((i for i, token in enumerate(tokens) if not depth[i] and _is_infinitive(token)), None)
    if verb is None:
        return _without_infinitive(tokens, depth, text)
    if verb > 0 and lemmas(tokens[verb].text) & _words("назначение") and _role(tokens[:verb]) is not None:
        reading = split_executors(text[tokens[verb].end :].rstrip(" ;"), "accs")
        return Addressees(reading.executors, reading.doubts)
    if verb > 0:
        return _before(tokens, verb, text)
    first = lemmas(tokens[0].text)
    if first & _words("поручение"):
        return _after_order(tokens, depth, text, "datv")
    if first & _words("просьба"):
        return _after_order(tokens, depth, text, "accs")
    return _appointed(tokens, text) if first & _words("назначение") else Addressees()


def _before(tokens: Sequence[Token], verb: int, text: str) -> Addressees:
    """«Министерству …, администрации … разработать»: the dative before the verb."""
    end = _adverbial(tokens, verb)
    if not _opens_with_body(tokens, "datv"):
        return Addressees()
    reading = split_executors(text[: tokens[end - 1].end].rstrip(" ,:"), "datv")
    others = _companions(tokens, end, verb, text)
    return Addressees((*reading.executors, *others), reading.doubts, tokens[end].start if end < len(tokens) else 0)


def _companions(tokens: Sequence[Token], start: int, end: int, text: str) -> tuple[Executor, ...]:
    """«совместно с Министерством …»: those who act together with the addressee."""
    for index in range(start, end - 2):
        if tokens[index].lower == "совместно" and tokens[index + 1].lower in {"с", "со"}:
            stop = _adverbial(tokens[index + 2 :], end - index - 2) + index + 2
            return split_executors(text[tokens[index + 2].start : tokens[stop - 1].end].rstrip(" ,"), "ablt").executors
    return ()


def _adverbial(tokens: Sequence[Token], end: int) -> int:
    """Where the first adverbial («в срок до …», «совместно с …») before `end` begins, `end` where there is none."""
    for index in range(1, end):
        word, after = tokens[index].lower, tokens[index + 1].lower if index + 1 < len(tokens) else ""
        participle = tokens[index - 1].kind == "word" and forms(tokens[index - 1].text)[0].part in {"PRTF", "PRTS"}
        if participle:
            continue
        if word in _ADVERBS or word == "совместно" or (word, after) in _PAIRS:
            return index
        if word in {"до", "к", "с"} and index + 1 < len(tokens) and tokens[index + 1].kind == "number":
            return index
    return end


def _without_infinitive(tokens: Sequence[Token], depth: Sequence[int], text: str) -> Addressees:
    """A lead-in of names alone, or «Министерство … обеспечивает …»."""
    if tokens and tokens[-1].text == ":" and _opens_with_body(tokens, "datv"):
        reading = split_executors(text[: tokens[-1].start], "datv")
        return Addressees(reading.executors, reading.doubts, tokens[-1].start)
    verb = next((i for i, t in enumerate(tokens) if i and not depth[i] and _is_finite(t)), None)
    if verb is None or not _opens_with_body(tokens, "nomn"):
        return Addressees()
    reading = split_executors(text[: tokens[verb - 1].end])
    return Addressees(reading.executors, reading.doubts, tokens[verb].start)


def _after_order(tokens: Sequence[Token], depth: Sequence[int], text: str, case: str) -> Addressees:
    """«Рекомендовать главам … обеспечить …», «Поручить министру …:», «Просить министерство … рассмотреть …»."""
    rest = tokens[1:]
    if not rest or not _opens_with_body(rest, case):
        return Addressees()
    end = next((i for i, t in enumerate(rest) if not depth[i + 1] and (_is_infinitive(t) or t.text == ":")), None)
    if end is None:
        end = _object_begins(rest)
    stop = _adverbial(rest, end)
    reading = split_executors(text[rest[0].start : rest[stop - 1].end].rstrip(" ,"), case)
    return Addressees(reading.executors, reading.doubts, rest[end].start if end < len(rest) else 0)


def _object_begins(tokens: Sequence[Token]) -> int:
    """«Поручить министерству разработку плана»: the first noun that can be an accusative and no dative or genitive."""
    for index in range(1, len(tokens)):
        readings = cases(tokens[index].text) if tokens[index].kind == "word" else frozenset()
        if "accs" in readings and not readings & {"datv", "gent"}:
            return index
    return len(tokens)


def _appointed(tokens: Sequence[Token], text: str) -> Addressees:
    """«Определить Министерство … ответственным за …», «Определить ответственным за … министерство …»."""
    role = _role(tokens)
    if role is None:
        return Addressees()
    if role + 1 < len(tokens) and tokens[role + 1].text == ":" and duty_ends(tokens[role + 2 :]) is not None:
        reading = split_executors(text[tokens[role + 2].start :].rstrip(" ;."))
        return Addressees(reading.executors, reading.doubts, 0)
    start = role
    while start > 1 and forms(tokens[start - 1].text)[0].is_adjective and "ablt" in cases(tokens[start - 1].text):
        start -= 1
    if start > 1:
        reading = split_executors(text[tokens[1].start : tokens[start - 1].end], "accs")
        return Addressees(reading.executors, reading.doubts, tokens[start].start)
    for index in range(role + 1, len(tokens)):
        head = read_head(tokens, index, "accs") if tokens[index].kind == "word" else None
        if (
            head is not None
            and head.certain
            and is_body_word(tokens[head.index])
            and "ablt" not in cases(tokens[index].text)
        ):
            reading = split_executors(text[tokens[index].start :].rstrip(" ;"), "accs")
            return Addressees(reading.executors, reading.doubts, 0)
    return Addressees()


def _role(tokens: Sequence[Token]) -> int | None:
    """Where a role stands in the instrumental («ответственным», «координатором»)."""
    roles = _words("роль")
    for index, token in enumerate(tokens):
        if token.kind == "word" and "ablt" in cases(token.text) and lemmas(token.text) & roles:
            return index
    return None


def _charged(tokens: Sequence[Token], text: str) -> Addressees | None:
    """«Контроль … возложить на заместителя …»."""
    for index in range(len(tokens) - 2):
        if "возложить" in lemmas(tokens[index].text) and tokens[index + 1].lower == "на":
            reading = split_executors(text[tokens[index + 2].start :].rstrip(" ;"), "accs")
            return Addressees(reading.executors, reading.doubts, 0)
    return None


def _opens_with_body(tokens: Sequence[Token], case: str) -> bool:
    """True where the words begin with a body or a person that may stand in `case`."""
    first = tokens[0]
    if first.kind != "word":
        return False
    if is_abbreviation(first.text) or (first.text[0].isupper() and is_short_name(first)):
        return True
    if first.text[0].isupper() and is_initial(tokens, 1):
        return case in cases(first.text) or not cases(first.text)
    head = read_head(tokens, 0, case)
    if head is not None:
        return is_body_word(tokens[head.index])
    return any(form.part == "PRTF" and form.case == case for form in forms(first.text)) and first.lower.startswith(
        "исполня"
    )


def _is_infinitive(token: Token) -> bool:
    return token.kind == "word" and forms(token.text)[0].part == "INFN"


def _is_finite(token: Token) -> bool:
    return token.kind == "word" and forms(token.text)[0].part == "VERB"


def _words(name: str) -> frozenset[str]:
    return read_words("protocols.words")[name]
