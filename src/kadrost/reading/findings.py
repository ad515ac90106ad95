"""What a rule of the linter found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found: its code, the item, and Russian words for what is wrong and what to do."""

    rule: str
    severity: Severity
    item: str | None
    what: str
    remedy: str
