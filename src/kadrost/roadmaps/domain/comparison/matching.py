"""Pairs of highest total worth: the exact assignment, each left and each right at most once.

The Hungarian method with potentials and shortest augmenting paths (Kuhn 1955; Jonker and Volgenant 1987), O(n²m),
run on each connected part of the sparse table apart, so that a region's plans stay quick.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Worths = Mapping[tuple[int, int], float]


def best_matching(worths: Worths) -> dict[int, int]:
    """Which right goes to which left so that the sum of worths is greatest; worths of 0 and below are never taken.

    Equal sums are settled the same way in every run: the parts and their rows are taken in rising order.
    """
    chosen: dict[int, int] = {}
    for lefts, rights in _parts({pair: worth for pair, worth in worths.items() if worth > 0}):
        chosen.update(_match_part(lefts, rights, worths))
    return chosen


def _parts(worths: Worths) -> Iterator[tuple[list[int], list[int]]]:
    """The connected parts of the table: lefts and rights that reach one another by worthy pairs."""
    by_left: dict[int, list[int]] = {}
    by_right: dict[int, list[int]] = {}
    for left, right in worths:
        by_left.setdefault(left, []).append(right)
        by_right.setdefault(right, []).append(left)
    waiting = set(by_left)
    for start in sorted(by_left):
        if start not in waiting:
            continue
        lefts, rights, reached = {start}, set[int](), [start]
        while reached:
            for right in by_left[reached.pop()]:
                rights.add(right)
                for left in by_right[right]:
                    if left not in lefts:
                        lefts.add(left)
                        reached.append(left)
        waiting -= lefts
        yield sorted(lefts), sorted(rights)


def _match_part(lefts: list[int], rights: list[int], worths: Worths) -> dict[int, int]:
    """The assignment of one part; every left may also stay alone, at the worth of 0."""
    columns: list[int | None] = [*rights, *(None for _ in lefts)]
    costs = [
        [0.0 if right is None else -max(worths.get((left, right), 0.0), 0.0) for right in columns] for left in lefts
    ]
    row_of_column = _assign(costs)
    chosen = {}
    for column, row in enumerate(row_of_column):
        right = columns[column]
        if row is not None and right is not None and worths.get((lefts[row], right), 0.0) > 0:
            chosen[lefts[row]] = right
    return chosen


def _assign(costs: list[list[float]]) -> list[int | None]:
    """For each column the row that takes it at least total cost; there are no fewer columns than rows."""
    rows, columns = len(costs), len(costs[0])
    row_potential, column_potential = [0.0] * (rows + 1), [0.0] * (columns + 1)
    taken_by = [0] * (columns + 1)
    for row in range(1, rows + 1):
        taken_by[0] = row
        column, came_from = 0, [0] * (columns + 1)
        least, used = [float("inf")] * (columns + 1), [False] * (columns + 1)
        while taken_by[column]:
            used[column] = True
            current, delta, following = taken_by[column], float("inf"), 0
            for other in range(1, columns + 1):
                if used[other]:
                    continue
                reduced = costs[current - 1][other - 1] - row_potential[current] - column_potential[other]
                if reduced < least[other]:
                    least[other], came_from[other] = reduced, column
                if least[other] < delta:
                    delta, following = least[other], other
            for other in range(columns + 1):
                if used[other]:
                    row_potential[taken_by[other]] += delta
                    column_potential[other] -= delta
                else:
                    least[other] -= delta
            column = following
        while column:
            taken_by[column] = taken_by[came_from[column]]
            column = came_from[column]
    return [taken - 1 if taken else None for taken in taken_by[1:]]
