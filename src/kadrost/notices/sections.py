"""What each app has to say to a person: in the digest, from its `digest.py`, and in the calendar, from its `feed.py`.

offer_digest("roadmaps", due_for, order=10)        # due_for(person, acting, today) → iterable of Part
offer_feed("roadmaps", events_for)                 # events_for(person, acting, today) → iterable of FeedEvent
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from kadrost.region.acting import Acting

if TYPE_CHECKING:
    from kadrost.accounts.models import User


@dataclass(frozen=True, slots=True)
class Item:
    """One line: words, the path of its page, and a key that stays the same while it says the same.

    An urgent one is told even to whoever reads weekly, and on the day it arises.
    """

    key: str
    words: str
    path: str
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its first lines; `total` counts all, and `path` shows them. `brief` is for the subject: «2 возвращено»."""

    title: str
    brief: str
    items: Sequence[Item]
    total: int
    path: str = ""

    @property
    def left_out(self) -> int:
        """How many are not named."""
        return self.total - len(self.items)


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """A day in a calendar; `uid` is the same whenever the calendar is read."""

    uid: str
    day: date
    summary: str
    path: str
    description: str = ""
    sequence: int = 0


DigestSource = Callable[["User", Acting, date], Iterable[Part]]
FeedSource = Callable[["User", Acting, date], Iterable[FeedEvent]]


@dataclass(slots=True)
class _Offers:
    digest: dict[str, tuple[int, DigestSource]] = field(default_factory=dict)
    feed: dict[str, FeedSource] = field(default_factory=dict)


_offers = _Offers()


def offer_digest(name: str, source: DigestSource, *, order: int) -> None:
    """Ask `source` for each digest; a source of the same name is replaced."""
    _offers.digest[name] = (order, source)


def offer_feed(name: str, source: FeedSource) -> None:
    """Ask `source` for each calendar; a source of the same name is replaced."""
    _offers.feed[name] = source


def parts_for(person: User, acting: Acting, today: date) -> list[Part]:
    """What all apps have to say to the person on the day, in order, without empty parts."""
    sources = [source for _, source in sorted(_offers.digest.values(), key=lambda offer: offer[0])]
    return [part for source in sources for part in source(person, acting, today) if part.total]


def events_for(person: User, acting: Acting, today: date) -> list[FeedEvent]:
    """The person's days of all apps in the order of days."""
    events = [event for source in _offers.feed.values() for event in source(person, acting, today)]
    return sorted(events, key=lambda event: (event.day, event.uid))
