"""The middle and the spread of marks, exact. Knows no Django.

The median and the quartiles are taken by linear interpolation between neighbours: the quantile q of n marks in order
x_0 ≤ … ≤ x_{n−1} stands at place q (n − 1). This is type 7 of R. J. Hyndman, Y. Fan, Sample quantiles in statistical
packages, The American Statistician 50 (1996) 361–365, and КВАРТИЛЬ.ВКЛ of Excel. Unit: points of the mark, 1–5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

HIGH_MARK = 4


@dataclass(frozen=True, slots=True)
class Spread:
    """Marks in short: how many, their median and quartiles, and how many are 4 or more."""

    count: int
    median: Fraction
    lower: Fraction
    upper: Fraction
    high: int

    @property
    def range(self) -> Fraction:
        """The interquartile range."""
        return self.upper - self.lower

    @property
    def share(self) -> Fraction:
        """The share of marks of 4 or more, 0–1."""
        return Fraction(self.high, self.count)


def spread_of(marks: Sequence[Fraction]) -> Spread | None:
    """The marks in short; None where there are none.

    >>> found = spread_of([Fraction(one) for one in (5, 4, 4, 2)])
    >>> found.median, found.lower, found.upper, found.high
    (Fraction(4, 1), Fraction(7, 2), Fraction(17, 4), 3)
    """
    if not marks:
        return None
    ordered = sorted(marks)
    return Spread(
        count=len(ordered),
        median=quantile(ordered, Fraction(1, 2)),
        lower=quantile(ordered, Fraction(1, 4)),
        upper=quantile(ordered, Fraction(3, 4)),
        high=sum(one >= HIGH_MARK for one in ordered),
    )


def quantile(ordered: Sequence[Fraction], q: Fraction) -> Fraction:
    """The quantile of marks that are in order."""
    place = q * (len(ordered) - 1)
    before = int(place)
    if before + 1 >= len(ordered):
        return ordered[-1]
    return ordered[before] + (place - before) * (ordered[before + 1] - ordered[before])
