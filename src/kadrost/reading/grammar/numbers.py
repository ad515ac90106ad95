"""Numbers as documents print them: digits, fractions, words, «1,5 тыс.», «20–25»."""

from __future__ import annotations

from collections.abc import Sequence

from kadrost.reading.grammar.morphology import lemmas
from kadrost.reading.grammar.rulebook import Capture
from kadrost.reading.grammar.tokens import Token

_WORDS = {
    **dict(
        zip(
            ["ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять"],
            range(11),
            strict=True,
        )
    ),
    **dict(
        zip(
            [
                "одиннадцать",
                "двенадцать",
                "тринадцать",
                "четырнадцать",
                "пятнадцать",
                "шестнадцать",
                "семнадцать",
                "восемнадцать",
                "девятнадцать",
            ],
            range(11, 20),
            strict=True,
        )
    ),
    **dict(
        zip(
            [
                "двадцать",
                "тридцать",
                "сорок",
                "пятьдесят",
                "шестьдесят",
                "семьдесят",
                "восемьдесят",
                "девяносто",
                "сто",
            ],
            range(20, 101, 10),
            strict=True,
        )
    ),
    **dict(
        zip(
            ["двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"],
            range(200, 1000, 100),
            strict=True,
        )
    ),
    "оба": 2,
    "двое": 2,
    "трое": 3,
    "четверо": 4,
    "пятеро": 5,
}
_MULTIPLIERS = {"тысяча": 1_000, "тыс": 1_000, "миллион": 1_000_000, "млн": 1_000_000, "миллиард": 10**9, "млрд": 10**9}
_ENDINGS = {"ти", "и", "х", "ми", "м", "мя", "ю", "го", "й", "е", "я", "му", "ой", "ый", "ая"}
_DASHES = {"-", "–", "—", "−", "‑"}


def number(tokens: Sequence[Token], index: int) -> Capture | None:
    """A number at `index` with its value as float; None where there is none."""
    read = _in_digits(tokens, index) or _in_words(tokens, index)
    if read is None:
        return None
    end, value = read
    while end < len(tokens) and tokens[end].kind == "word":
        factor = next((_MULTIPLIERS[lemma] for lemma in lemmas(tokens[end].text) if lemma in _MULTIPLIERS), None)
        if factor is None:
            break
        value, end = value * factor, end + 1
        if end < len(tokens) and tokens[end].text == "." and tokens[end - 1].lower in _MULTIPLIERS:
            end += 1
    return Capture(index, end, value)


def number_range(tokens: Sequence[Token], index: int) -> Capture | None:
    """Two numbers through a dash, «6 – 11-х»: the value is the pair."""
    first = number(tokens, index)
    if first is None or first.end >= len(tokens) or tokens[first.end].text not in _DASHES:
        return None
    second = number(tokens, first.end + 1)
    return None if second is None else Capture(index, second.end, (first.value, second.value))


def has_number(tokens: Sequence[Token]) -> bool:
    """True where the text holds a number at all, in digits or words."""
    return any(token.kind == "number" or (token.kind == "word" and _word_value(token) is not None) for token in tokens)


def _in_digits(tokens: Sequence[Token], index: int) -> tuple[int, float] | None:
    if index >= len(tokens) or tokens[index].kind != "number":
        return None
    value, end = _value(tokens[index].text), index + 1
    if end + 1 < len(tokens) and tokens[end].text == "/" and tokens[end + 1].kind == "number":
        below = _value(tokens[end + 1].text)
        return (end + 2, value / below) if value < below < 100 else None
    if end + 1 < len(tokens) and tokens[end].text in _DASHES and tokens[end + 1].lower in _ENDINGS:
        end += 2
    return end, value


def _in_words(tokens: Sequence[Token], index: int) -> tuple[int, float] | None:
    """«двадцати пяти»: parts in falling order of size add up."""
    total, last, end = 0, 1_000, index
    while end < len(tokens) and tokens[end].kind == "word":
        part = _word_value(tokens[end])
        if part is None or part >= last:
            break
        total, last, end = total + part, 10 if part < 100 else 100, end + 1
        if part < 20:
            break
    return (end, float(total)) if end > index else None


def _word_value(token: Token) -> int | None:
    return next((_WORDS[lemma] for lemma in lemmas(token.text) if lemma in _WORDS), None)


def _value(text: str) -> float:
    return float("".join(text.split()).replace(",", "."))
