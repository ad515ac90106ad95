"""Entries of the journal in words: who did what to which object, on what ground, what was and what became."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kadrost.audit.journal import NO_DOCUMENT
from kadrost.audit.models import Entry
from kadrost.audit.words import Vocabulary, vocabulary_of
from kadrost.ui.wording import date_short, in_english, translated

NO_BREAK_SPACE = "\u00a0"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WOMAN, MAN = re.compile(r"(?:вна|чна|кызы)$"), re.compile(r"(?:вич|ьич|оглы)$")
NAME_PARTS = (2, 3)
BOTH_ENDINGS = re.compile(r"(\w)\((а|ла)\)")
BOTH_WORDS = re.compile(r"(\w+) \((\w+)\)")
"""«вернул(а)» and «внёс (внесла)»: how a verb is written while it is not known whose deed it is."""


@dataclass(frozen=True, slots=True)
class Change:
    """A value that the deed set: «срок: было 01.03.2027, стало 15.04.2027»; `was` is empty where nothing was before."""

    title: str
    was: str
    now: str

    def __str__(self) -> str:
        """The change in words of the page's language."""
        if not self.was:
            return f"{self.title}: {self.now}"
        if not self.now:
            return _("%(title)s: было %(was)s") % {"title": self.title, "was": self.was}
        return _("%(title)s: было %(was)s, стало %(now)s") % {"title": self.title, "was": self.was, "now": self.now}


@dataclass(frozen=True, slots=True)
class Told:
    """An entry in words. `moment` has the hour only where the deed counts on the day on which it was entered."""

    entry: Entry
    moment: str
    who: str
    standing: str
    words: str
    kind: str
    about: str
    address: str
    changes: tuple[Change, ...]

    @property
    def entered(self) -> str:
        """When it was written into the journal: «12.03.2027 14:05»."""
        local = timezone.localtime(self.entry.at)
        return f"{date_short(local)} {local:%H:%M}"

    @property
    def ground(self) -> str:
        """The document or reason on which it was done; empty where none was named."""
        return "" if self.entry.ground in NO_DOCUMENT else self.entry.ground

    @property
    def sentence(self) -> str:
        """All of it in one line: «12.03.2027 14:05 Осипова М. Ю. (контролёр, Минпромторг) вернула отчёт: …»."""
        who = f"{self.who} ({self.standing})" if self.standing else self.who
        parts = [f"{self.moment} {who} {self.words}: {self.about}"]
        if self.ground:
            parts.append(_("основание: %(ground)s") % {"ground": self.ground})
        return "; ".join([*parts, *map(str, self.changes)])


def tell(entries: Sequence[Entry], request: Any = None) -> list[Told]:
    """The entries in words, in the language of the page; one query for each kind of object that has pages.

    Where a request is given, pages that its person may not open are not linked.
    """
    addresses = addresses_of(((entry.object_type, entry.object_key) for entry in entries), request)
    return [_told(entry, addresses) for entry in entries]


def addresses_of(objects: Iterable[tuple[str, str]], request: Any = None) -> dict[tuple[str, str], str]:
    """The pages of objects named by type and key; those without a page, that are gone, or closed to the person, are left out."""
    keys: dict[str, set[str]] = {}
    for object_type, object_key in objects:
        keys.setdefault(object_type, set()).add(object_key)
    found = {}
    for object_type, object_keys in keys.items():
        vocabulary = vocabulary_of(object_type)
        asked, may_open = vocabulary.addresses, vocabulary.may_open
        if asked is not None and (request is None or may_open is None or may_open(request)):
            found.update({(object_type, key): url for key, url in asked(sorted(object_keys)).items()})
    return found


def short_name(name: str) -> str:
    """«Осипова М. Ю.» for a name of two or three words; any other as it is."""
    parts = name.split()
    if len(parts) not in NAME_PARTS or not all(part[:1].isalpha() and part[:1].isupper() for part in parts):
        return name
    initials = [part if part.endswith(".") else f"{part[0]}." for part in parts[1:]]
    return NO_BREAK_SPACE.join([parts[0], *initials])


