"""What the marks say: each proposal's median and spread by rounds, how far experts agree, and what the rule decides.

An expert's score for a proposal is the mean of their marks over the criteria. Marks of experts who declared an
interest, and abstentions, are in no figure. Round 1 is told once it is closed, round 2 once the results are called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kadrost.council.domain.expert_sessions.agreement import Agreement, agreement_of
from kadrost.council.domain.expert_sessions.calling import FEWEST_SHOWN
from kadrost.council.domain.expert_sessions.spread import Spread, spread_of
from kadrost.council.models import Ballot, ExpertSession, InterestConflict, Mark, Proposal, SessionExpert

Phase = ExpertSession.Phase
ROUNDS = (1, 2)
TOLD_IN = {
    Phase.DISCUSSION: (1,),
    Phase.SECOND: (1,),
    Phase.RESULTS: (1, 2),
    Phase.CLOSED: (1, 2),
}
"""Which rounds each phase tells of."""


@dataclass(frozen=True, slots=True)
class ProposalResult:
    """A proposal with what the rounds said of it; `criteria` are the medians of the last round by each criterion."""

    proposal: Proposal
    number: int
    rounds: Mapping[int, Spread]
    final: Spread | None
    criteria: tuple[Fraction, ...]
    confidence: Fraction | None
    abstained: int
    conflicts: int
    remarks: tuple[str, ...]
    by_rule: bool

    @property
    def change(self) -> Fraction | None:
        """How far the median moved between the rounds."""
        if 1 in self.rounds and 2 in self.rounds:
            return self.rounds[2].median - self.rounds[1].median
        return None

    @property
    def is_taken(self) -> bool:
        """Whether it is proposed for the list: as the group decided, else by the rule."""
        if self.proposal.outcome:
            return self.proposal.outcome == Proposal.Outcome.TAKEN
        return self.by_rule

    @property
    def is_decided_otherwise(self) -> bool:
        """Whether the group decided against the rule."""
        return bool(self.proposal.outcome) and self.is_taken != self.by_rule


@dataclass(frozen=True, slots=True)
class SessionResults:
    """The proposals in order of their medians, the agreement by rounds, and who gave marks."""

    rows: tuple[ProposalResult, ...]
    agreement: Mapping[int, Agreement | None]
    last_round: int
    voted: Mapping[int, int]
    experts: int

    @property
    def taken(self) -> tuple[ProposalResult, ...]:
        """What is proposed for the list."""
        return tuple(row for row in self.rows if row.is_taken)

    @property
    def final_agreement(self) -> Agreement | None:
        """The agreement of the last round told."""
        return self.agreement.get(self.last_round)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """An expert's mark on a proposal, under the number drawn by lot."""

    expert: int
    round: int
    proposal: Proposal
    scores: tuple[int, ...]
    confidence: str


def rounds_told(session: ExpertSession) -> tuple[int, ...]:
    """The rounds of whose marks anybody may read."""
    return TOLD_IN.get(Phase(session.phase), ())


def results_of(session: ExpertSession) -> SessionResults:
    """What may be told of the session now; five queries whatever its size."""
    told = rounds_told(session)
    proposals = list(Proposal.objects.filter(session=session, joined_to=None).order_by("position", "id"))
    interests = set(InterestConflict.objects.filter(proposal__session=session).values_list("proposal_id", "expert_id"))
    marks = _counted(session, told, interests)
    last = max((round_number for round_number in told if marks[round_number]), default=0)
    rows = [_row(session, one, number, marks, last, interests) for number, one in enumerate(proposals, start=1)]
    rows.sort(key=lambda row: (-(row.final.median if row.final else Fraction(0)), row.number))
    return SessionResults(
        rows=tuple(rows),
        agreement={round_number: agreement_of(_scores(marks[round_number])) for round_number in told},
        last_round=last,
        voted={one: len({mark.ballot.expert_id for mark in marks[one]}) for one in told},
        experts=sum(one.presence != SessionExpert.Presence.ABSENT for one in session.experts.all()),
    )


