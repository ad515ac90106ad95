"""Clock times in a phrase: they bind no day, so they are set aside as a remark before the grammar reads on."""

from __future__ import annotations

from kadrost.kernel.deadlines.tokens import Token

_BEFORE = frozenset({"в", "до", "к", "с", "по", "–", ","})
_DATES = frozenset({"", "ДАТА", "ДЕНЬМЕС", "МЕСЯЦ", "ГОД4", "год"})
_HOURS_IN_DAY = 24


def without_clock(tokens: list[Token], text: str) -> tuple[list[Token], tuple[str, ...]]:
    """The tokens without clock times and the prepositions before them; the times as remarks."""
    kept: list[Token] = []
    cut: list[Token] = []
    index = 0
    while index < len(tokens):
        length = _clock_length(tokens, index)
        if not length:
            kept.append(tokens[index])
            index += 1
            continue
        if kept and kept[-1].kind in _BEFORE and (kept[-1].kind != "–" or cut):
            cut.append(kept.pop())
        cut += tokens[index : index + length]
        index += length
    if not cut:
        return tokens, ()
    times = text[min(token.start for token in cut) : max(token.end for token in cut)] if _adjoin(cut, kept) else ""
    words = times or " ".join(token.text for token in sorted(cut, key=lambda token: token.start))
    words = words.strip(" ,")
    return kept, (f"Время в документе: {words}",)


def _clock_length(tokens: list[Token], index: int) -> int:
    """How many tokens from here are a clock time: «14.00», «12.00 ч.», «18 часов», «12 ч. 30 мин.»."""
    token = tokens[index]
    following = [tokens[place].kind if place < len(tokens) else "" for place in range(index + 1, index + 4)]
    if token.kind == "ЧАСЫ":
        return 2 if following[0] == "час" else 1
    before = tokens[index - 1].kind if index else ""
    if token.kind != "ЧИСЛО" or following[0] != "час" or before not in _BEFORE | _DATES:
        return 0
    if isinstance(token.value, int) and token.value <= _HOURS_IN_DAY:
        return 4 if following[1:] == ["ЧИСЛО", "минута"] else 2
    return 0


def _adjoin(cut: list[Token], kept: list[Token]) -> bool:
    first, last = min(token.start for token in cut), max(token.end for token in cut)
    return not any(first < token.start < last for token in kept)
