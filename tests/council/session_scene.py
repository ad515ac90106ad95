"""An expert session of the council: two experts with a sign-in, two without, and the ways to lead it on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kadrost.council.domain.expert_sessions.calling import SessionDraft, call_session
from kadrost.council.domain.expert_sessions.closing import ClosingDraft, close_session
from kadrost.council.domain.expert_sessions.experts import ExpertDraft, add_expert, record_presence
from kadrost.council.domain.expert_sessions.marks import Given, MarkDraft, give_marks
from kadrost.council.domain.expert_sessions.phases import move_phase
from kadrost.council.domain.expert_sessions.proposals import ProposalDraft, add_proposal
from kadrost.council.models import ExpertSession, Proposal, SessionExpert
from tests.council.scene import TODAY, CouncilScene, make_council

PROPOSED, FIRST, HELD, SECOND = date(2027, 3, 2), date(2027, 3, 4), date(2027, 3, 8), date(2027, 3, 9)
CRITERIA = ("Важность", "Срочность")
NAMES = ("Кузнец по печати металла", "Гончар цифровых форм", "Переписчик чертежей")


def session_draft(**fields: object) -> SessionDraft:
    """A session as it is usually called."""
    usual: dict[str, object] = {
        "title": "Ремёсла будущего", "branch": "ремёсла", "horizon": "medium", "purpose": "Найти новые ремёсла",
        "ground": "Указ № 5", "facilitator_name": "Ведущая В. В.", "proposals_until": PROPOSED, "first_until": FIRST,
        "held_on": HELD, "second_until": SECOND, "criteria": CRITERIA,
    }  # fmt: skip
    return SessionDraft(**{**usual, **fields})  # type: ignore[arg-type]


def proposal_draft(name: str, **fields: object) -> ProposalDraft:
    """A proposal as it is usually brought."""
    usual: dict[str, object] = {"kind": "new", "horizon": "now", "reason": "technology", "reason_words": "Новая печь"}
    return ProposalDraft(name, **{**usual, **fields})  # type: ignore[arg-type]


@dataclass
class SessionScene:
    """The session, its council, and everybody in it."""

    council: CouncilScene
    session: ExpertSession
    experts: list[SessionExpert]
    proposals: list[Proposal]

    def fresh(self) -> ExpertSession:
        """The session as it stands now."""
        self.session = ExpertSession.objects.select_related("body__organisation__territory").get(pk=self.session.pk)
        return self.session

    def move(self, *phases: str, reason: str = "") -> ExpertSession:
        """Go on through the phases by the secretary's hand."""
        for phase in phases:
            session = self.fresh()
            move_phase(
                session=session, to=phase, version=session.version, reason=reason,
                acting=self.council.secretary, today=TODAY,
            )  # fmt: skip
        return self.fresh()

    def mark(self, place: int, *columns: Sequence[int], **fields: object) -> Given:
        """An expert's sheet: a column of scores for each proposal, empty to abstain; experts of even places sign in."""
        expert = SessionExpert.objects.select_related("session__body__organisation__territory").get(
            pk=self.experts[place].pk
        )
        who = ("member", "", "deputy", "")[place] or "secretary"
        marks = {
            proposal.pk: MarkDraft(tuple(column), **fields)  # type: ignore[arg-type]
            for proposal, column in zip(self.proposals, columns, strict=False)
        }
        return give_marks(expert=expert, marks=marks, acting=self.council.acting(who), today=TODAY)

    def mark_all(self, *sheets: Sequence[Sequence[int]]) -> None:
        """The sheets of the experts in their order."""
        for place, columns in enumerate(sheets):
            self.mark(place, *columns)

    def close(self, **fields: object) -> ExpertSession:
        """Take attendance and sign the protocol."""
        session = self.fresh()
        secretary = self.council.secretary
        presence = {one.pk: "present" for one in self.experts}
        record_presence(session=session, presence=presence, acting=secretary, today=TODAY)
        draft = ClosingDraft(**{  # type: ignore[arg-type]
            "closed_on": TODAY, "chair_name": "Главнов Г. Г.", "chair_post": "председатель",
            "secretary_name": "Секретарева С. С.", **fields,
        })  # fmt: skip
        return close_session(session=session, draft=draft, version=session.version, acting=secretary, today=TODAY)


def make_session(**fields: object) -> SessionScene:
    """A session in preparation with four experts and no proposals."""
    council = make_council()
    session = call_session(body=council.body, draft=session_draft(**fields), acting=council.secretary, today=TODAY)
    drafts = (
        ExpertDraft("Членова Ч. Ч.", "education", organisation=council.college, person=council.people["member"]),
        ExpertDraft("Безвходный Б. Б.", "business", organisation_words="Завод", competence="литьё"),
        ExpertDraft("Заместителева З. З.", "authority", organisation=council.ministry, person=council.people["deputy"]),
        ExpertDraft("Учёный У. У.", "science", organisation_words="Институт ремёсел"),
    )
    experts = [add_expert(session=session, draft=one, acting=council.secretary, today=TODAY) for one in drafts]
    return SessionScene(council, session, experts, [])


def in_first_round(**fields: object) -> SessionScene:
    """The session with three proposals, in its first round."""
    scene = make_session(**fields)
    scene.move("proposals")
    scene.proposals = [
        add_proposal(
            session=scene.session, draft=proposal_draft(name), authors=[scene.experts[index]],
            acting=scene.council.secretary, today=TODAY,
        )
        for index, name in enumerate(NAMES)
    ]  # fmt: skip
    scene.move("first")
    return scene


SHEETS = (
    ((5, 5), (4, 3), (1, 1)),
    ((4, 5), (4, 4), (2, 1)),
    ((5, 4), (3, 3), (1, 2)),
    ((4, 4), (5, 2), (2, 2)),
)
"""Scores by two criteria of four experts for three proposals."""


def with_results(**fields: object) -> SessionScene:
    """The session after both rounds, in its results."""
    scene = in_first_round(**fields)
    scene.mark_all(*SHEETS)
    scene.move("discussion", "second")
    scene.mark_all(*SHEETS)
    scene.move("results")
    return scene
