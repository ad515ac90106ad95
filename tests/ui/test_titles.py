"""Titles: what must not part at a line's end, and a list's own punctuation."""

from __future__ import annotations

import pytest

from kadrost.ui.wording import as_title, held


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("протокол № 1/2026", "протокол №_1/2026"),
        ("загрузка не менее 65 % мест", "загрузка не менее 65_% мест"),
        ("на 2027 год", "на 2027 год"),
        ("до 2027 г. по п. 3", "до 2027_г. по п._3"),
        ("№", "№"),
    ],
)
def test_what_belongs_together_is_held(written: str, shown: str) -> None:
    assert held(written) == shown.replace("_", "\u00a0")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("утвердить порядок использования мастерских;", "Утвердить порядок использования мастерских"),
        ("Составить список.", "Составить список"),
        ("список и т. д...", "Список и т. д..."),
        ("", ""),
    ],
)
def test_a_decision_becomes_a_title(written: str, shown: str) -> None:
    assert as_title(written) == shown
