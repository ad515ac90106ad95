"""Who answers for an item: the text of an executors' cell, split into bodies by sense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kadrost.reading.grammar.bodies import judge, lost_separator, without_leading_marks
from kadrost.reading.grammar.brackets import Trimmed, trim
from kadrost.reading.grammar.coordination import stays_together
from kadrost.reading.grammar.doubts import Doubt
from kadrost.reading.grammar.duties import duty_ends, with_whole_duties
from kadrost.reading.grammar.nominative import nominative
from kadrost.reading.grammar.pieces import Piece, Separator, cut
from kadrost.reading.grammar.tokens import Token
from kadrost.reading.result import Executor


@dataclass(frozen=True, slots=True)
class ExecutorReading:
    """The bodies in the order of the text, and what is doubtful about the split."""

    executors: tuple[Executor, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass(slots=True)
class _Body:
    """A body while its pieces are gathered."""

    tokens: list[Token]
    separator: Separator
    doubts: list[Doubt] = field(default_factory=list)

    def span(self, text: str) -> str:
        return text[self.tokens[0].start : self.tokens[-1].end]


@lru_cache(maxsize=4_000)
def split_executors(text: str, case: str = "nomn") -> ExecutorReading:
    """The bodies that `text` names; «(по согласованию)» and «(далее – X)» become fields, markers of roles go.

    A comma or «и» separates where a body can begin after it, and stays inside a name where the words after it go on
    in the genitive. Where `case` is not the nominative, names are put into it and `printed` keeps the printed form.
    Both readings of what is doubtful are in `doubts`, the one that was taken first. Nothing is raised.
    """
    bodies: list[_Body] = []
    for piece in with_whole_duties(cut(text, conjunctions=True)):
        for part in _without_lost_separators(piece, case):
            _place(part, bodies, case, text)
    executors: list[Executor] = []
    doubts: list[Doubt] = []
    for body in bodies:
        trimmed = trim(body.span(text))
        if not trimmed.name:
            executors = _agree_to_previous(executors, trimmed)
            continue
        if body.separator == "и" and trimmed.by_agreement and executors and not executors[-1].by_agreement:
            doubts.append(_agreement_doubt(body, executors[-1].name, trimmed.name, text))
        executors.append(_executor(trimmed, case))
        if trimmed.people:
            doubts.append(_people_doubt(body, trimmed.people))
        doubts += [*body.doubts, *_joint_doubts(body, trimmed.name, text)]
    return ExecutorReading(tuple(executors), tuple(doubts))


def _place(piece: Piece, bodies: list[_Body], case: str, text: str) -> None:
    """Put a piece where it belongs: to the body before it, or as a new one."""
    tokens = without_leading_marks(piece.tokens)
    if not tokens:
        return
    duty = duty_ends(tokens)
    if duty is not None:
        bodies.append(_Body(list(tokens[duty:]), piece.separator, [_duty_doubt(tokens, duty, text)]))
        return
    if not bodies:
        bodies.append(_Body(list(tokens), "start"))
        return
    verdict = judge(tokens, piece.separator, case, bodies[-1].tokens)
    together = stays_together(bodies[-1].tokens, tokens, piece.separator, verdict, case)
    doubt = _split_doubt(bodies[-1], tokens, together.why or verdict.why, joined=together.joined, text=text)
    if together.joined:
        bodies[-1].tokens.extend(piece.tokens)
    else:
        bodies.append(_Body(list(tokens), piece.separator))
    bodies[-1].doubts += doubt


def _duty_doubt(tokens: Sequence[Token], duty: int, text: str) -> Doubt:
    start, end = tokens[0].start, tokens[duty - 2].end
    why = "Сказано, за что отвечает исполнитель; исполнителем записано название после тире."
    return Doubt("executor_duty", why, text[start:end], start, end)


def _people_doubt(body: _Body, people: str) -> Doubt:
    why = "В скобках назван человек; исполнителем записана организация перед скобками."
    return Doubt("person_beside_body", why, people, body.tokens[0].start, body.tokens[-1].end)


def _without_lost_separators(piece: Piece, case: str) -> list[Piece]:
    """The piece, cut where a new body begins with no separator before it."""
    parts: list[Piece] = []
    rest = piece
    while (place := lost_separator(rest.tokens, case)) is not None:
        parts.append(Piece(rest.tokens[:place], rest.separator))
        rest = Piece(rest.tokens[place:], "none")
    return [*parts, rest]


def _split_doubt(body: _Body, tokens: Sequence[Token], why: str, *, joined: bool, text: str) -> list[Doubt]:
    if not why:
        return []
    start, end = body.tokens[0].start, tokens[-1].end
    left, right = body.span(text), text[tokens[0].start : end]
    one, two = _squeezed(text[start:end]), f"{_squeezed(left)}; {_squeezed(right)}"
    choices = (one, two) if joined else (two, one)
    return [Doubt("executors_split", why, text[start:end], start, end, choices)]


def _agreement_doubt(body: _Body, first: str, second: str, text: str) -> Doubt:
    return Doubt(
        "agreement_scope",
        "Пометка «по согласованию» стоит после перечисления с «и»: неясно, относится ли она и к первому исполнителю.",
        body.span(text),
        body.tokens[0].start,
        body.tokens[-1].end,
        (f"{first}; {second} (по согласованию)", f"{first} (по согласованию); {second} (по согласованию)"),
    )


def _joint_doubts(body: _Body, name: str, text: str) -> list[Doubt]:
    """«Министерство совместно с ЦОПП»: one entry as printed, perhaps two executors."""
    place = next((i for i, token in enumerate(body.tokens) if i and token.lower == "совместно"), None)
    if place is None or len(body.tokens) < place + 3:
        return []
    start, end = body.tokens[0].start, body.tokens[-1].end
    first = text[start : body.tokens[place - 1].end].rstrip(" ,")
    second = nominative(_squeezed(text[body.tokens[place + 2].start : end]), "ablt")
    why = "Слова «совместно с» называют ещё одного исполнителя; запись оставлена одной."
    return [Doubt("executors_joint", why, text[start:end], start, end, (name, f"{_squeezed(first)}; {second}"))]


def _agree_to_previous(executors: list[Executor], trimmed: Trimmed) -> list[Executor]:
    """A mark on its own line belongs to the body before it."""
    if not executors or not (trimmed.by_agreement or trimmed.alias):
        return executors
    last = executors[-1]
    marked = Executor(last.name, last.by_agreement or trimmed.by_agreement, last.alias or trimmed.alias, last.printed)
    return [*executors[:-1], marked]


def _executor(trimmed: Trimmed, case: str) -> Executor:
    if case == "nomn":
        return Executor(trimmed.name, trimmed.by_agreement, trimmed.alias)
    return Executor(nominative(trimmed.name, case), trimmed.by_agreement, trimmed.alias, printed=trimmed.name)


def _squeezed(text: str) -> str:
    return " ".join(text.split())
