"""The demo's councils: a half-year of meetings, protocols on control, an answer on the next agenda.

Everything goes through the domain functions that people's clicks call, day by day up to today.
"""

from __future__ import annotations

from datetime import date, time

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.council.domain.agenda import ItemDraft, add_item, add_material
from kadrost.council.domain.answers import adopt_protocol
from kadrost.council.domain.approvals import (
    FileDraft,
    StageDraft,
    begin_artefact,
    decide_stage,
    keep_template,
    start_route,
)
from kadrost.council.domain.attendance import Tally, record_attendance, record_counts
from kadrost.council.domain.bodies import BodyDraft, MemberDraft, add_member, create_body
from kadrost.council.domain.decisions import DecisionDraft, write_decision
from kadrost.council.domain.duties import bind_measure
from kadrost.council.domain.planning import MeetingDraft, open_meeting, plan_meeting
from kadrost.council.domain.signing import SigningDraft, sign_protocol
from kadrost.council.models import AgendaItem, Artefact, Body, Decision, Meeting, Membership, Stage
from kadrost.demo.region import APPOINTED_ON
from kadrost.region.domain.people import Acting, acting_on
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.control import ReportDraft, accept_checkpoint, submit_report
from kadrost.roadmaps.models import Act, Checkpoint, Measure, Plan, Report
from kadrost.ui.papers.pages import PageLine, lay_out_pages

Part = Membership.Part
FIRST, SECOND, GROUP_MET, NEXT = date(2026, 9, 24), date(2026, 10, 29), date(2026, 10, 15), date(2026, 12, 10)
SENT_ON = date(2026, 11, 2)
PLANNED_ON = date(2026, 10, 1)
APPROVER = ("В. М. Ракитин", "Заместитель Губернатора Верхнеозёрской области, председатель Совета")
SECRETARY = "Е. К. Орлова"


