"""Deadline phrases of Russian official documents, compiled to schedules (contract: `spec/deadlines.md`)."""

from __future__ import annotations

from kadrost.kernel.deadlines.compiling import compile_phrase
from kadrost.kernel.deadlines.describing import describe

__all__ = ["compile_phrase", "describe"]
