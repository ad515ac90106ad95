"""Sectors of the economy as ОКВЭД 2 names them: its sections and classes, out of the file beside this module."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("okved.csv")


@cache
def sectors() -> dict[str, str]:
    """The names of sections («C») and classes («24») by their codes, in the classifier's order."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row["name"] for row in csv.DictReader(lines)}


def sector_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each section with itself and its classes, as a list to choose from."""
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    for code, name in sectors().items():
        if code.isalpha():
            groups.append((f"{code}. {name}", [(code, f"{code} {name}")]))
        else:
            groups[-1][1].append((code, f"{code} {name}"))
    return groups


def sector_words(text: str, code: str) -> str:
    """A sector as it is printed: the words typed, else the classifier's name, with the code; empty for neither."""
    name = text or sectors().get(code, "")
    return f"{name} (ОКВЭД {code})" if code else name
