"""Terms that a document defines for itself."""

from __future__ import annotations

from kadrost.reading.result import Definition


def read_footnote(mark: str, text: str) -> Definition | None:
    """The definition that a footnote «X – в настоящей «дорожной карте» это …» gives; None where it defines nothing."""
    return None


def find_definitions(text: str) -> tuple[Definition, ...]:
    """The short names that the text gives with «(далее – X)», each with the words that it stands for."""
    return ()
