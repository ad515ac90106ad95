"""The demo's expert sessions: one closed with its protocol, which a roadmap asks for, and one in its second round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kadrost.accounts.models import User
from kadrost.council.domain.duties import bind_measure
from kadrost.council.domain.expert_sessions.calling import SessionDraft, call_session
from kadrost.council.domain.expert_sessions.closing import ClosingDraft, close_session
from kadrost.council.domain.expert_sessions.experts import ExpertDraft, add_expert, record_presence
from kadrost.council.domain.expert_sessions.marks import MarkDraft, give_marks
from kadrost.council.domain.expert_sessions.phases import move_phase
from kadrost.council.domain.expert_sessions.proposals import (
    ProposalDraft,
    add_proposal,
    decide_outcome,
    declare_conflict,
    join_proposals,
)
from kadrost.council.models import Body, ExpertSession, MeetingDuty, Proposal, SessionExpert
from kadrost.region.domain.people import Acting, acting_on
from kadrost.region.models import Organisation
from kadrost.roadmaps.models import Measure

Side = SessionExpert.Side
Kind = Proposal.Kind
Reason = Proposal.Reason
BOUND_ON = date(2026, 5, 14)
SECRETARY = "Орлова Е. К."
CHAIR = ("Лыкова В. А.", "министр образования и науки")


@dataclass(frozen=True, slots=True)
class Days:
    """When each step of a session is taken; None where it is not taken yet."""

    called: date
    proposed: date
    first: date
    held: date
    second: date
    closed: date | None = None


CLOSED = Days(
    date(2026, 5, 18), date(2026, 5, 29), date(2026, 6, 8), date(2026, 6, 18), date(2026, 6, 22), date(2026, 6, 25)
)
UNDER_WAY = Days(date(2026, 11, 2), date(2026, 11, 10), date(2026, 11, 17), date(2026, 11, 19), date(2026, 11, 27))

EXPERTS = (
    ("soyuz", "Мельник Б. И.", "президент", "union", "", Side.BUSINESS, "кадры машиностроения"),
    ("", "Аверин К. Т.", "главный технолог", "machines", "", Side.BUSINESS, "станки с ЧПУ, роботизация"),
    ("", "Дёмина С. Ю.", "начальник литейного цеха", "foundry", "", Side.BUSINESS, "литьё, аддитивные технологии"),
    ("kolledzh", "Тихонов П. И.", "директор", "polytechnic", "", Side.EDUCATION, "программы подготовки рабочих"),
    ("tehnikum", "Фролов Д. М.", "заместитель директора", "mining", "", Side.EDUCATION, "горное дело, металлургия"),
    ("copp", "Ярцева А. В.", "директор", "copp", "", Side.EDUCATION, "программы опережающей подготовки"),
    ("minprom", "Зорин А. П.", "министр", "industry", "", Side.AUTHORITY, "промышленная политика"),
    ("", "Нечаева О. В.", "доцент", "", "Верхнеозёрский технический университет", Side.SCIENCE, "промышленные роботы"),
    ("", "Гущин Р. А.", "председатель", "", "Совет по профессиональным квалификациям в сварке, отделение", Side.PROFESSION,
     "оценка квалификаций"),
)  # fmt: skip
"""Login, name, post, body of the registry or the organisation in words, side, competence."""

Row = tuple[int, ProposalDraft, tuple[str, ...], tuple[str, ...]]
FIRST_PROPOSALS: tuple[Row, ...] = (
    (1, ProposalDraft(
        "Оператор роботизированной сварки", Kind.NEW, "now", Reason.TECHNOLOGY,
        "На станкостроительном заводе вводятся четыре роботизированных поста, ручная сварка рам прекращается.",
        needed=40, needed_in=2029,
        demands="Задавать программу движения робота\nКонтролировать шов по измерениям",
     ), ("334", "434", "444", "555", "445", "454", "445", "444", "355"),
        ("445", "444", "445", "555", "445", "454", "445", "444", "445")),
    (3, ProposalDraft(
        "Мастер аддитивного литья", Kind.NEW, "medium", Reason.PROJECT,
        "Литейный комбинат строит участок печати песчаных форм.", needed=18, needed_in=2030,
        demands="Готовить модель к печати формы\nОбслуживать песчаный принтер",
     ), ("433", "544", "", "443", "444", "434", "333", "534", "443"),
        ("443", "444", "", "443", "444", "444", "443", "444", "443")),
    (4, ProposalDraft(
        "Наладчик станков с числовым программным управлением", Kind.GROWING, "now", Reason.ENTERPRISE,
        "По заявкам предприятий не хватает наладчиков, парк станков обновляется.",
        code="15.01.23", classifier="перечень профессий СПО", needed=120, needed_in=2028,
        demands="Наладка пятикоординатных станков\nРабота с цифровой моделью детали",
     ), ("554", "555", "454", "555", "455", "555", "544", "444", "454"),
        ("554", "555", "455", "555", "455", "555", "554", "454", "455")),
    (6, ProposalDraft(
        "Специалист по цифровым двойникам оборудования", Kind.NEW, "new", Reason.TECHNOLOGY,
        "Ремонт по состоянию требует моделей оборудования; на предприятиях таких специалистов единицы.",
        subject=Proposal.Subject.COMPETENCY, needed=10, needed_in=2031,
     ), ("212", "533", "322", "323", "", "432", "222", "555", "222"),
        ("222", "433", "322", "323", "", "432", "322", "544", "222")),
    (2, ProposalDraft(
        "Чертёжник-копировщик", Kind.VANISHING, "now", Reason.TECHNOLOGY,
        "Чертежи ведутся в системах проектирования, ручное копирование прекращено.",
     ), ("211", "221", "211", "122", "221", "211", "111", "212", "211"),
        ("211", "211", "211", "121", "211", "211", "111", "211", "211")),
)  # fmt: skip
"""Who proposes, what, and the marks of each expert in both rounds: a digit a criterion, nothing where they abstain."""

SECOND_PROPOSALS: tuple[Row, ...] = (
    (5, ProposalDraft(
        "Оператор беспилотной карьерной техники", Kind.NEW, "medium", Reason.PROJECT,
        "Горный участок переводит самосвалы на дистанционное управление.", needed=24, needed_in=2031,
        demands="Управлять самосвалом с удалённого места\nДействовать при потере связи",
     ), ("443", "454", "344", "433", "554", "443", "444", "454", "344"), ()),
    (8, ProposalDraft(
        "Инженер по водородной безопасности", Kind.NEW, "new", Reason.LAW,
        "Вводятся требования к хранению водорода на предприятиях.",
     ), ("221", "232", "322", "223", "", "332", "323", "544", "222"), ()),
    (7, ProposalDraft(
        "Слесарь по ремонту мехатронных линий", Kind.CHANGING, "now", Reason.ENTERPRISE,
        "Гидравлика уступает сервоприводам: прежняя программа готовит не к тем линиям.",
        code="18466", classifier="ОКПДТР", needed=60, needed_in=2029,
        demands="Читать схемы сервоприводов\nНастраивать контроллеры",
     ), ("544", "455", "444", "554", "444", "545", "444", "434", "454"), ()),
    (1, ProposalDraft(
        "Технолог по вторичным металлам", Kind.GROWING, "medium", Reason.LAW,
        "Растёт обязательная доля переработки, комбинату нужны технологи лома.", needed=15, needed_in=2030,
     ), ("333", "343", "544", "333", "434", "333", "334", "443", "333"), ()),
)  # fmt: skip


class SessionHistory:
    """Plays the expert sessions of the working group up to `today`."""

    def __init__(self, *, bodies: dict[str, Organisation], people: dict[str, User], today: date) -> None:
        self.bodies, self.people, self.today = bodies, people, today

    def play(self) -> None:
        """Bind the measure that asks for sessions, hold one to its protocol, lead the other to its second round."""
        group = Body.objects.select_related("organisation__territory").get(organisation=self.bodies["group"])
        asked = Measure.objects.filter(search_text__contains="экспертная сессия о новых").first()
        if asked is not None and self.today >= BOUND_ON:
            bind_measure(
                body=group, measure=asked, counts=MeetingDuty.Counts.SESSIONS,
                acting=self._acting("koordinator", BOUND_ON), today=BOUND_ON,
            )  # fmt: skip
        self._hold(
            group, CLOSED, FIRST_PROPOSALS, "Кадры для роботизированного производства", "машиностроение", "medium"
        )
        self._hold(
            group, UNDER_WAY, SECOND_PROPOSALS, "Профессии добычи и переработки", "металлургия и горное дело", "new"
        )

    def _acting(self, login: str, day: date) -> Acting:
        return acting_on(self.people[login], day)

    def _hold(self, group: Body, days: Days, rows: tuple[Row, ...], title: str, branch: str, horizon: str) -> None:
        if self.today < days.called:
            return
        secretary = self._acting("sekretar", days.called)
        session = call_session(
            body=group,
            draft=SessionDraft(
                title=title, branch=branch, horizon=horizon, ground="Распоряжение Губернатора Верхнеозёрской области от 20.11.2025 № 318-р",
                purpose="Найти профессии и компетенции, к которым колледжи должны начать готовить, и требования к ним.",
                facilitator_name="Орлова Е. К.", facilitator_post="начальник отдела кадровой политики",
                place="ЦОПП, зал 2", proposals_until=days.proposed, first_until=days.first, held_on=days.held,
                second_until=days.second,
            ),
            acting=secretary, today=days.called,
        )  # fmt: skip
        experts = [self._invite(session, row, secretary, days.called) for row in EXPERTS]
        session = self._move(session, "proposals", days.called)
        if self.today < days.proposed:
            return
        proposals = self._propose(session, rows, experts, days.proposed)
        session = self._move(session, "first", days.proposed)
        if self.today < days.first:
            return
        self._mark(session, proposals, experts, [row[2] for row in rows], days.first)
        session = self._move(session, "discussion", days.first)
        if self.today < days.held:
            return
        presence = {one.pk: "remote" if index == 7 else "present" for index, one in enumerate(experts)}
        record_presence(session=session, presence=presence, acting=self._acting("sekretar", days.held), today=days.held)
        session = self._move(session, "second", days.held)
        second = [row[3] for row in rows]
        if days.closed is None:
            # The union and a factory have answered already; the others are waited for.
            self._mark(session, proposals, experts[:2], [row[2][:2] for row in rows], self.today)
        elif self.today >= days.closed:
            self._mark(session, proposals, experts, second, days.second)
            self._close(self._move(session, "results", days.second), proposals, days.closed)

    def _invite(self, session: ExpertSession, row: tuple[str, ...], secretary: Acting, day: date) -> SessionExpert:
        login, name, post, key, words, side, competence = row
        draft = ExpertDraft(
            name, side, post, self.bodies[key] if key else None, words, competence,
            self.people[login] if login else None,
        )  # fmt: skip
        return add_expert(session=session, draft=draft, acting=secretary, today=day)

    def _propose(
        self, session: ExpertSession, rows: tuple[Row, ...], experts: list[SessionExpert], day: date
    ) -> list[Proposal]:
        secretary = self._acting("sekretar", day)
        proposals = [
            add_proposal(session=session, draft=draft, authors=[experts[author]], acting=secretary, today=day)
            for author, draft, _first, _second in rows
        ]
        if rows is FIRST_PROPOSALS:
            said_twice = ProposalDraft(
                "Оператор роботизированной сварочной линии", Kind.NEW, "now", Reason.ENTERPRISE,
                "Сварочные посты переходят на роботов и у поставщиков завода.",
            )  # fmt: skip
            twin = add_proposal(session=session, draft=said_twice, authors=[experts[8]], acting=secretary, today=day)
            join_proposals(kept=proposals[0], joined=twin, acting=secretary, today=day)
            declare_conflict(
                proposal=proposals[1], expert=experts[2], words="комбинат – единственный заказчик",
                acting=secretary, today=day,
            )  # fmt: skip
        return proposals

    def _mark(
        self,
        session: ExpertSession,
        proposals: list[Proposal],
        experts: list[SessionExpert],
        columns: list[tuple[str, ...]],
        day: date,
    ) -> None:
        logins = [row[0] for row in EXPERTS]
        for place, expert in enumerate(experts):
            own = {
                proposal.pk: MarkDraft(tuple(int(one) for one in column[place]), 3 if "5" in column[place] else 2)
                for proposal, column in zip(proposals, columns, strict=True)
            }
            for conflict in expert.conflicts.all():
                own.pop(conflict.proposal_id, None)
            acting = self._acting(logins[place] or "sekretar", day)
            give_marks(expert=expert, marks=own, acting=acting, today=day)

    def _move(self, session: ExpertSession, to: str, day: date) -> ExpertSession:
        return move_phase(
            session=session, to=to, version=session.version, acting=self._acting("sekretar", day), today=day
        )

    def _close(self, session: ExpertSession, proposals: list[Proposal], day: date) -> None:
        secretary = self._acting("sekretar", day)
        decide_outcome(
            proposal=proposals[1], outcome=Proposal.Outcome.TAKEN,
            ground="Участок печати форм запускается в 2028 году: набор на программу нужен раньше, чем вырастет оценка.",
            version=proposals[1].version, acting=secretary, today=day,
        )  # fmt: skip
        draft = ClosingDraft(day, CHAIR[0], CHAIR[1], SECRETARY)
        close_session(session=session, draft=draft, version=session.version, acting=secretary, today=day)
