"""The heat strip of a year: sections × months, in each cell how many checkpoints and the worst of their states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kadrost.ui.states import Light
from kadrost.ui.typography import MONTHS
from kadrost.ui.wording import months


@dataclass(frozen=True)
class HeatCell:
    """One month of one section. `words` is the cell's whole meaning for a reader who cannot see the colour."""

    count: int = 0
    state: Light = Light.NOT_DUE
    words: str = ""
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class HeatRow:
    """A section with its twelve months; its title may lead to it."""

    title: str
    cells: Sequence[HeatCell]
    url: str = ""

    def __post_init__(self) -> None:
        if len(self.cells) != len(MONTHS):
            raise ValueError(f"a year has {len(MONTHS)} cells, got {len(self.cells)}")


@dataclass(frozen=True)
class HeatMonth:
    """A column's heading."""

    short: str
    full: str
    current: bool


@dataclass(frozen=True)
class HeatStrip:
    """What `ui/components/heat.html` draws: `{% include "ui/components/heat.html" with heat=heat %}`."""

    title: str
    year: int
    today: date
    rows: Sequence[HeatRow]

    @property
    def months(self) -> list[HeatMonth]:
        """The twelve headings; today's month is marked."""
        now = self.today.month if self.today.year == self.year else 0
        return [HeatMonth(name[:3], name, index == now) for index, name in enumerate(months(), start=1)]

    @property
    def states(self) -> list[Light]:
        """The states that occur, in the order of their weight, for the key under the strip."""
        present = {cell.state for row in self.rows for cell in row.cells if cell.count}
        return [state for state in Light if state in present]
