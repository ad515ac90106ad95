"""Which bodies a document's printed names mean: each name once, with proposals, and the choice of a person.

A choice is a word: "organisation:7", "group:3", "definition:0" (the group that the document itself defines),
"same:NAME" (another name of the document), "coordinator" (whoever coordinates the plan), "new:KIND" or
"new:KIND:NAME", "new_group", "none" (left unresolved).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kadrost.reading.grammar.morphology import forms, is_abbreviation
from kadrost.reading.grammar.tokens import tokenize
from kadrost.region.domain.names import likeness, name_key, name_words
from kadrost.region.domain.resolution import Directory, Proposal
from kadrost.region.models import Organisation, OrganisationGroup, Territory
from kadrost.roadmaps.domain.intake.effective import EffectiveReading
from kadrost.roadmaps.domain.intake.errors import IntakeRefused

SURE: Final = 0.9
DOUBTFUL: Final = 0.55
SAME_IN_DOCUMENT: Final = 0.86
"""Below it two names of one document are two bodies: a document names different bodies differently."""

NONE: Final = "none"
NEW_GROUP: Final = "new_group"
COORDINATOR: Final = "coordinator"
COORDINATOR_KEY: Final = "координатор"
_KINDS: Final = (
    (Organisation.Kind.OFFICIAL, {"губернатор", "заместитель", "председатель", "руководитель", "глава", "уполномоченный"}),
    (Organisation.Kind.BODY, {"совет", "группа", "комиссия", "оргкомитет", "проектный", "штаб"}),
    (Organisation.Kind.AUTHORITY, {
        "министерство", "департамент", "комитет", "управление", "служба", "инспекция", "агентство", "правительство",
        "администрация", "дума", "пресс-служба", "минпросвещения", "минобрнауки",
    }),
    (Organisation.Kind.UNION, {"союз", "ассоциация", "палата", "объединение"}),
    (Organisation.Kind.UNIVERSITY, {"университет", "институт", "академия", "вуз", "вузы"}),
    (Organisation.Kind.CENTRE, {"центр", "цопп", "ркц", "сцк"}),
    (Organisation.Kind.COLLEGE, {"колледж", "техникум", "училище", "поо", "спо"}),
    (Organisation.Kind.SCHOOL, {"школа", "лицей", "гимназия", "общеобразовательный"}),
    (Organisation.Kind.EMPLOYER, {"предприятие", "завод", "работодатель", "общество", "компания", "ооо", "ао", "пао"}),
)  # fmt: skip
_COLLECTIVE_ABBREVIATIONS: Final = {"поо", "оово", "оо", "вузы", "омсу", "роив", "оив", "сцк"}
_MINISTRY_IN_SHORT: Final = re.compile(r"мин(?!истерств|истр)\w{3,}")
_MUNICIPAL: Final = {"муниципальный", "город", "городской", "сельский", "местный"}


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One printed name of the document: how often it stands, what it may mean, what was chosen."""

    printed: str
    variants: tuple[str, ...]
    count: int
    item_keys: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    same_names: tuple[str, ...]
    definition: int | None
    member_of: str
    guessed_kind: str
    choice: str
    suggested: str

    @property
    def is_settled(self) -> bool:
        """Whether it is known what will become of the name: chosen by a person, or beyond doubt."""
        return bool(self.choice)


@dataclass(slots=True)
class _Gathered:
    printed: str
    variants: list[str] = field(default_factory=list)
    item_keys: list[str] = field(default_factory=list)
    member_of: str = ""


def body_rows(reading: EffectiveReading, choices: Mapping[str, str], directory: Directory | None) -> list[BodyRow]:
    """The document's names, those that nobody settled first, then the most frequent; `directory` is that of the plan's territory, if it is known.

    `choice` is the person's, or the body that the name means beyond doubt; `suggested` is what a form may preselect.
    """
    gathered = _gather(reading)
    full_names = _full_names(reading)
    chosen = {name_key(printed): choice for printed, choice in choices.items()}
    terms = {name_key(each.term): index for index, each in enumerate(reading.reading.definitions) if each.members}
    rows = []
    for key, name in gathered.items():
        proposals = tuple(directory.proposals(name.printed)) if directory is not None else ()
        same = _same_names(name, gathered.values())
        certain = _certain_choice(key, proposals, terms.get(key)) or _by_full_name(full_names.get(key), key, gathered)
        choice = chosen.get(key, "") or certain
        rows.append(
            BodyRow(
                printed=name.printed,
                variants=tuple(name.variants),
                count=len(name.item_keys),
                item_keys=tuple(name.item_keys),
                proposals=proposals,
                same_names=same,
                definition=terms.get(key),
                member_of=name.member_of,
                guessed_kind=guess_kind(name.printed),
                choice=choice,
                suggested=choice or _suggestion(proposals),
            )
        )
    return sorted(rows, key=lambda row: (row.is_settled, -row.count))


def automatic_choices(reading: EffectiveReading, choices: Mapping[str, str], directory: Directory) -> dict[str, str]:
    """A choice for each name that has none, made without a person.

    The likeliest known body at 0.9 and more; a new organisation where nothing is alike; names in between are left
    to a person and are not in the answer.
    """
    made: dict[str, str] = {}
    settled_new: list[str] = []
    for row in body_rows(reading, choices, directory):
        if row.choice:
            continue
        best = row.proposals[0].score if row.proposals else 0.0
        same = _best_same(row.printed, settled_new)
        if best >= SURE:
            made[row.printed] = row.proposals[0].choice
        elif same is not None:
            name, score = same
            if score >= SURE:
                made[row.printed] = f"same:{name}"
        elif best < DOUBTFUL:
            made[row.printed] = NEW_GROUP if is_collective(row.printed) else f"new:{row.guessed_kind}"
            settled_new.append(row.printed)
    return made


