"""The words in which a clerk reads the journal: each app offers those for its own objects and actions.

An app does so in its own `history.py`, which is found by itself:

    from kadrost.audit.words import Vocabulary, offer
    offer(Vocabulary("roadmaps.plan", title=gettext_noop("план"), actions={"close_plan": gettext_noop("снял(а) …")}))

An action is a verb in the past with «(а)» where a woman's ending differs, or with both words, «внёс (внесла)»; it
goes on after the person's name. Several
apps may offer words for one kind of object; `tests/audit/test_words.py` fails where a recorded action has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

Addresses = Callable[[Sequence[str]], Mapping[str, str]]
Related = Callable[[str], Iterable[tuple[str, str]]]
MaySee = Callable[[Any, str], bool]
MayOpen = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How entries about one kind of object read.

    `title` names the kind; `fields` name the values of before and after, and what has no name is not retold;
    `values` give words for the codes of a field. `addresses` gives the pages of objects by their keys in one query,
    `related` the objects whose entries belong to the same history, `may_see` whether the person of a request may
    see the history of the object with this key, `may_open` whether that person is let onto the pages of such objects:
    where not, they are named without a link.
    """

    model: str
    title: str = ""
    actions: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    addresses: Addresses | None = None
    related: Related | None = None
    may_see: MaySee | None = None
    may_open: MayOpen | None = None


_offered: dict[str, Vocabulary] = {}


def pages_at(url_name: str) -> Addresses:
    """The pages of objects whose address has nothing but their number; no query."""

    def addresses(keys: Sequence[str]) -> dict[str, str]:
        return {key: reverse(url_name, args=(int(key),)) for key in keys if key.isdecimal()}

    return addresses


def offer(vocabulary: Vocabulary) -> None:
    """Add these words to those known for the kind of object; what is offered later stands before."""
    known = _offered.get(vocabulary.model, Vocabulary(vocabulary.model))
    _offered[vocabulary.model] = Vocabulary(
        model=vocabulary.model,
        title=vocabulary.title or known.title,
        actions={**known.actions, **vocabulary.actions},
        fields={**known.fields, **vocabulary.fields},
        values={**known.values, **vocabulary.values},
        addresses=vocabulary.addresses or known.addresses,
        related=vocabulary.related or known.related,
        may_see=vocabulary.may_see or known.may_see,
        may_open=vocabulary.may_open or known.may_open,
    )


def vocabulary_of(model: str) -> Vocabulary:
    """The words for the kind of object; an empty vocabulary where no app offers any."""
    return _offered.get(model, Vocabulary(model))


def vocabularies() -> list[Vocabulary]:
    """All that was offered, by title."""
    return sorted(_offered.values(), key=lambda one: (one.title, one.model))