def verb_for(name: str, words: str) -> str:
    """The action with the ending that goes with the name: by the patronymic, both endings where it tells nothing.

    >>> verb_for("Осипова Мария Юрьевна", "внёс (внесла) запись и вернул(а) отчёт")
    'внесла запись и вернула отчёт'
    """
    last = name.casefold().rpartition(" ")[2]
    if WOMAN.search(last):
        return BOTH_ENDINGS.sub(r"\1\2", BOTH_WORDS.sub(r"\2", words))
    if MAN.search(last) or name == "kadrost":
        return BOTH_ENDINGS.sub(r"\1", BOTH_WORDS.sub(r"\1", words))
    return words


def action_words(entry_type: str, action: str) -> str:
    """The action's verb in the language of the page; where no app gives words, that something was done."""
    known = vocabulary_of(entry_type).actions.get(action)
    return translated(known) if known else _("внёс (внесла) запись")


def object_title(object_type: str) -> str:
    """The kind of object in the language of the page."""
    title = vocabulary_of(object_type).title
    return translated(title) if title else _("запись")


def _told(entry: Entry, addresses: Mapping[tuple[str, str], str]) -> Told:
    words = action_words(entry.object_type, entry.action)
    vocabulary = vocabulary_of(entry.object_type)
    return Told(
        entry=entry,
        moment=moment_of(entry),
        who=short_name(entry.actor_name),
        standing=", ".join(part for part in (_lowered(entry.role), entry.body_name) if part),
        words=words if in_english() else verb_for(entry.actor_name, words),
        kind=object_title(entry.object_type),
        about=f"{object_title(entry.object_type)} «{entry.object_name}»",
        address=addresses.get((entry.object_type, entry.object_key), ""),
        changes=tuple(changes_of(entry, vocabulary)),
    )


def moment_of(entry: Entry) -> str:
    """«12.03.2027 14:05»; the day alone where the deed was entered on another day than it counts for."""
    local = timezone.localtime(entry.at)
    return f"{date_short(entry.on)} {local:%H:%M}" if local.date() == entry.on else date_short(entry.on)


def changes_of(entry: Entry, vocabulary: Vocabulary) -> list[Change]:
    """What the deed changed, each value that has a name; what stayed as it was is not repeated."""
    changes = []
    for name in [*entry.after, *(name for name in entry.before if name not in entry.after)]:
        title = vocabulary.fields.get(name)
        was, now = entry.before.get(name), entry.after.get(name)
        if title is None or was == now:
            continue
        words = vocabulary.values.get(name, {})
        said_was = say_value(was, words) if name in entry.before else ""
        said_now = say_value(now, words) if name in entry.after else ""
        if name in entry.before or not _is_nothing(now):
            changes.append(Change(translated(title), said_was, said_now))
    return changes


def _is_nothing(value: Any) -> bool:
    """What says nothing where there was no value before; «no» does."""
    return value in (None, "", [], {}) or (value == 0 and not isinstance(value, bool))


def say_value(value: Any, words: Mapping[str, str]) -> str:
    """A value as people read it: a day as day, month and year, yes and no, lists with semicolons, codes in words."""
    if value is None or value in ("", [], {}):
        return _("не указано")
    if isinstance(value, bool):
        return _("да") if value else _("нет")
    if isinstance(value, list):
        return "; ".join(say_value(one, words) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {say_value(one, words)}" for name, one in value.items())
    text = str(value)
    if text in words:
        return translated(words[text])
    return _said_day(text)


def _said_day(text: str) -> str:
    if DAY.fullmatch(text):
        try:
            return date_short(date.fromisoformat(text))
        except ValueError:
            return text
    if len(text) >= 20 and DAY.match(text):
        try:
            local = timezone.localtime(datetime.fromisoformat(text))
        except ValueError:
            return text
        return f"{date_short(local)} {local:%H:%M}"
    return text


def _lowered(role: str) -> str:
    """The roles in the language of the page, in small letters as within a sentence; names within keep theirs."""
    said = []
    for one in re.split(r", (?![^()]*\))", role):
        title, mark, absent = one.partition(" (")
        said.append(translated(title).lower() + mark + absent)
    return ", ".join(said)
