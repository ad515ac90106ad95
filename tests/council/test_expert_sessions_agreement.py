"""Kendall's W, its test and quartiles against values worked by hand and printed in textbooks, exactly."""

from __future__ import annotations

from fractions import Fraction
from math import erfc, exp, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kadrost.council.domain.expert_sessions.agreement import agreement_of, concordance, ranks, upper_tail
from kadrost.council.domain.expert_sessions.spread import Spread, spread_of

# S. Siegel, Nonparametric Statistics, 1956, ch. 9: three rankings of six, s = 25.5, W = 0.16.
PLAIN = ((1, 6, 3, 2, 5, 4), (1, 5, 6, 4, 2, 3), (6, 3, 2, 5, 4, 1))
# The same chapter: three rankings of ten with ties, s = 591, ΣT = 9.5, W = 0.828.
TIED = (
    ("1", "4.5", "2", "4.5", "3", "7.5", "6", "9", "7.5", "10"),
    ("2.5", "1", "2.5", "4.5", "4.5", "8", "9", "6.5", "10", "6.5"),
    ("2", "1", "4.5", "4.5", "4.5", "4.5", "8", "8", "8", "10"),
)


def as_scores(rows: object) -> list[list[Fraction]]:
    """Ranks as scores: a lower rank is a higher score."""
    return [[-Fraction(one) for one in row] for row in rows]  # type: ignore[attr-defined]


def test_rankings_without_ties() -> None:
    assert concordance(as_scores(PLAIN)) == Fraction(12) * Fraction("25.5") / (9 * 210)
    assert concordance(as_scores(PLAIN)) == Fraction(17, 105)


def test_ties_are_corrected_for() -> None:
    assert concordance(as_scores(TIED)) == Fraction(591, 714)


def test_tied_scores_share_the_mean_of_their_ranks() -> None:
    for row in TIED:
        assert ranks([-Fraction(one) for one in row]) == [Fraction(one) for one in row]


def test_full_agreement_and_none() -> None:
    assert concordance([[Fraction(3), Fraction(2), Fraction(1)]] * 2) == 1
    opposed = [[Fraction(1), Fraction(2), Fraction(3)], [Fraction(3), Fraction(2), Fraction(1)]]
    assert concordance(opposed) == 0
    assert concordance([[Fraction(4)] * 3] * 5) is None


@pytest.mark.parametrize("rows", [[], [[Fraction(1), Fraction(2)]], [[Fraction(1)], [Fraction(2)]],
                                  [[Fraction(1), Fraction(2)], [Fraction(1)]]])  # fmt: skip
def test_a_table_that_is_none_is_refused(rows: list[list[Fraction]]) -> None:
    with pytest.raises(ValueError, match="complete table"):
        concordance(rows)


def test_chi_square_tail_by_its_closed_forms() -> None:
    assert upper_tail(3.0, 1) == pytest.approx(erfc(sqrt(1.5)), rel=1e-14)
    assert upper_tail(5.0, 2) == pytest.approx(exp(-2.5), rel=1e-14)
    assert upper_tail(9.0, 4) == pytest.approx(exp(-4.5) * 5.5, rel=1e-14)
    assert upper_tail(0.0, 7) == 1.0


@pytest.mark.parametrize(
    ("value", "degrees", "p"),
    [(3.841459, 1, 0.05), (7.814728, 3, 0.05), (16.918978, 9, 0.05), (23.209251, 10, 0.01), (124.342113, 100, 0.05)],
)
def test_chi_square_tail_by_printed_tables(value: float, degrees: int, p: float) -> None:
    assert round(upper_tail(value, degrees), 6) == p


def test_a_tail_that_is_none_is_refused() -> None:
    for value, degrees in ((1.0, 0), (-1.0, 2)):
        with pytest.raises(ValueError, match="degrees"):
            upper_tail(value, degrees)


def test_agreement_with_its_test() -> None:
    found = agreement_of({key: dict(enumerate(row)) for key, row in enumerate(as_scores(TIED))})
    assert found is not None
    assert (found.w, found.experts, found.proposals, found.degrees) == (Fraction(197, 238), 3, 10, 9)
    assert found.chi_square == float(27 * Fraction(197, 238))
    assert round(found.p, 4) == 0.0078
    assert (found.is_high, found.is_moderate, found.is_rough, found.is_whole) == (True, False, False, True)


def test_missing_marks_leave_out_first_proposals_then_experts() -> None:
    score = {name: Fraction(value) for name, value in zip("abcd", (4, 3, 2, 1), strict=True)}
    scores = {
        1: {1: score["a"], 2: score["b"], 3: score["c"]},
        2: {1: score["a"], 2: score["b"], 3: score["c"], 4: score["d"]},
        3: {1: score["a"], 2: score["b"], 3: score["c"]},
        4: {1: score["a"], 3: score["c"]},
        5: {},
    }
    found = agreement_of(scores)
    assert found is not None
    # Proposal 4 has one mark of four experts; expert 4 lacks proposal 2, expert 5 gave nothing.
    assert (found.experts, found.proposals, found.experts_given, found.proposals_given) == (3, 3, 4, 4)
    assert found.w == 1
    assert not found.is_whole


def test_too_little_gives_no_agreement() -> None:
    assert agreement_of({}) is None
    assert agreement_of({1: {1: Fraction(5), 2: Fraction(4)}}) is None
    assert agreement_of({1: {1: Fraction(5)}, 2: {2: Fraction(4)}}) is None
    assert agreement_of({1: {1: Fraction(4), 2: Fraction(4)}, 2: {1: Fraction(3), 2: Fraction(3)}}) is None


def test_quartiles_as_a_spreadsheet_takes_them() -> None:
    marks = [Fraction(one) for one in (1, 2, 4, 5, 5)]
    assert spread_of(marks) == Spread(5, Fraction(4), Fraction(2), Fraction(5), 3)
    even = spread_of([Fraction(one) for one in (2, 3, 4, 5)])
    assert even == Spread(4, Fraction(7, 2), Fraction(11, 4), Fraction(17, 4), 2)
    assert even.range == Fraction(3, 2)
    assert even.share == Fraction(1, 2)
    assert spread_of([Fraction(3)]) == Spread(1, Fraction(3), Fraction(3), Fraction(3), 0)
    assert spread_of([]) is None


@given(st.lists(st.lists(st.integers(1, 5), min_size=4, max_size=4), min_size=2, max_size=8), st.permutations(range(4)))
def test_w_lies_between_nought_and_one_whatever_the_order(table: list[list[int]], order: list[int]) -> None:
    rows = [[Fraction(one) for one in row] for row in table]
    w = concordance(rows)
    if w is None:
        return
    assert 0 <= w <= 1
    assert concordance([[row[place] for place in order] for row in reversed(rows)]) == w
