"""Letter-spaced words («п о с т а н о в л я е т») put together again."""

from __future__ import annotations


def without_letter_spacing(text: str) -> str:
    """`text` with runs of four or more single letters joined into one word; everything else as it is."""
    words = text.split(" ")
    joined: list[str] = []
    run: list[str] = []
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            run.append(word)
            continue
        joined += ["".join(run)] if len(run) >= 4 else run
        run = []
        joined.append(word)
    return " ".join(joined[:-1] if joined and joined[-1] == "" and not text.endswith(" ") else joined)
