"""What a document of another office says, in a form that is written by hand and compared exactly.

A file of lines «name: value»; `item N` begins a measure. Names of the head: kind, act, issuer, region, date, number,
title, approved_by, section («I | Обучение»), note, flag (a code that has to be there). Names of a measure: section,
stage, title, result, due, when («2022-03-01» or «2022-03-01..2022-03-31», up to the end of 2024), by (« *» at the end:
by agreement; « [X]»: alias), proof, target («>= 20»), always (yes), on_demand (yes). What is not named is empty; of the
head only what is named is compared.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from kadrost.reading.json_form import to_json
from kadrost.reading.result import Reading

JsonObject = dict[str, Any]
HEAD = ("kind", "act", "issuer", "region", "date", "number", "title", "approved_by")
_ALIAS = re.compile(r" \[(?P<alias>[^\]]+)\]$")


def expected_of(text: str) -> JsonObject:
    """The expectation written in `text`."""
    head: JsonObject = {}
    sections: list[list[str]] = []
    items: list[JsonObject] = []
    flags: list[str] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if line.startswith("#"):
            continue
        name, _, value = line.partition(":")
        value = value.strip()
        if name.startswith("item "):
            items.append(_empty(name.removeprefix("item ")))
        elif items:
            _put(items[-1], name, value)
        elif name == "section":
            number, _, title = value.partition("|")
            sections.append([number.strip(), title.strip()])
        elif name == "flag":
            flags.append(value)
        else:
            assert name in HEAD, line
            head[name] = value or None
    return {"head": head, "sections": sections, "items": items, "flags": flags}


def _empty(number: str) -> JsonObject:
    return {
        "number": number, "section": "", "stage": "", "title": "", "result": "", "due": "", "when": [], "by": [],
        "proof": [], "target": [], "always": False, "on_demand": False,
    }  # fmt: skip


def _put(item: JsonObject, name: str, value: str) -> None:
    if name == "when":
        start, _, end = value.partition("..")
        item[name].append([start, end or start])
    elif name in {"by", "proof", "target"}:
        item[name].append(value)
    elif name in {"always", "on_demand"}:
        item[name] = value == "yes"
    else:
        assert name in item, name
        item[name] = value


def found_in(reading: Reading, expected: JsonObject) -> JsonObject:
    """The reading in the same form; of the head and the flags only what is expected is told."""
    data = to_json(reading)
    codes = {flag["code"] for flag in data["flags"]}
    return {
        "head": {name: data["document"][name] or None for name in expected["head"]},
        "sections": [[section["number"], section["title"]] for section in data["sections"]],
        "items": [_item(item) for item in data["items"]],
        "flags": [code for code in expected["flags"] if code in codes],
    }


def _item(item: JsonObject) -> JsonObject:
    return {
        "number": item["number"],
        "section": item["section"],
        "stage": item["stage"] or "",
        "title": item["title"],
        "result": item["result"],
        "due": item["due_text"],
        "when": item["occurrences"],
        "by": [_body(executor) for executor in item["executors"]],
        "proof": item["evidence"],
        "target": sorted(f"{target['op']} {target['value']:g}" for target in item["targets"]),
        "always": item["continuous"],
        "on_demand": item["on_demand"],
    }


def _body(executor: JsonObject) -> str:
    alias = f" [{executor['alias']}]" if executor["alias"] else ""
    return f"{executor['name']}{alias}{' *' if executor['by_agreement'] else ''}"


def read_expectation(path: Path) -> JsonObject:
    """The expectation in the file `path`."""
    return expected_of(path.read_text(encoding="utf-8"))
