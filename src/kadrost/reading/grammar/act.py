"""The head of an official act: its kind, who issued it, when, under which number and about what."""

from __future__ import annotations

from collections.abc import Sequence

from kadrost.reading.result import Document
from kadrost.reading.source import Paragraph


def read_act_head(paragraphs: Sequence[Paragraph]) -> Document:
    """The head of the act as far as the paragraphs before (and between) its tables state it."""
    return Document(kind="roadmap")
