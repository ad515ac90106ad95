"""From a phrase to a schedule: tokens, every way to read them, and the one schedule that they agree on."""

from __future__ import annotations

from datetime import date

from kadrost.kernel.deadlines.clock import without_clock
from kadrost.kernel.deadlines.dated import Draft
from kadrost.kernel.deadlines.explaining import explain_unread, two_readings
from kadrost.kernel.deadlines.grammar import NotThisWayError, RefusedError, evaluate
from kadrost.kernel.deadlines.listings import resolve_listing
from kadrost.kernel.deadlines.meaning import Listing, Meaning, OwnSchoolYear, Recurrence, State, Term
from kadrost.kernel.deadlines.phrases import deadline_grammar
from kadrost.kernel.deadlines.recurrences import resolve_own_school_year, resolve_recurrence
from kadrost.kernel.deadlines.tokens import Token, clean, tokenize, without_outer_brackets
from kadrost.kernel.rules import CountedFrom, Standing
from kadrost.kernel.schedule import Schedule

LONGEST_PHRASE = 600
"""Characters; real phrases with long events stay under 300."""


def compile_phrase(
    phrase: str,
    *,
    signed: date | None,
    period: tuple[date, date] | None = None,
) -> Schedule:
    """The schedule that `phrase` states in a document signed on `signed` with its own `period`; never raises.

    What is not understood, or reads in two ways, comes back with `understood=False` and a Russian sentence in `why`.
    With `signed=None` (a template) phrases that name their dates compile; those that count from the document's day
    are not understood, and `why` says so.
    """
    if len(phrase) > LONGEST_PHRASE:
        return _not_understood(phrase, f"Срок длиннее {LONGEST_PHRASE} знаков: это не срок, а текст")
    text = without_outer_brackets(clean(phrase))
    grammar = deadline_grammar()
    tokens, remarks = without_clock(tokenize(text, grammar.words), text)
    readings: dict[Schedule, None] = {}
    reasons: list[str] = []
    for tree in grammar.read(tuple(token.kind for token in tokens)):
        try:
            meaning = evaluate(tree, tokens, text)
            readings[_resolve(phrase, meaning, Draft(signed, period, remarks=list(remarks)))] = None  # type: ignore[arg-type]
        except NotThisWayError:
            continue
        except RefusedError as refusal:
            reasons.append(str(refusal))
        except (OverflowError, ValueError):
            reasons.append("Названные дни выходят за пределы календаря")
    return _choose(phrase, list(readings), reasons, tokens)


def _choose(phrase: str, readings: list[Schedule], reasons: list[str], tokens: list[Token]) -> Schedule:
    if len(readings) == 1:
        return readings[0]
    if readings:
        return _not_understood(phrase, two_readings(readings))
    return _not_understood(phrase, reasons[0] if reasons else explain_unread(tokens))


def _not_understood(phrase: str, reason: str) -> Schedule:
    return Schedule(phrase=phrase, understood=False, why=reason + ".")


def _resolve(phrase: str, meaning: Meaning, draft: Draft) -> Schedule:
    match meaning:
        case Listing():
            resolve_listing(meaning, draft)
        case Recurrence():
            resolve_recurrence(meaning, draft)
        case OwnSchoolYear():
            resolve_own_school_year(draft)
        case Term():
            _resolve_term(meaning, draft)
        case State():
            _resolve_state(meaning, draft)
    draft.end_with_period()
    return Schedule(
        phrase=phrase,
        understood=True,
        continuous=draft.continuous,
        on_demand=draft.on_demand,
        assumed=draft.assumed,
        event=draft.event,
        rules=tuple(draft.rules),
        remarks=tuple(draft.remarks),
    )


def _resolve_term(term: Term, draft: Draft) -> None:
    if term.event:
        draft.event = term.event
        draft.rules.append(CountedFrom(term.amount, term.unit, backwards=term.backwards))
        return
    rule = CountedFrom(term.amount, term.unit, anchor=draft.anchor)
    if next(rule.expand(date.max), None) is None:
        raise RefusedError("Названный срок выходит за пределы календаря")
    draft.rules.append(rule)
    if not term.from_signing:
        draft.assumed = "anchor"


def _resolve_state(state: State, draft: Draft) -> None:
    draft.continuous = state.kind == "continuous"
    draft.on_demand = state.kind == "on_demand"
    if state.since is not None:
        draft.rules.append(Standing(draft.days(state.since)[0]))
