"""Drawing of the Standard's pages: words that differ, terms that decided, scores."""

from __future__ import annotations

import re
from functools import lru_cache

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from kadrost.roadmaps.domain.comparison.words import terms_of
from kadrost.ui.wording import held

register = template.Library()

WORD = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*")


@register.filter
def marked_against(text: str, other: str) -> SafeString:
    """The text with the words marked that the other text has in no form and under no other name."""
    return _marked(str(text), str(other))


@lru_cache(maxsize=4_000)
def _marked(text: str, other: str) -> SafeString:
    known = frozenset(terms_of(other))
    pieces, end = [], 0
    for found in WORD.finditer(text):
        pieces.append(escape(text[end : found.start()]))
        word = found.group()
        terms = terms_of(word) or ((word.lower(),) if word.isdigit() else ())
        is_other = bool(terms) and known.isdisjoint(terms) and word not in other
        pieces.append(format_html('<mark class="differs">{}</mark>', word) if is_other else escape(word))
        end = found.end()
    pieces.append(escape(text[end:]))
    return mark_safe("".join(pieces))


@register.filter
def spoken_terms(terms: list[str]) -> str:
    """The terms that decided, as they are read."""
    return held(", ".join(term.replace("_", " ") for term in terms))


@register.filter
def percent(score: float | None) -> str:
    """A score between 0 and 1 as «47 %»."""
    return "" if score is None else f"{round(score * 100)}\u00a0%"
