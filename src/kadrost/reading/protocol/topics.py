"""What a report was about: the words after the speaker and the post."""

from __future__ import annotations

from kadrost.reading.grammar.tokens import enclosed, tokenize


def topic_of(text: str) -> str:
    """The words from «о …», «Об …» on («Иванова И.И., министра …, о ходе приёма» → «о ходе приёма»), as printed.

    «Об» with a capital, or a small «о» at the beginning or after a comma or a dash, is preferred to one within a
    phrase. The whole text is returned where no such word is found.
    """
    within = None
    tokens = tokenize(text)
    depth = enclosed(tokens)
    for index, token in enumerate(tokens):
        if depth[index] or token.lower not in {"о", "об", "обо"}:
            continue
        before = tokens[index - 1].text if index else ","
        following = tokens[index + 1].text if index + 1 < len(tokens) else ""
        if following == ".":
            continue
        if token.text[0].isupper() or before in {",", "–", "—", "-", ":", ")"}:
            return text[token.start :]
        within = token.start if within is None else within
    return text if within is None else text[within:]
