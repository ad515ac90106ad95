"""A meeting as it is read: questions, decisions in their order with numbers, executors, votes, attendance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from kadrost.council.domain.attendance import Quorum, Tally, quorum_of, tally_of
from kadrost.council.models import AgendaItem, Attendance, Decision, DecisionExecutor, Material, Meeting, Vote

Kind = Decision.Kind


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision with its printed number and place, and those under it.

    `inherited` are the executors of the lead-in above it; they answer where it names none of its own.
    """

    decision: Decision
    number: str
    mark: str
    children: tuple[DecisionLine, ...] = ()
    inherited: tuple[DecisionExecutor, ...] = ()

    @property
    def own_executors(self) -> tuple[DecisionExecutor, ...]:
        """Those that the decision itself names."""
        return tuple(self.decision.executors.all())

    @property
    def executors(self) -> tuple[DecisionExecutor, ...]:
        """Who answers for it."""
        return self.own_executors or self.inherited

    @property
    def is_lead_in(self) -> bool:
        """Whether it only introduces the decisions under it."""
        return bool(self.children)

    @property
    def is_assignment(self) -> bool:
        """Whether somebody has to act."""
        return self.decision.kind == Kind.ASSIGNMENT and not self.is_lead_in


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question with its number, decisions, votes and materials."""

    item: AgendaItem
    number: int
    decisions: tuple[DecisionLine, ...]
    tally: Tally | None
    votes: tuple[Vote, ...]
    materials: tuple[Material, ...]

    @property
    def is_answer(self) -> bool:
        """Whether it hears the answer to an assignment."""
        return self.item.checkpoint_id is not None

    def every_decision(self) -> Iterator[DecisionLine]:
        """The decisions in the protocol's order, lead-ins before those under them."""
        for line in self.decisions:
            yield line
            yield from line.children


@dataclass(frozen=True, slots=True)
class Course:
    """The whole meeting."""

    meeting: Meeting
    questions: tuple[QuestionLine, ...]
    members: tuple[Attendance, ...]
    invited: tuple[Attendance, ...]
    quorum: Quorum | None

    def every_decision(self) -> Iterator[DecisionLine]:
        """All decisions of the meeting in the protocol's order."""
        for question in self.questions:
            yield from question.every_decision()


def course_of(meeting: Meeting) -> Course:
    """The meeting with everything on it, by a constant number of queries."""
    executors = DecisionExecutor.objects.select_related("organisation", "group")
    decisions = Decision.objects.select_related(
        "checkpoint__measure", "checkpoint__plan", "requirement", "measure"
    ).prefetch_related(Prefetch("executors", queryset=executors))
    items = meeting.items.select_related("checkpoint__measure", "checkpoint__plan").prefetch_related(
        Prefetch("decisions", queryset=decisions),
        Prefetch("votes", queryset=Vote.objects.select_related("membership")),
        "materials",
    )
    rows = list(meeting.attendance.select_related("membership__represents"))
    members = tuple(row for row in rows if row.membership_id is not None)
    return Course(
        meeting=meeting,
        questions=tuple(_question(item, number) for number, item in enumerate(items, start=1)),
        members=members,
        invited=tuple(row for row in rows if row.membership_id is None),
        quorum=quorum_of(meeting, members) if members else None,
    )


def _question(item: AgendaItem, number: int) -> QuestionLine:
    rows = list(item.decisions.all())
    return QuestionLine(
        item=item,
        number=number,
        decisions=tuple(
            _line(one, rows, number, place)
            for place, one in enumerate((row for row in rows if row.parent_id is None), start=1)
        ),
        tally=tally_of(item),
        votes=tuple(item.votes.all()),
        materials=tuple(item.materials.all()),
    )


def _line(decision: Decision, rows: Sequence[Decision], question: int, place: int) -> DecisionLine:
    own = tuple(decision.executors.all())
    number = f"{question}.{place}"
    children = tuple(
        DecisionLine(decision=one, number=f"{number}.{index}", mark=f"{index})", inherited=own)
        for index, one in enumerate((row for row in rows if row.parent_id == decision.pk), start=1)
    )
    return DecisionLine(decision=decision, number=number, mark=f"{place}.", children=children)
