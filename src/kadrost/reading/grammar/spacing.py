"""Letter-spaced words («п о с т а н о в л я е т») put together again."""

from __future__ import annotations

_SHORTEST = 4


def without_letter_spacing(text: str) -> str:
    """`text` with runs of four or more single letters joined into one word; everything else as it is."""
    joined: list[str] = []
    run: list[str] = []
    for word in text.split(" "):
        letter = word[:1].isalpha() and not word[1:].strip(".:,;") and len(word) <= 2
        if letter:
            run.append(word)
        if not letter or len(word) == 2:
            joined += _run(run)
            run = []
        if not letter:
            joined.append(word)
    return " ".join(joined + _run(run))


def _run(letters: list[str]) -> list[str]:
    """A run of letters as one word where it is long enough to be one."""
    return ["".join(letters)] if len(letters) >= _SHORTEST else list(letters)