def guess_kind(printed: str) -> str:
    """The kind of organisation that the name's words speak for: the first telling word decides."""
    words = name_words(printed)
    for word in words:
        for kind, telling in _KINDS:
            if word in telling:
                is_municipal = kind == Organisation.Kind.AUTHORITY and _MUNICIPAL & set(words)
                return str(Organisation.Kind.MUNICIPALITY if is_municipal else kind)
    return str(Organisation.Kind.MUNICIPALITY if _MUNICIPAL & set(words[:1]) else Organisation.Kind.OTHER)


def is_collective(printed: str) -> bool:
    """Whether the name speaks of many bodies at once: «предприятия региона», «ПОО», «члены рабочей группы»."""
    for token in tokenize(printed):
        if _MINISTRY_IN_SHORT.match(token.text.casefold()):
            return False
        if token.text.casefold() in _COLLECTIVE_ABBREVIATIONS:
            return True
        if is_abbreviation(token.text):
            return False
        nouns = [form for form in forms(token.text) if form.is_noun and form.case == "nomn"]
        if nouns:
            return all(form.number == "plur" for form in nouns)
    return False


def check_choice(printed: str, choice: str, *, territory: Territory | None, reading: EffectiveReading) -> None:
    """`IntakeRefused` unless the choice is one that can be carried out in the territory and the document."""
    kind, _, value = choice.partition(":")
    if choice in (NONE, NEW_GROUP, COORDINATOR):
        return
    if kind == "new" and value.partition(":")[0] in Organisation.Kind.values:
        return
    if kind == "same" and value != printed and name_key(value) in _gather(reading):
        return
    if kind == "definition" and value.isdigit() and int(value) < len(reading.reading.definitions):
        return
    if kind in ("organisation", "group") and value.isdigit() and territory is not None:
        here = Organisation.objects.within(territory)
        known = here if kind == "organisation" else OrganisationGroup.objects.filter(territory=territory)
        if known.filter(pk=int(value)).exists():
            return
    raise IntakeRefused(
        "no_such_body", "Такого исполнителя в справочнике нет.", where=printed, remedy="Выберите из списка ещё раз."
    )


def _full_names(reading: EffectiveReading) -> dict[str, str]:
    """The full name by the key of the short one that the document gives it: «(далее – Министерство)»."""
    named = {name_key(each.term): each.meaning for each in reading.reading.definitions if not each.members}
    for item in reading.items:
        for executor in item.item.executors:
            if executor.alias:
                named[name_key(executor.alias)] = executor.name
    return {key: name for key, name in named.items() if key and name_key(name) != key}


def _by_full_name(name: str | None, key: str, gathered: Mapping[str, _Gathered]) -> str:
    """The choice of a short name whose full one stands among the executors too."""
    full = gathered.get(name_key(name)) if name else None
    return f"same:{full.printed}" if full is not None and name_key(full.printed) != key else ""


def _gather(reading: EffectiveReading) -> dict[str, _Gathered]:
    found: dict[str, _Gathered] = {}
    for each in reading.items:
        for executor in each.item.executors:
            name = _named(found, executor.name)
            if name is not None:
                name.item_keys.append(each.key)
    for definition in reading.reading.definitions:
        for member in definition.members:
            name = _named(found, member)
            if name is not None:
                name.member_of = name.member_of or definition.term
    return found


def _named(found: dict[str, _Gathered], printed: str) -> _Gathered | None:
    key = name_key(printed)
    if not key:
        return None
    name = found.setdefault(key, _Gathered(printed))
    if printed != name.printed and printed not in name.variants:
        name.variants.append(printed)
    return name


def _same_names(name: _Gathered, others: Iterable[_Gathered]) -> tuple[str, ...]:
    scored = [
        (score, other.printed)
        for other in others
        if other is not name and (score := _alike(name.printed, other.printed)) >= SAME_IN_DOCUMENT
    ]
    return tuple(printed for _, printed in sorted(scored, reverse=True)[:3])


def likest_name(printed: str, names: list[str]) -> str:
    """The one of the document's own names that the printed one surely means; empty where there is none."""
    best = _best_same(printed, names)
    return best[0] if best is not None and best[1] >= SURE else ""


def _best_same(printed: str, others: list[str]) -> tuple[str, float] | None:
    scored = [(other, score) for other in others if (score := _alike(printed, other)) >= SAME_IN_DOCUMENT]
    return max(scored, key=lambda pair: pair[1], default=None)


def _alike(left: str, right: str) -> float:
    return max(likeness(left, right).score, likeness(right, left).score)


def _certain_choice(key: str, proposals: tuple[Proposal, ...], definition: int | None) -> str:
    if key == COORDINATOR_KEY:
        return COORDINATOR
    if definition is not None:
        return f"definition:{definition}"
    certain = [proposal for proposal in proposals if proposal.score >= 1.0]
    return certain[0].choice if len(certain) == 1 else ""


def _suggestion(proposals: tuple[Proposal, ...]) -> str:
    return proposals[0].choice if proposals and proposals[0].score >= SURE else ""
