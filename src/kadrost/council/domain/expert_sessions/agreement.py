"""How far experts agree: Kendall's coefficient of concordance W with the correction for ties. Knows no Django.

Symbols: m experts rank n proposals; R_i is the sum of the ranks of proposal i over the experts; t is the size of a
group of tied ranks of one expert. Ranks go from 1 for the highest score; tied scores share the mean of their ranks.

    S  = Σ_i (R_i − m (n + 1) / 2)²
    T  = Σ over experts, Σ over their groups of ties (t³ − t)
    W  = 12 S / (m² (n³ − n) − m T)            0 ≤ W ≤ 1, no unit
    χ² = m (n − 1) W   with n − 1 degrees of freedom; p = P(χ²_{n−1} ≥ χ²)

Sources: M. G. Kendall, B. Babington Smith, The problem of m rankings, Ann. Math. Stat. 10 (1939) 275–287;
S. Siegel, N. J. Castellan, Nonparametric Statistics for the Behavioral Sciences, 2nd ed., 1988, § 9.3 (ties, χ²).
χ² is an approximation: for n ≤ 7 its p is a guide only. Words for W follow R. Schmidt, Managing Delphi surveys using
nonparametric statistical techniques, Decision Sciences 28 (1997) 763–774, who calls 0.7 strong and 0.5 moderate.

Missing marks. W needs every expert to rank the same proposals, so
    1. proposals that fewer than half of the experts marked are left out;
    2. then experts without a mark on any of the remaining proposals are left out.
Nothing is filled in; what was left out is counted in the result. S, T and W are exact fractions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import erfc, exp, lgamma, log, sqrt

HIGH = Fraction(7, 10)
MODERATE = Fraction(1, 2)
FEWEST_EXPERTS = 2
FEWEST_PROPOSALS = 2
ROUGH_BELOW = 8
"""With fewer proposals than this the p-value by χ² is a guide only."""

Scores = Mapping[int, Mapping[int, Fraction]]
"""The score of each expert for each proposal, by their keys; a missing mark has no entry."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """W with its test; `experts` × `proposals` went in, out of `experts_given` × `proposals_given`."""

    w: Fraction
    chi_square: float
    degrees: int
    p: float
    experts: int
    proposals: int
    experts_given: int
    proposals_given: int

    @property
    def is_high(self) -> bool:
        """Whether W is 0.7 or more."""
        return self.w >= HIGH

    @property
    def is_moderate(self) -> bool:
        """Whether W is 0.5 or more, and not high."""
        return MODERATE <= self.w < HIGH

    @property
    def is_rough(self) -> bool:
        """Whether there are too few proposals for χ² to be close."""
        return self.proposals < ROUGH_BELOW

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out for missing marks."""
        return (self.experts, self.proposals) == (self.experts_given, self.proposals_given)


def agreement_of(scores: Scores) -> Agreement | None:
    """How far the experts agree; None where fewer than two experts or proposals remain, or nobody told any apart."""
    given = {expert: marks for expert, marks in scores.items() if marks}
    every = {proposal for marks in given.values() for proposal in marks}
    marked = Counter(proposal for marks in given.values() for proposal in marks)
    proposals = sorted(proposal for proposal in every if 2 * marked[proposal] >= len(given))
    complete = [marks for marks in given.values() if all(one in marks for one in proposals)]
    if len(complete) < FEWEST_EXPERTS or len(proposals) < FEWEST_PROPOSALS:
        return None
    w = concordance([[marks[one] for one in proposals] for marks in complete])
    if w is None:
        return None
    m, n = len(complete), len(proposals)
    chi_square = float(m * (n - 1) * w)
    return Agreement(w, chi_square, n - 1, upper_tail(chi_square, n - 1), m, n, len(given), len(every))


def concordance(rows: Sequence[Sequence[Fraction]]) -> Fraction | None:
    """W of a complete table, a row an expert; None where all scores of every expert are tied.

    Raises `ValueError` for a table with fewer than two rows or columns, or with rows of different length.

    >>> concordance([[Fraction(3), Fraction(2), Fraction(1)]] * 4)
    Fraction(1, 1)
    """
    m = len(rows)
    n = len(rows[0]) if rows else 0
    if m < FEWEST_EXPERTS or n < FEWEST_PROPOSALS or any(len(row) != n for row in rows):
        raise ValueError("a complete table of two experts and two proposals at least is needed")
    ranked = [ranks(row) for row in rows]
    sums = [sum((row[column] for row in ranked), Fraction(0)) for column in range(n)]
    mean = Fraction(m * (n + 1), 2)
    squares = sum(((one - mean) ** 2 for one in sums), Fraction(0))
    ties = sum(size**3 - size for row in rows for size in Counter(row).values())
    most = m * m * (n**3 - n) - m * ties
    return 12 * squares / most if most else None


def ranks(scores: Sequence[Fraction]) -> list[Fraction]:
    """The rank of each score, 1 for the highest; equal scores share the mean of their ranks.

    >>> [str(one) for one in ranks([Fraction(5), Fraction(3), Fraction(5), Fraction(1)])]
    ['3/2', '3', '3/2', '4']
    """
    return [
        Fraction(1 + sum(other > one for other in scores)) + Fraction(sum(other == one for other in scores) - 1, 2)
        for one in scores
    ]


def upper_tail(value: float, degrees: int) -> float:
    """P(χ² ≥ value) for whole degrees of freedom, by the finite sums of Abramowitz & Stegun 26.4.4 and 26.4.5.

    Raises `ValueError` for fewer than one degree of freedom or a negative value.
    """
    if degrees < 1 or value < 0:
        raise ValueError("degrees of freedom from 1 and a value from 0 are needed")
    if value == 0:
        return 1.0
    half = value / 2
    tail = erfc(sqrt(half)) if degrees % 2 else 0.0
    powers = (degrees % 2 / 2 + index for index in range(degrees // 2))
    # Each term is half^k e^(−half) / Γ(k + 1), by logarithms so that many degrees of freedom do not overflow.
    return min(1.0, tail + sum(exp(power * log(half) - half - lgamma(power + 1)) for power in powers))
