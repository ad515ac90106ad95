"""The timeline of a plan: each row a measure's span and its checkpoints, placed in percent of the period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from kadrost.ui.states import Light
from kadrost.ui.wording import date_short, months

QUARTERS = (_("I кв."), _("II кв."), _("III кв."), _("IV кв."))


@dataclass(frozen=True)
class Point:
    """A checkpoint on the line."""

    day: date
    state: Light


@dataclass(frozen=True)
class Span:
    """A measure on the timeline: from its first day to its last, with its checkpoints."""

    title: str
    begins: date
    ends: date
    state: Light
    points: Sequence[Point] = ()
    url: str = ""


@dataclass(frozen=True)
class PlacedPoint:
    """A point with its place."""

    x: str
    point: Point

    @property
    def words(self) -> str:
        """The point for who cannot see it: day and state."""
        return f"{date_short(self.point.day)}: {self.point.state.label}"


@dataclass(frozen=True)
class PlacedSpan:
    """A span with its place; `words` say the whole row."""

    span: Span
    x: str
    width: str
    points: Sequence[PlacedPoint]

    @property
    def words(self) -> str:
        """The row for who cannot see it."""
        return f"{date_short(self.span.begins)} – {date_short(self.span.ends)}"


@dataclass(frozen=True)
class Tick:
    """A line of the grid with the word above it."""

    x: str
    word: str


@dataclass(frozen=True)
class PlanTimeline:
    """What `ui/components/plan_timeline.html` draws. Spans outside the period are cut at its ends."""

    title: str
    begins: date
    ends: date
    today: date
    spans: Sequence[Span]

    def __post_init__(self) -> None:
        if self.begins >= self.ends:
            raise ValueError("the period of a timeline ends after it begins")

    def share(self, day: date) -> float:
        """Where the day lies, in percent of the period, between 0 and 100."""
        return min(100.0, max(0.0, 100 * (day - self.begins).days / (self.ends - self.begins).days))

    def percent(self, share: float) -> str:
        """As SVG writes it, with a point whatever the language of the page."""
        return f"{share:.2f}%"

    @property
    def placed(self) -> list[PlacedSpan]:
        """The rows to draw."""
        return [self.place(span) for span in self.spans]

    def place(self, span: Span) -> PlacedSpan:
        """The span and its points where they lie; points outside the period are left out."""
        left, right = self.share(span.begins), self.share(span.ends)
        points = [
            PlacedPoint(self.percent(self.share(point.day)), point)
            for point in span.points
            if self.begins <= point.day <= self.ends
        ]
        return PlacedSpan(span, self.percent(left), self.percent(max(0.4, right - left)), points)

    @property
    def today_x(self) -> str:
        """Where today stands, or an empty text where it is outside the period."""
        return self.percent(self.share(self.today)) if self.begins <= self.today <= self.ends else ""

    @property
    def length(self) -> str:
        """By how wide a page the marks stay apart: a year or two, up to five, more."""
        years = self.ends.year - self.begins.year + 1
        return "short" if years <= 2 else "middle" if years <= 5 else "long"

    @property
    def ticks(self) -> list[Tick]:
        """Lines of months up to a year, of quarters up to three years, of years beyond."""
        months = (self.ends.year - self.begins.year) * 12 + self.ends.month - self.begins.month + 1
        step = 1 if months <= 13 else 3 if months <= 37 else 12
        ticks = []
        for offset in range(months + 1):
            year, month = divmod(self.begins.year * 12 + self.begins.month - 1 + offset, 12)
            day = date(year, month + 1, 1)
            if month % step == 0 and self.begins <= day <= self.ends:
                ticks.append(Tick(self.percent(self.share(day)), self.word(day, step)))
        return ticks

    @staticmethod
    def word(day: date, step: int) -> str:
        """The word over a line: a year at its beginning, else the month, else the quarter."""
        if day.month == 1:
            return str(day.year)
        return months()[day.month - 1][:3] if step == 1 else str(QUARTERS[day.month // 3])
