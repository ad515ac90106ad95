"""Projects, agreements and legal acts of the demo region: running and finished, conditions met and failed, acts due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from kadrost.accounts.models import User
from kadrost.region.domain.people import acting_on
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.legal_acts.proposing import proposals_for
from kadrost.roadmaps.domain.legal_acts.register import LegalActFacts, add_legal_act, end_legal_act, record_event
from kadrost.roadmaps.domain.legal_acts.tying import decide_proposal
from kadrost.roadmaps.domain.legal_acts.tying import tie_measures as tie_acts
from kadrost.roadmaps.domain.projects.agreements import AgreementFacts, add_agreement
from kadrost.roadmaps.domain.projects.register import ProjectFacts, add_project
from kadrost.roadmaps.domain.projects.tying import ConditionFacts, record_outcome, tie_measures
from kadrost.roadmaps.domain.stored_documents import GivenDocument
from kadrost.roadmaps.models import LegalAct, LegalActEvent, Plan, Project, ProjectAgreement, ProjectTie

ENTERED_ON, CONDITION_ON, AMENDED_ON = date(2026, 2, 9), date(2026, 10, 20), date(2026, 6, 15)
Kind, Stage = LegalAct.Kind, LegalAct.Stage
AGREEMENT_TEXT = "Учебный текст соглашения: сведения вымышлены."


@dataclass(slots=True)
class RegisterHistory:
    """Plays the keeping of both registers up to `today`, by the functions that people's clicks call."""

    plans: Sequence[Plan]
    territory: Territory
    bodies: Mapping[str, Organisation]
    people: Mapping[str, User]
    today: date
    projects: dict[str, Project] = field(default_factory=dict)

    def play(self) -> None:
        """Projects with their measures and agreements, then the acts: what has happened by today."""
        if self.today < ENTERED_ON or len(self.plans) < 2:
            return
        self._enter_projects()
        self._tie()
        self._agree()
        self._enter_acts()

    def _enter_projects(self) -> None:
        staff = ("national", "Кадры", "", date(2025, 1, 1), date(2030, 12, 31), None, "labour")
        rows = (
            ("old", ("national", "Образование", "", date(2019, 1, 1), date(2024, 12, 31), None, "education")),
            ("staff", staff),
            ("market", ("federal", "Образование для рынка труда", "", date(2025, 1, 1), date(2030, 12, 31), "staff",
                        "education")),
            ("region", ("regional", "Профессионалы Верхнеозёрья", "К1", date(2025, 3, 1), date(2030, 12, 31), "market",
                        "education")),
            ("metal", ("regional", "Металлообработка", "", date(2026, 9, 1), date(2027, 12, 31), "market", "industry")),
            ("programme", ("state_programme", "Развитие образования Верхнеозёрской области", "02", date(2024, 1, 1),
                           date(2028, 12, 31), None, "education")),
            ("park", ("municipal", "Профессиональный парк Синегорска", "", None, None, "programme", "sinegorsk")),
        )  # fmt: skip
        for key, (kind, title, code, begins_on, ends_on, parent, body) in rows:
            facts = ProjectFacts(
                kind, title, code=code, parent=self.projects.get(parent or ""), responsible=self.bodies[body],
                begins_on=begins_on, ends_on=ends_on,
            )  # fmt: skip
            self.projects[key] = add_project(territory=self.territory, facts=facts, **self._keeper(ENTERED_ON))

    def _tie(self) -> None:
        """Measures of the roadmap and of the centre's plan; one condition is awaited, one failed."""
        roadmap, centre = self.plans[0], self.plans[1]
        none = ConditionFacts()
        funding = ConditionFacts("funding", "при выделении средств областного бюджета")
        selection = ConditionFacts("selection", "при победе в отборе субъектов на субсидию")
        for plan, key, numbers, condition in (
            (roadmap, "region", "3.1, 3.3–3.5", none),
            (roadmap, "programme", "3.7, 4.1", funding),
            (centre, "market", "2, 9", none),
            (centre, "metal", "7, 10", selection),
        ):
            tie_measures(
                plan=plan, project=self.projects[key], numbers=numbers, condition=condition, **self._keeper(ENTERED_ON)
            )
        if self.today >= CONDITION_ON:
            ties = ProjectTie.objects.filter(project=self.projects["metal"], measure__plan=centre)
            record_outcome(
                ties=list(ties), outcome=ProjectTie.Outcome.FAILED, on=CONDITION_ON,
                ground="Протокол отбора от 16.10.2026 № 4", **self._keeper(CONDITION_ON),
            )  # fmt: skip

    def _agree(self) -> None:
        given = GivenDocument("soglashenie.txt", AGREEMENT_TEXT.encode())
        parties = "Правительство Верхнеозёрской области; федеральный заказчик проекта"
        common: dict[str, Any] = {
            "parties": parties,
            "filed_in": "Электронный бюджет",
            "unit": ProjectAgreement.Unit.THOUSANDS,
        }
        amounts = {2026: Decimal(48200), 2027: Decimal("51750.5")}
        project = self.projects["region"]
        first = add_agreement(
            project=project,
            facts=AgreementFacts("financial", "073-09-2026-014", date(2026, 1, 22), amounts=amounts, **common),
            given=given,
            **self._keeper(ENTERED_ON),
        )
        if self.today >= AMENDED_ON:
            facts = AgreementFacts(
                "supplement", "073-09-2026-014/1", date(2026, 6, 10), supplements=first,
                amounts={2027: Decimal(56300)}, **common,
            )  # fmt: skip
            add_agreement(project=project, facts=facts, given=GivenDocument(), **self._keeper(AMENDED_ON))

    def _enter_acts(self) -> None:
        order = self._act(
            Kind.ORDER, "Об организации дуального обучения в колледжах", "education", "118", date(2022, 12, 5), 7,
            renewal="один раз в два года",
        )  # fmt: skip
        new = self._act(
            Kind.PROCEDURE, "Порядок дуального обучения в колледжах области", "education", "41-п", date(2026, 2, 2), 7,
            renewal="один раз в два года",
        )  # fmt: skip
        end_legal_act(
            legal_act=order, ended_on=date(2026, 2, 2), ground="Приказ от 02.02.2026 № 41-п", replaced_by=new,
            version=order.version, **self._keeper(ENTERED_ON),
        )  # fmt: skip
        quotas = self._act(
            Kind.ORDER, "О порядке распределения контрольных цифр приёма", "education", "302", date(2024, 11, 11), 6,
            renewal="ежегодно до 1 ноября",
        )  # fmt: skip
        event: dict[str, Any] = {"kind": LegalActEvent.Kind.RENEWED, "document": "Приказ от 27.10.2025 № 288"}
        record_event(
            legal_act=quotas, on=date(2025, 10, 27), version=quotas.version, **event, **self._keeper(ENTERED_ON)
        )
        self._act(
            Kind.METHOD, "Методика прогноза потребности экономики в кадрах", "labour", "15", date(2025, 1, 20), 3,
            until=date(2026, 12, 31),
        )  # fmt: skip
        self._act(Kind.DIRECTIVE, "О рабочей группе по кадрам для промышленности", "government", "77-р",
                  date(2025, 12, 29), 2)  # fmt: skip
        self._act(Kind.STATUTE, "Положение о наставничестве на производстве", "industry", "", None, 8,
                  stage=Stage.AGREED)  # fmt: skip
        self._act(Kind.METHOD, "Методика аудита мастерских колледжей", "copp", "", None, 13, stage=Stage.DRAFTED)
        tie_acts(plan=self.plans[0], legal_act=new, numbers="3.3", **self._keeper(ENTERED_ON))
        for proposal in proposals_for(self.plans[0])[:2]:
            chosen = {one.pk for one in proposal.requirements}
            decide_proposal(
                plan=self.plans[0], key=proposal.key, chosen=chosen, is_confirmed=True, **self._keeper(ENTERED_ON)
            )

    def _act(
        self, kind: LegalAct.Kind, title: str, body: str, number: str, signed_on: date | None, provision: int, *,
        renewal: str = "", until: date | None = None, stage: str = "",
    ) -> LegalAct:  # fmt: skip
        facts = LegalActFacts(
            kind, title, issuer=str(self.bodies[body]) if signed_on else "", number=number, signed_on=signed_on,
            in_force_until=until, provision=provision, stage=stage or Stage.ADOPTED, responsible=self.bodies[body],
            renewal=renewal,
        )  # fmt: skip
        return add_legal_act(territory=self.territory, facts=facts, **self._keeper(ENTERED_ON))

    def _keeper(self, day: date) -> dict[str, Any]:
        return {"acting": acting_on(self.people["koordinator"], day), "today": day}
