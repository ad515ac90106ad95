"""What passes to a successor when an organisation is reorganised: apps above offer their records here.

The registry stands below the apps whose records name an organisation, so they come to it, as with `dossier`:

    from kadrost.region import succession
    succession.offer_estate(succession.Estate(order=10, pieces=open_duties_of, hand_over=hand_over_duties))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kadrost.region.models import Organisation


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that an organisation answers for: its key, the heading it stands under, and its words."""

    key: str
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class Estate:
    """The records of one kind: `pieces` lists what is open, `hand_over` gives the named ones to a successor.

    `hand_over` gets the keys, who ended and who carries on; it runs within the caller's transaction.
    """

    order: int
    pieces: Callable[[Organisation], Sequence[Piece]]
    hand_over: Callable[[Sequence[str], Organisation, Organisation], None]


_estates: list[Estate] = []


def offer_estate(estate: Estate) -> None:
    """Let these records pass to successors."""
    if estate not in _estates:
        _estates.append(estate)


def estates() -> list[Estate]:
    """All kinds of records in their order."""
    return sorted(_estates, key=lambda one: one.order)


def pieces_of(organisation: Organisation) -> list[Piece]:
    """Everything that the organisation answers for."""
    return [piece for estate in estates() for piece in estate.pieces(organisation)]
