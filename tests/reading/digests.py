"""Hand-checked readings as digests, and how a reading is compared with them (decision 0003).

`python -m tests.reading.digests GOLD.json > tests/reading/expectations/NAME.json` makes one.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

JsonObject = dict[str, Any]
DIGITS = 16


def fold(text: str | None) -> str:
    """White space folded to single blanks, soft hyphens dropped: what the scorer forgives, and nothing else."""
    plain = (text or "").replace("\u00ad", "").replace("\u00a0", " ").replace("\u202f", " ")
    return re.sub(r"\s+", " ", plain).strip()


def digest(text: str | None) -> str:
    """The text as a short digest; an empty text stays empty."""
    folded = fold(text)
    return hashlib.sha256(folded.encode()).hexdigest()[:DIGITS] if folded else ""


FIELDS: dict[str, Callable[[JsonObject], Any]] = {
    "section": lambda item: str(item.get("section") or ""),
    "stage": lambda item: digest(item.get("stage")),
    "title": lambda item: digest(item.get("title")),
    "result": lambda item: digest(item.get("result")),
    "due_text": lambda item: digest(item.get("due_text")),
    "occurrences": lambda item: [list(pair) for pair in item.get("occurrences") or []],
    "continuous": lambda item: bool(item.get("continuous")),
    "on_demand": lambda item: bool(item.get("on_demand")),
    "executors": lambda item: sorted(
        [digest(executor["name"]), bool(executor.get("by_agreement"))] for executor in item.get("executors") or []
    ),
    "evidence": lambda item: sorted(digest(text) for text in item.get("evidence") or []),
    "targets": lambda item: sorted(
        [target["op"], round(float(target["value"]), 3)] for target in item.get("targets") or []
    ),
    "blanks": lambda item: len(item.get("blanks") or []),
}


def as_digests(reading: JsonObject) -> JsonObject:
    """A reading's JSON with every text replaced by its digest."""
    document = reading["document"]
    return {
        "document": {key: document.get(key) for key in ("kind", "act", "region", "date", "number")},
        "sections": [[str(section["number"]), digest(section["title"])] for section in reading["sections"]],
        "items": {
            str(item["number"]).rstrip("."): {name: read(item) for name, read in FIELDS.items()}
            for item in reading["items"]
        },
    }


def differences(expected: JsonObject, reading: JsonObject) -> list[str]:
    """Every item and field in which the reading differs, missing and invented items among them."""
    have = as_digests(reading)["items"]
    found = [f"{number}: missing" for number in expected["items"] if number not in have]
    found += [f"{number}: invented" for number in have if number not in expected["items"]]
    for number, fields in expected["items"].items():
        other = have.get(number, fields)
        found += [f"{number}: {name}" for name in fields if fields[name] != other[name]]
    return found


if __name__ == "__main__":
    gold = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    json.dump(as_digests(gold), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
