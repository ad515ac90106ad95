"""Priorities of staffing in the demo region: a list adopted for the current year, the next one in discussion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kadrost.accounts.models import User
from kadrost.demo.priority_words import NEW_PRIORITY, PARTICIPANTS, PRIORITIES, Chosen, Indicator
from kadrost.region.domain.people import acting_on
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.priorities.lists import (
    AdoptionGround,
    ListFacts,
    adopt_list,
    begin_list,
    discuss_list,
    publish_list,
)
from kadrost.roadmaps.domain.priorities.measuring import IndicatorFacts, enter_actual, keep_indicator
from kadrost.roadmaps.domain.priorities.participants import ParticipantFacts, choose_participant, set_training
from kadrost.roadmaps.domain.priorities.tying import decide_priority_tie, proposals_for
from kadrost.roadmaps.domain.priorities.writing import PriorityWords, add_priority, change_priority, set_resource
from kadrost.roadmaps.models import Participant, PriorityIndicator, PriorityList, PriorityTie

CHOSEN_ON, ADOPTED_ON, TIED_ON, VALUED_ON = date(2025, 12, 3), date(2025, 12, 15), date(2026, 2, 2), date(2026, 3, 4)
NEXT_ON, DISCUSSED_ON = date(2026, 11, 5), date(2026, 11, 12)
HORIZON = 2030
TIES_OF_EACH = 3


@dataclass(frozen=True, slots=True)
class PriorityHistory:
    """Plays the region's choice of priorities up to `today`, by the functions that people's clicks call."""

    territory: Territory
    bodies: Mapping[str, Organisation]
    people: Mapping[str, User]
    today: date

    def play(self) -> None:
        """Participants, the list of 2026 with its adoption, ties and values; then the list of 2027 in discussion."""
        if self.today < ADOPTED_ON:
            return
        self._choose()
        self._adopt()
        if self.today >= TIED_ON:
            self._tie(self._list(2026))
        if self.today >= VALUED_ON:
            self._enter_values()
        if self.today >= DISCUSSED_ON:
            self._discuss_next()

    def _choose(self) -> None:
        for key, side, role, ground in PARTICIPANTS:
            choose_participant(
                territory=self.territory, organisation=self.bodies[key],
                facts=ParticipantFacts(side, role, ground, CHOSEN_ON), **self._keeper(CHOSEN_ON),
            )  # fmt: skip

    def _adopt(self) -> None:
        facts = ListFacts(
            HORIZON,
            "Обеспечить предприятия области рабочими кадрами в те сроки, в которые они вводят мощности",
            "Готовить по заявкам предприятий\nОбновить мастерские колледжей\nУдерживать выпускников в области",
        )
        made = begin_list(territory=self.territory, year=2026, facts=facts, take_over=False, **self._keeper(CHOSEN_ON))
        for chosen in PRIORITIES:
            self._write(made, chosen, CHOSEN_ON)
        self._turn(made, discuss_list, CHOSEN_ON)
        ground = AdoptionGround(
            PriorityList.Ground.DECISION, "Протокол заседания рабочей группы", "4", date(2025, 12, 12)
        )
        self._turn(made, adopt_list, ADOPTED_ON, ground=ground)
        self._turn(made, publish_list, ADOPTED_ON, is_published=True)

    def _write(self, priorities: PriorityList, chosen: Chosen, day: date) -> None:
        keeper = self._keeper(day)
        responsible = self.bodies[chosen.responsible]
        made = add_priority(
            priorities=priorities, words=PriorityWords(**chosen.words), responsible=responsible, **keeper
        )
        first = priorities.year
        for source, amounts in chosen.money.items():
            by_year = {first + place: Decimal(amount) for place, amount in enumerate(amounts)}
            set_resource(priority=made, resource=None, source=source, unit="millions", amounts=by_year, **keeper)
        for indicator in chosen.indicators:
            keep_indicator(priority=made, indicator=None, facts=_facts(indicator, first), version=None, **keeper)
        trains = {
            one.pk: chosen.training[key]
            for one in Participant.objects.filter(territory=self.territory).select_related("organisation")
            for key in chosen.training
            if self.bodies[key].pk == one.organisation_id
        }
        if trains:
            set_training(priority=made, professions=trains, **keeper)

    def _tie(self, priorities: PriorityList) -> None:
        keeper = self._keeper(TIED_ON)
        for priority in priorities.priorities.select_related("list__territory"):
            for one in proposals_for(priority, keeper["acting"], day=TIED_ON)[:TIES_OF_EACH]:
                decide_priority_tie(priority=priority, measure=one.measure, state=PriorityTie.State.CONFIRMED, **keeper)

    def _enter_values(self) -> None:
        """The bodies wrote what was reached in 2025, all but the last indicator's."""
        for place, indicator in enumerate(self._indicators(2026)[:-1]):
            enter_actual(
                indicator=indicator, year=2025, value=(indicator.base_value or Decimal(0)) + place + 1,
                source="Форма СПО-1, сводная по области", as_of=date(2026, 3, 1), **self._keeper(VALUED_ON),
            )  # fmt: skip

    def _discuss_next(self) -> None:
        """The next year's list: taken over, one priority reworded, a new one that nobody trains for yet."""
        made = begin_list(
            territory=self.territory, year=2027, facts=ListFacts(HORIZON), take_over=True, **self._keeper(NEXT_ON)
        )
        first = made.priorities.select_related("list__territory", "responsible").first()
        if first is not None:
            words = dict(PRIORITIES[0].words)
            changed = PriorityWords(**{**words, "goal": f"{words['goal']}, включая вторую смену"})
            change_priority(
                priority=first, words=changed, responsible=first.responsible, version=first.version,
                **self._keeper(NEXT_ON),
            )  # fmt: skip
        self._write(made, NEW_PRIORITY, NEXT_ON)
        self._turn(made, discuss_list, DISCUSSED_ON)

    def _indicators(self, year: int) -> list[PriorityIndicator]:
        found = PriorityIndicator.objects.filter(priority__list__year=year).select_related(
            "priority__list__territory", "priority__responsible"
        )
        return list(found.order_by("pk"))

    def _list(self, year: int) -> PriorityList:
        return PriorityList.objects.select_related("territory").get(territory=self.territory, year=year)

    def _turn(self, priorities: PriorityList, step: Any, day: date, **further: Any) -> None:
        priorities.refresh_from_db()
        step(priorities=priorities, version=priorities.version, **further, **self._keeper(day))

    def _keeper(self, day: date) -> dict[str, Any]:
        return {"acting": acting_on(self.people["koordinator"], day), "today": day}


def _facts(indicator: Indicator, first: int) -> IndicatorFacts:
    return IndicatorFacts(
        title=indicator.title, unit=indicator.unit, better=indicator.better, base_year=2024,
        base_value=Decimal(indicator.base), base_source="Отчёт Минобразования за 2024 год", responsible=None,
        planned={first + place: Decimal(value) for place, value in enumerate(indicator.planned)},
    )  # fmt: skip
