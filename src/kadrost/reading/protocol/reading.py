"""A protocol's source becomes its reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kadrost.kernel.deadlines import compile_phrase
from kadrost.kernel.schedule import Schedule
from kadrost.reading.grammar.act import read_act_head
from kadrost.reading.grammar.doubts import Doubt
from kadrost.reading.grammar.evidence import split_evidence
from kadrost.reading.grammar.executors import split_executors
from kadrost.reading.grammar.morphology import forms
from kadrost.reading.grammar.nominative import is_initial
from kadrost.reading.grammar.pieces import sentences
from kadrost.reading.grammar.targets import find_targets
from kadrost.reading.grammar.tokens import tokenize
from kadrost.reading.joining import Joiner
from kadrost.reading.protocol.addressees import Addressees, read_addressees
from kadrost.reading.protocol.drafts import Decision, Minutes, Question
from kadrost.reading.protocol.gathering import gather
from kadrost.reading.protocol.inline_terms import find_inline_term
from kadrost.reading.protocol.topics import topic_of
from kadrost.reading.protocol.units import read_units
from kadrost.reading.result import Choice, Document, Executor, Flag, Place, Reading, ReadItem, ReadSection
from kadrost.reading.source import Paragraph, Source, Span


def is_protocol(source: Source) -> bool:
    """True where the document is a protocol, an order or a list of assignments whose points tell somebody to act."""
    minutes = _minutes(source)
    decisions = minutes.decisions()
    if not decisions:
        return False
    head = read_act_head(_head_paragraphs(source))
    return head.kind == "protocol" or minutes.has_marks or any(decision.due for decision in decisions)


def read_protocol(source: Source) -> Reading:
    """The protocol's questions as sections and its decisions as items; nothing is raised.

    A decision's title is its words as printed, with the addressee and the final mark, without its number and without
    «(Срок – …)»; a sub-decision's title is its own words, after the verb of its lead-in where that has one. A lead-in
    that ends with a colon is no item: its executors and term pass on to its sub-decisions.
    """
    document = replace(read_act_head(_head_paragraphs(source)), kind="protocol")
    joiner = Joiner(source)
    minutes = _minutes(source)
    fields = _Fields(document, joiner)
    items = tuple(fields.item(decision, question) for question in minutes.questions for decision in _items_of(question))
    sections = tuple(_section(question, minutes, joiner) for question in minutes.questions if question.number)
    return Reading(
        source=source,
        document=document,
        sections=sections,
        items=items,
        flags=(*fields.flags, *_doubled(items), *_lost(minutes, joiner)),
    )


def _minutes(source: Source) -> Minutes:
    units = read_units(source)
    minutes = gather(units)
    return minutes if minutes.decisions() else gather(units, marked=False)


def _items_of(question: Question) -> list[Decision]:
    return [decision for decision in Minutes([question]).decisions() if not _is_lead_in(decision)]


def _is_lead_in(decision: Decision) -> bool:
    """True for a point with sub-points that ends with a colon, or only names who is to act."""
    if not decision.children:
        return False
    text = decision.unit.text.rstrip()
    return text.endswith(":") or _names_only(text)


def _names_only(text: str) -> bool:
    """«II. Ректору института Ольховой О.О.»: addressees and nothing else."""
    has_verb = any(token.kind == "word" and forms(token.text)[0].part in {"INFN", "VERB"} for token in tokenize(text))
    return not has_verb and bool(read_addressees(f"{text}:").executors)


def _addressees(text: str) -> Addressees:
    """Whom the first sentence addresses that addresses anybody."""
    for sentence in sentences(text):
        found = read_addressees(text[sentence[0].start : sentence[-1].end])
        if found.executors:
            return found
    return read_addressees(text)


def _section(question: Question, minutes: Minutes, joiner: Joiner) -> ReadSection:
    """The question's own title, else its line of the agenda, else what the report was about."""
    title = joiner.text(question.title or minutes.agenda.get(question.number, []))
    if not title:
        title = topic_of(joiner.text(question.heard))
    return ReadSection(question.number, title, spans=(*question.title, *question.heard))


