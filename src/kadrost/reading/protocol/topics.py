"""What a report was about: the words after the speaker and the post."""

from __future__ import annotations

from kadrost.reading.grammar.tokens import enclosed, tokenize


def topic_of(text: str) -> str:
    """The words from «о …», «Об …» on («Иванова И.И., министра …, о ходе приёма» → «о ходе приёма»), as printed.

    A small «о» counts at the beginning or after a comma or a dash only, for posts have it inside («комитет о …»). The
    whole text is returned where no such word is found.
    """
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
    return text