def sheet_of(session: ExpertSession) -> list[SheetLine]:
    """The marks of the rounds told, by experts' numbers; a round that fewer than three experts marked is left out."""
    told = rounds_told(session)
    interests = set(InterestConflict.objects.filter(proposal__session=session).values_list("proposal_id", "expert_id"))
    lines = [
        SheetLine(
            mark.ballot.expert.secret_number or 0,
            round_number,
            mark.proposal,
            tuple(mark.scores),
            mark.get_confidence_display() if mark.confidence else "",
        )
        for round_number, marks in _counted(session, told, interests).items()
        if len({mark.ballot.expert_id for mark in marks}) >= FEWEST_SHOWN
        for mark in marks
    ]
    return sorted(lines, key=lambda line: (line.round, line.expert, line.proposal.position))


def silent_experts(session: ExpertSession) -> list[SessionExpert]:
    """Who takes part and has given no mark in the open round: names only, no marks."""
    gave = Ballot.objects.filter(expert__session=session, round=session.round, marks__isnull=False)
    return list(
        session.experts.exclude(presence=SessionExpert.Presence.ABSENT).exclude(pk__in=gave.values("expert_id"))
    )


def _counted(session: ExpertSession, told: Sequence[int], interests: set[tuple[int, int]]) -> dict[int, list[Mark]]:
    """The marks of each round that count, abstentions among them."""
    found: dict[int, list[Mark]] = {one: [] for one in told}
    marks = (
        Mark.objects.filter(ballot__expert__session=session, ballot__round__in=told, proposal__joined_to=None)
        .select_related("ballot__expert", "proposal")
        .order_by("ballot__expert__secret_number", "pk")
    )
    for mark in marks:
        if (mark.proposal_id, mark.ballot.expert_id) not in interests:
            found[mark.ballot.round].append(mark)
    return found


def _scores(marks: Sequence[Mark]) -> dict[int, dict[int, Fraction]]:
    found: dict[int, dict[int, Fraction]] = {}
    for mark in marks:
        if mark.scores:
            found.setdefault(mark.ballot.expert_id, {})[mark.proposal_id] = score_of(mark)
    return found


def score_of(mark: Mark) -> Fraction:
    """The mean of the marks over the criteria."""
    return Fraction(sum(mark.scores), len(mark.scores))


def _row(
    session: ExpertSession,
    proposal: Proposal,
    number: int,
    marks: Mapping[int, Sequence[Mark]],
    last: int,
    interests: set[tuple[int, int]],
) -> ProposalResult:
    mine = {one: [mark for mark in given if mark.proposal_id == proposal.pk] for one, given in marks.items()}
    scored = {one: [mark for mark in given if mark.scores] for one, given in mine.items()}
    rounds = {}
    for one, given in scored.items():
        spread = spread_of([score_of(mark) for mark in given])
        if spread is not None and spread.count >= FEWEST_SHOWN:
            rounds[one] = spread
    final = rounds.get(last)
    lasting = scored.get(last, ())
    sure = [Fraction(mark.confidence) for mark in lasting if mark.confidence]
    return ProposalResult(
        proposal=proposal,
        number=number,
        rounds=rounds,
        final=final,
        criteria=_medians(lasting, len(session.criteria)) if final else (),
        confidence=sum(sure, Fraction(0)) / len(sure) if final and sure else None,
        abstained=sum(1 for mark in mine.get(last, ()) if not mark.scores),
        conflicts=sum(1 for key, _expert in interests if key == proposal.pk),
        remarks=tuple(sorted({mark.remark for mark in mine.get(last, ()) if mark.remark})),
        by_rule=passes(session, final),
    )


def passes(session: ExpertSession, spread: Spread | None) -> bool:
    """Whether the rule of the session proposes it for the list."""
    return (
        spread is not None
        and spread.count >= session.least_marks
        and spread.median >= Fraction(session.least_median)
        and spread.range <= Fraction(session.most_spread)
    )


def _medians(marks: Sequence[Mark], criteria: int) -> tuple[Fraction, ...]:
    found = (spread_of([Fraction(mark.scores[index]) for mark in marks]) for index in range(criteria))
    return tuple(one.median for one in found if one is not None)