def _doubled(items: Sequence[ReadItem]) -> list[Flag]:
    """Flags for numbers that the document prints twice."""
    counts = Counter(item.number for item in items)
    return [
        Flag(
            item.number,
            "number",
            "number_doubled",
            f"Номер {item.number} напечатан у нескольких решений.",
            item.title,
            item.place.cells.get("title", ()),
        )
        for item in items
        if counts[item.number] > 1
    ]


def _lost(minutes: Minutes, joiner: Joiner) -> tuple[Flag, ...]:
    return tuple(
        Flag(
            None,
            "",
            "words_without_field",
            "Абзац среди решений не отнесён ни к одному из них.",
            joiner.text(unit.all_spans),
            unit.all_spans,
        )
        for unit in minutes.lost
    )


class _Fields:
    """Makes items of decisions, and flags what their words leave open."""

    def __init__(self, document: Document, joiner: Joiner) -> None:
        self._document = document
        self._joiner = joiner
        self.flags: list[Flag] = []
        self._one_term: dict[int, bool] = {}

    def item(self, decision: Decision, question: Question) -> ReadItem:
        """The decision with all its fields."""
        own = self._joiner.text(decision.words)
        title = self._title(decision, own)
        due_text, due_spans = self._due(decision, own)
        executors, executor_spans = self._executors(decision, own)
        cells = {"title": tuple(decision.words), "due_text": due_spans, "executors": executor_spans}
        cells |= {"result": tuple(decision.result), "evidence": tuple(decision.evidence)}
        if decision.inferred_number:
            self._flag(
                decision, "number", "number_inferred", "Номер не напечатан, дан по порядку.", own, decision.words
            )
        return ReadItem(
            number=decision.number,
            section=question.number,
            title=title,
            result=self._joiner.text(decision.result),
            due_text=due_text,
            schedule=self._schedule(decision, due_text, due_spans),
            executors=executors,
            evidence=split_evidence(self._joiner.text(decision.evidence)) if decision.evidence else (),
            targets=find_targets(own),
            place=Place(page=decision.unit.page, cells={name: spans for name, spans in cells.items() if spans}),
        )

    def _title(self, decision: Decision, own: str) -> str:
        """The decision's words, after the verb of the lead-in where that says what is to be done."""
        if decision.parent is None or not _is_lead_in(decision.parent):
            return own
        lead = self._joiner.text(decision.parent.words)
        action = lead[read_addressees(lead).action :].strip(" :") if read_addressees(lead).executors else ""
        return f"{action} {own}" if action else own

    def _due(self, decision: Decision, own: str) -> tuple[str, tuple[Span, ...]]:
        """The term by its label, else one within the words, else the lead-in's."""
        if decision.due:
            texts = [_without_final_stop(self._joiner.text([span])) for span in decision.due]
            return "; ".join(texts), tuple(decision.due)
        place = find_inline_term(own)
        if place is not None:
            return own[slice(*place)], tuple(decision.words)
        if decision.parent is None or not _is_lead_in(decision.parent):
            return "", ()
        inherited = self._due(decision.parent, self._joiner.text(decision.parent.words))
        return inherited if inherited[0] else self._shared_due(decision)

    def _shared_due(self, decision: Decision) -> tuple[str, tuple[Span, ...]]:
        """The term printed on a line of its own after the last sub-point, where no other sub-point has one."""
        parent = decision.parent
        if parent is None or decision is parent.children[-1] or not self._has_one_term(parent):
            return "", ()
        last = parent.children[-1]
        text, spans = self._due(last, self._joiner.text(last.words))
        choices = (Choice("Срок общий для всех подпунктов", text), Choice("Срок только у последнего подпункта", ""))
        why = "Срок напечатан один раз, после последнего подпункта; взят для всех."
        self._flag(decision, "due_text", "due_scope", why, text, spans, choices)
        return text, spans

    def _has_one_term(self, lead_in: Decision) -> bool:
        """True where only the last sub-point has a term, on its own line."""
        if id(lead_in) not in self._one_term:
            others = lead_in.children[:-1]
            self._one_term[id(lead_in)] = lead_in.children[-1].due_on_own_line and all(
                not other.due and find_inline_term(self._joiner.text(other.words)) is None for other in others
            )
        return self._one_term[id(lead_in)]

    def _executors(self, decision: Decision, own: str) -> tuple[tuple[Executor, ...], tuple[Span, ...]]:
        if decision.executors:
            return self._labelled(decision, own)
        addressees = read_addressees(f"{own}:") if _is_lead_in(decision) and not own.endswith(":") else _addressees(own)
        if addressees.executors or decision.parent is None or not _is_lead_in(decision.parent):
            self._flag_doubts(decision, addressees.doubts, decision.words)
            return addressees.executors, tuple(decision.words) if addressees.executors else ()
        return self._executors(decision.parent, self._joiner.text(decision.parent.words))

    def _labelled(self, decision: Decision, own: str) -> tuple[tuple[Executor, ...], tuple[Span, ...]]:
        """«Ответственный: …» names the executors; where it names people only, they join the bodies addressed."""
        reading = split_executors(self._joiner.lines(decision.executors))
        self._flag_doubts(decision, reading.doubts, decision.executors)
        if not all(is_person(executor.name) for executor in reading.executors):
            return reading.executors, tuple(decision.executors)
        addressed = self._addressed(decision, own)
        known = " ".join(executor.name for executor in addressed)
        people = tuple(e for e in reading.executors if surname_of(e.name) not in known)
        return (*addressed, *people), (*decision.words, *decision.executors) if addressed else tuple(decision.executors)

    def _addressed(self, decision: Decision, own: str) -> tuple[Executor, ...]:
        """The bodies that the decision's own words address, or those of its lead-in."""
        addressed = _addressees(own).executors
        if addressed or decision.parent is None or not _is_lead_in(decision.parent):
            return addressed
        return self._executors(decision.parent, self._joiner.text(decision.parent.words))[0]

    def _schedule(self, decision: Decision, due_text: str, spans: Sequence[Span]) -> Schedule | None:
        if not due_text:
            return None
        schedule = compile_phrase(due_text, signed=self._document.date, period=self._document.period)
        if not schedule.understood:
            self._flag(decision, "due_text", "due_not_understood", schedule.why, due_text, spans)
        elif schedule.assumed:
            why = schedule.why or f"Срок понят с допущением: {schedule.in_words()}."
            self._flag(decision, "due_text", f"due_assumed_{schedule.assumed}", why, due_text, spans)
        return schedule

    def _flag_doubts(self, decision: Decision, doubts: Sequence[Doubt], spans: Sequence[Span]) -> None:
        for doubt in doubts:
            choices = tuple(Choice(choice, choice) for choice in doubt.choices)
            self._flag(decision, "executors", doubt.code, doubt.why, doubt.text, spans, choices)

    def _flag(
        self, decision: Decision, field: str, code: str, why: str, text: str, spans: Sequence[Span],
        choices: tuple[Choice, ...] = (),
    ) -> None:  # fmt: skip
        self.flags.append(Flag(decision.number, field, code, why, text, tuple(spans), choices))


def is_person(name: str) -> bool:
    """True for a surname with initials and nothing else."""
    tokens = tokenize(name)
    words = [token for token in tokens if token.kind == "word" and len(token.text) > 1]
    return len(words) == 1 and any(is_initial(tokens, index) for index in range(len(tokens)))


def surname_of(name: str) -> str:
    """The word of a person's name that is no initial."""
    return next((token.text for token in tokenize(name) if token.kind == "word" and len(token.text) > 1), name)


def _head_paragraphs(source: Source) -> tuple[Paragraph, ...]:
    """All paragraphs, those of tables too: offices lay out stamps and letterheads in tables without borders."""
    found: list[Paragraph] = []
    for block in source.blocks:
        if isinstance(block, Paragraph):
            found.append(block)
        else:
            found += [paragraph for row in block.rows for cell in row.cells for paragraph in cell.paragraphs]
    return tuple(found)


def _without_final_stop(text: str) -> str:
    """A term without the full stop that ends its sentence; «2024 г.» keeps its own."""
    plain = text.strip(" ;,")
    return plain if plain.endswith(("г.", "гг.")) else plain.rstrip(".")
