"""Names of WordprocessingML and small questions about its elements."""

from __future__ import annotations

from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_FALSE = frozenset({"0", "false", "off", "none"})


def value_of(parent: etree._Element | None, name: str) -> str | None:
    """`w:val` of the child `name`; "" where the child has none, None where there is no such child."""
    if parent is None:
        return None
    child = parent.find(W + name)
    return None if child is None else child.get(W + "val", "")


def switch(parent: etree._Element | None, name: str) -> bool | None:
    """A toggle such as `w:b`: on, off, or None where nothing is said."""
    value = value_of(parent, name)
    return None if value is None else value.lower() not in _FALSE


def number_of(parent: etree._Element | None, name: str) -> int | None:
    """`w:val` of the child `name` as a whole number, None where it is absent or no number."""
    return whole(value_of(parent, name))


def whole(value: str | None) -> int | None:
    """`value` as a whole number of a believable size, or None."""
    if value is None or len(value) > 9:
        return None
    try:
        return int(value)
    except ValueError:
        return None
