"""Where a cell's tail belongs that conversion has put outside the table."""

from __future__ import annotations

from dataclasses import dataclass

from kadrost.reading.grammar.morphology import is_known, lemmas
from kadrost.reading.joining import Joiner
from kadrost.reading.roadmap.drafts import HeadingDraft, ItemDraft
from kadrost.reading.roadmap.sentences import goes_on, is_broken, is_closed, open_marks

_TERM_BEGINNINGS = {
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
    "год", "ежегодно", "ежеквартально", "далее", "квартал", "полугодие", "учебный", "г",
}  # fmt: skip
_CERTAIN = 4.0


@dataclass(frozen=True, slots=True)
class TailPlace:
    """A column that a tail may finish; the higher the score, the better it fits."""

    column: int
    score: float


def places_of_tail(last: ItemDraft | HeadingDraft, tail: str, joiner: Joiner) -> list[TailPlace]:
    """The columns that the tail may finish, the likeliest first.

    A broken word that the tail makes whole decides; then words that certainly go on; then the length of the cell: of
    the cells of a row the tallest is the one that does not fit on its page.
    """
    raws = {column: joiner.raw(cell.spans) for column, cell in last.cells.items() if cell.spans}
    if not raws:
        return []
    longest = max(map(len, raws.values()))
    places = [
        TailPlace(column, _fit(raw, tail, last.layout.roles.get(column, "") if last.layout else "", longest))
        for column, raw in raws.items()
    ]
    return sorted(places, key=lambda place: (-place.score, place.column))


def is_certain(places: list[TailPlace]) -> bool:
    """True where the first place leaves the others far behind."""
    return len(places) == 1 or (len(places) > 1 and places[0].score - places[1].score >= _CERTAIN)


def _fit(raw: str, tail: str, role: str, longest: int) -> float:
    score = 3.0 * len(raw) / longest
    if is_broken(raw):
        whole = raw.rsplit(" ", 1)[-1].rstrip("-\u00ad").rsplit("-", 1)[-1] + tail.split(" ", 1)[0]
        score += 10.0 if is_known(whole.strip("(),.;:»").lower()) else 2.0
    elif goes_on(raw):
        score += 4.0
    elif is_closed(raw):
        score -= 4.0
    if open_marks(raw) and (")" in tail or "»" in tail):
        score += 2.0
    if role.startswith("due") and not lemmas(tail.split(" ", 1)[0].strip("(),.;").lower()) & _TERM_BEGINNINGS:
        score -= 5.0
    if role.endswith("executors") and not goes_on(raw):
        score -= 2.0
    return score