class CouncilHistory:
    """Plays the councils of the demo region up to `today`."""

    def __init__(
        self, *, territory: Territory, bodies: dict[str, Organisation], people: dict[str, User], today: date
    ) -> None:
        self.territory, self.bodies, self.people, self.today = territory, bodies, people, today

    def play(self) -> None:
        """Set the councils up, hold their meetings, plan the next one."""
        council = self._council()
        group = self._group()
        if self.today >= FIRST:
            self._first_meeting(council)
        if self.today >= GROUP_MET:
            self._group_meeting(group)
        if self.today >= PLANNED_ON:
            self._next_meeting(council)
        if self.today >= SECOND:
            self._second_meeting(council)
        if self.today >= SENT_ON:
            self._approval(council)

    def _acting(self, login: str, day: date) -> Acting:
        return acting_on(self.people[login], day)

    def _council(self) -> Body:
        founded = APPOINTED_ON
        coordinator = self._acting("koordinator", founded)
        council = create_body(
            organisation=self.bodies["council"], name="", short_name="", territory=self.territory,
            draft=BodyDraft(
                kind=Body.Kind.COORDINATION,
                genitive="областного совета по кадровой политике",
                act_words="Указ Губернатора Верхнеозёрской области от 14.11.2025 № 212",
                powers="Согласует перечень профессий и контрольные цифры приёма.\nЗаслушивает исполнителей планов.\n"
                "Даёт поручения и снимает их с контроля.",
            ),
            acting=coordinator, today=founded,
        )  # fmt: skip
        for draft in self._members():
            add_member(body=council, draft=draft, acting=coordinator, today=founded)
        protocol = Plan.objects.filter(kind=Act.Kind.PROTOCOL).first()
        if protocol is not None:
            adopted = protocol.under_control_since
            adopt_protocol(body=council, plan=protocol, acting=self._acting("sekretar", adopted), today=adopted)
        return council

    def _members(self) -> list[MemberDraft]:
        bodies, people = self.bodies, self.people
        rows = (
            ("Ракитин В. М.", "заместитель Губернатора Верхнеозёрской области", Part.CHAIR, None, None, True),
            ("Лыкова В. А.", "министр образования и науки", Part.DEPUTY, "education", None, True),
            ("Орлова Е. К.", "начальник отдела кадровой политики", Part.SECRETARY, None, "sekretar", False),
            ("Осипова М. Ю.", "министр труда и занятости населения", Part.MEMBER, "labour", "mintrud", True),
            ("Зорин А. П.", "министр промышленности", Part.MEMBER, "industry", "minprom", True),
            ("Ярцева А. В.", "директор ЦОПП", Part.MEMBER, "copp", "copp", True),
            ("Мельник Б. И.", "президент союза промышленников", Part.MEMBER, "union", "soyuz", True),
            ("Тихонов П. И.", "директор колледжа", Part.MEMBER, "polytechnic", "kolledzh", True),
        )
        return [
            MemberDraft(
                name, post, part, bodies[key] if key else None, votes, people[login] if login else None, APPOINTED_ON
            )
            for name, post, part, key, login, votes in rows
        ]

    def _group(self) -> Body:
        coordinator = self._acting("koordinator", APPOINTED_ON)
        group = create_body(
            organisation=self.bodies["group"], name="", short_name="", territory=self.territory,
            draft=BodyDraft(
                kind=Body.Kind.WORKING_GROUP,
                genitive="рабочей группы по кадрам для промышленности",
                quorum_rule=Body.Quorum.HALF,
                act_words="Распоряжение Губернатора Верхнеозёрской области от 20.11.2025 № 318-р",
            ),
            acting=coordinator, today=APPOINTED_ON,
        )  # fmt: skip
        for name, post, part in (
            ("Лыкова В. А.", "министр образования и науки", Part.CHAIR),
            ("Орлова Е. К.", "начальник отдела кадровой политики", Part.SECRETARY),
            ("Кудинов Г. Р.", "министр экономического развития", Part.MEMBER),
            ("Зорин А. П.", "министр промышленности", Part.MEMBER),
        ):
            person = self.people["sekretar"] if part == Part.SECRETARY else None
            draft = MemberDraft(name, post, part, person=person, valid_from=APPOINTED_ON)
            add_member(body=group, draft=draft, acting=coordinator, today=APPOINTED_ON)
        asked = Measure.objects.filter(search_text__contains="на заседаниях рабочей группы").first()
        if asked is not None:
            bind_measure(body=group, measure=asked, acting=coordinator, today=APPOINTED_ON)
        return group

    def _first_meeting(self, council: Body) -> None:
        meeting = self._plan(council, FIRST, "Малый зал Правительства области", sequence=2)
        item = self._ask(
            meeting, "О подготовке колледжей к приёму 2027 года", "В. А. Лыкову, министра образования и науки,"
        )
        self._decide(item, "Информацию Лыковой В. А. принять к сведению.")
        lead = self._decide(item, "Министерству образования и науки Верхнеозёрской области:")
        self._decide(
            item, "составить перечень программ, на которые не хватает мастеров;", "до 15 октября 2026 года", lead
        )
        self._decide(item, "обеспечить стажировку мастеров на предприятиях;", "до 1 июня 2027 года", lead)
        second = self._ask(meeting, "О заявках предприятий на 2027 год", "М. Ю. Осипову, министра труда,")
        self._decide(second, "Информацию Осиповой М. Ю. принять к сведению.")
        self._decide(
            second,
            "Министерству труда и занятости населения Верхнеозёрской области доложить о сводной заявке предприятий "
            "на следующем заседании совета.",
            "4 квартал 2026 года",
        )
        self._decide(
            second,
            "Определить Министерство труда и занятости населения Верхнеозёрской области ответственным за сверку "
            "заявок с вакансиями.",
            "постоянно",
        )
        self._hold_and_sign(meeting, [(item, Tally(7, 0, 0)), (second, Tally(6, 0, 1))], absent="Тихонов П. И.")
        self._report_on_masters(meeting)

    def _report_on_masters(self, meeting: Meeting) -> None:
        """The ministry answers its first assignment, the council's secretary accepts."""
        day = date(2026, 10, 13)
        point = Checkpoint.objects.filter(measure__decision__item__meeting=meeting).order_by("due_on").first()
        if point is None or day > self.today:
            return
        submit_report(
            checkpoint=point, acting=self._acting("minobr", day), version=point.version, today=day,
            draft=ReportDraft(Report.Claim.DONE, "Перечень составлен по данным шести колледжей: 14 программ.", {}),
        )  # fmt: skip
        fresh = Checkpoint.objects.select_related("plan", "measure").get(pk=point.pk)
        accept_checkpoint(
            checkpoint=fresh, acting=self._acting("sekretar", day), version=fresh.version, today=day,
            ground="Перечень разослан членам совета.",
        )  # fmt: skip

    def _group_meeting(self, group: Body) -> None:
        meeting = self._plan(group, GROUP_MET, "Министерство образования и науки, ауд. 14")
        item = self._ask(
            meeting, "О ходе дорожной карты за девять месяцев", "В. А. Лыкову, министра образования и науки,"
        )
        self._decide(item, "Информацию принять к сведению.")
        self._decide(
            item,
            "Представить предложения по мероприятиям, которые отстают.",
            "до 20 ноября 2026 года",
            executors="отраслевые министерства",
        )
        self._hold_and_sign(meeting, [(item, Tally(4, 0, 0))])

    def _second_meeting(self, council: Body) -> None:
        meeting = self._plan(council, SECOND, "Малый зал Правительства области", sequence=3)
        item = self._ask(meeting, "О работе ЦОПП", "А. В. Ярцеву, директора ЦОПП,")
        self._decide(item, "Информацию Ярцевой А. В. принять к сведению.")
        confirmed = (
            Checkpoint.objects.filter(
                measure__search_text__contains="экспертного совета цопп",
                state=Checkpoint.State.AWAITING,
                occurs_from__lte=SECOND,
                occurs_until__gte=SECOND,
            )
            .select_related("plan", "measure")
            .first()
        )
        if confirmed is not None:
            self._decide(
                item,
                "Подтвердить, что заседание Экспертного совета ЦОПП во втором полугодии 2026 года проведено.",
                kind=Decision.Kind.CONFIRMATION,
                checkpoint=confirmed,
                requirement=confirmed.measure.requirements.first(),
            )
        self._hold_and_sign(meeting, [(item, Tally(7, 0, 0))], absent="Мельник Б. И.")

    def _next_meeting(self, council: Body) -> None:
        """The meeting ahead: its agenda has a question of its own, the answers due come to it by themselves."""
        day = PLANNED_ON
        meeting = self._plan(council, NEXT, "Большой зал Правительства области", sequence=4, planned_on=day)
        item = self._ask(
            meeting, "О перечне профессий на 2027 год", "Г. Р. Кудинова, министра экономического развития,", day
        )
        paper = lay_out_pages([PageLine("Проект перечня профессий на 2027 год (учебный пример)")])
        add_material(
            item=item, title="Проект перечня профессий", file_name="perechen-2027.docx", content=paper,
            acting=self._acting("sekretar", day), today=day,
        )  # fmt: skip

    def _approval(self, council: Body) -> None:
        """A college's programme on its route: the ministry agreed, the council has it before it, a letter comes last."""
        college = self._acting("kolledzh", SENT_ON)
        paper = lay_out_pages([PageLine("Программа развития мастерских на 2027–2029 годы (учебный пример)")])
        artefact = begin_artefact(
            title="Программа развития мастерских на 2027–2029 годы", kind="Программа",
            author=self.bodies["polytechnic"], file=FileDraft("programma-masterskih.docx", paper),
            acting=college, today=SENT_ON,
        )  # fmt: skip
        stages = [
            StageDraft(1, "Согласование с министерством", "regional", self.bodies["education"], "10 рабочих дней"),
            StageDraft(1, "Согласование с предприятиями", "local", self.bodies["union"], "10 рабочих дней"),
            StageDraft(2, "Рассмотрение советом", "council", council.organisation, "30 дней"),
            StageDraft(3, "Письмо федерального министерства", "federal", None, "30 дней"),
        ]
        start_route(artefact=artefact, stages=stages, version=1, acting=college, today=SENT_ON)
        for login, day, ground in (
            ("minobr", date(2026, 11, 6), "Письмо министерства от 06.11.2026 № 01-14/882"),
            ("soyuz", date(2026, 11, 11), "Письмо союза от 11.11.2026 № 64"),
        ):
            if day > self.today:
                return
            fresh = Artefact.objects.get(pk=artefact.pk)
            acting = self._acting(login, day)
            stage = Stage.objects.select_related("version__artefact__author").get(
                version__artefact=artefact, organisation__in=acting.organisation_ids(Role.EXECUTOR)
            )
            decide_stage(stage=stage, outcome="agreed", ground=ground, version=fresh.version, acting=acting, today=day)
        keep_template(title="Программа колледжа", artefact=artefact, acting=college, today=SENT_ON)

    def _plan(
        self, body: Body, day: date, place: str, sequence: int | None = None, planned_on: date | None = None
    ) -> Meeting:
        on = planned_on or day
        return plan_meeting(
            body=body, draft=MeetingDraft(day, time(10, 0), place, sequence=sequence),
            acting=self._acting("sekretar", on), today=on,
        )  # fmt: skip

    def _ask(self, meeting: Meeting, title: str, speaker: str, day: date | None = None) -> AgendaItem:
        on = day or meeting.held_on
        return add_item(meeting=meeting, draft=ItemDraft(title, speaker), acting=self._acting("sekretar", on), today=on)

    def _decide(
        self, item: AgendaItem, text: str, due_text: str = "", parent: Decision | None = None, **about: object
    ) -> Decision:
        day = item.meeting.held_on
        draft = DecisionDraft(text, due_text=due_text, **about)  # type: ignore[arg-type]
        return write_decision(item=item, draft=draft, parent=parent, acting=self._acting("sekretar", day), today=day)

    def _hold_and_sign(self, meeting: Meeting, votes: list[tuple[AgendaItem, Tally]], absent: str = "") -> None:
        day = meeting.held_on
        secretary = self._acting("sekretar", day)
        opened = open_meeting(meeting=meeting, version=meeting.version, acting=secretary, today=day)
        rows = [row for row in opened.attendance.all() if row.membership_id is not None]
        record_attendance(
            meeting=opened,
            presence={row.membership_id or 0: "absent" if row.name == absent else "present" for row in rows},
            invited=[("Сомова И. Л.", "начальник отдела министерства образования и науки")],
            chairing_id=opened.chairing_id,
            version=opened.version,
            acting=secretary,
            today=day,
        )
        for item, tally in votes:
            present = len([row for row in rows if row.name != absent and row.membership and row.membership.votes])
            counted = tally if tally.total <= present else Tally(present, 0, 0)
            record_counts(item=item, tally=counted, version=item.version, acting=secretary, today=day)
        fresh = Meeting.objects.select_related("body__organisation__territory").get(pk=meeting.pk)
        sign_protocol(
            meeting=fresh,
            draft=SigningDraft(day, APPROVER[0], APPROVER[1], SECRETARY, is_public=True),
            version=fresh.version,
            acting=secretary,
            today=day,
        )
