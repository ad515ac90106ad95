"""A year of control played through the same domain functions that people's clicks call, day by day in order.

Each measure's executor has a temper that a seed fixes: most report in time, some late, some only in words, a few not
at all; the controller accepts, returns, extends. Nothing here writes a row by itself.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from kadrost.demo.words import REASONS_OF_RETURN, report_words
from kadrost.region.domain.people import Acting, acting_on
from kadrost.region.models import Appointment
from kadrost.roadmaps.domain.control import (
    ReportDraft,
    accept_checkpoint,
    extend_checkpoint,
    return_checkpoint,
    submit_report,
)
from kadrost.roadmaps.domain.evidence import EvidenceDraft
from kadrost.roadmaps.models import Checkpoint, Report
from kadrost.roadmaps.permissions import may_rule, reporting_organisation_ids
from kadrost.ui.papers.content import PaperContent
from kadrost.ui.papers.word import lay_out_docx

SEED = 20260101
TEMPERS = ("prompt", "prompt", "prompt", "prompt", "late", "late", "returned", "words", "extended", "silent")


@dataclass(order=True)
class Step:
    """One act of the play: on which day it happens; ties keep the order of making."""

    day: date
    order: int
    play: Callable[[date], Iterator[Step]] = field(compare=False)


class History:
    """Plays the control of all checkpoints up to `today`."""

    def __init__(self, *, today: date) -> None:
        self.today = today
        self.random = random.Random(SEED)  # noqa: S311 a repeatable play, no secret
        self.made = 0
        self.documents = 0
        self.people = self._people()
        self.boasted: Checkpoint | None = None

    def play(self) -> None:
        """Play everything that has happened by `today`."""
        steps: list[Step] = []
        past = self._past_checkpoints()
        self.boasted = self._newest_with_figures(past)
        for checkpoint in past:
            for step in self._opening(checkpoint):
                heapq.heappush(steps, step)
        while steps and steps[0].day <= self.today:
            step = heapq.heappop(steps)
            for following in step.play(step.day):
                heapq.heappush(steps, following)

    def _past_checkpoints(self) -> list[Checkpoint]:
        soon = self.today + timedelta(days=20)
        return list(
            Checkpoint.objects.filter(due_on__lte=soon, opens_on__lte=self.today)
            .select_related("plan", "measure")
            .prefetch_related("measure__duties", "measure__requirements", "measure__targets")
            .order_by("due_on", "id")
        )

    def _newest_with_figures(self, past: list[Checkpoint]) -> Checkpoint | None:
        """The last term passed that asks for a figure: its claim falls short of it and still waits for a ruling."""
        return next(
            (
                checkpoint
                for checkpoint in reversed(past)
                if checkpoint.due_on < self.today
                and self._executor(checkpoint)
                and any(target.value and target.operator == ">=" for target in checkpoint.measure.targets.all())
            ),
            None,
        )

    def _people(self) -> list[Acting]:
        users = {appointment.person for appointment in Appointment.objects.select_related("person").order_by("id")}
        return [acting_on(user, self.today) for user in sorted(users, key=lambda user: user.pk)]

    def _opening(self, checkpoint: Checkpoint) -> Iterator[Step]:
        """The first act of a checkpoint by its executor's temper; none for whoever keeps silent."""
        temper = self.random.choice(TEMPERS)
        if checkpoint == self.boasted:
            temper = "boastful"
        days = (checkpoint.due_on - checkpoint.opens_on).days
        early = checkpoint.due_on - timedelta(days=self.random.randint(0, max(0, min(9, days))))
        late = checkpoint.due_on + timedelta(days=self.random.randint(3, 24))
        if self._executor(checkpoint) is None or temper == "silent":
            return
        if temper == "extended" and days > 20:
            yield self._step(checkpoint.due_on - timedelta(days=6), lambda day: self._extend(checkpoint, day))
            return
        yield self._step(late if temper == "late" else early, lambda day: self._report(checkpoint, day, temper))

    def _report(self, checkpoint: Checkpoint, day: date, temper: str) -> Iterator[Step]:
        executor = self._executor(checkpoint)
        if executor is None:
            return
        fresh = self._fresh(checkpoint)
        is_partly = temper == "late" and self.random.random() < 0.45
        submit_report(
            checkpoint=fresh,
            acting=executor,
            draft=ReportDraft(
                claim=Report.Claim.PARTLY if is_partly else Report.Claim.DONE,
                words=report_words(checkpoint.measure, is_partly=is_partly, chance=self.random),
                figures=self._figures(checkpoint, short=is_partly or temper in ("returned", "boastful")),
                evidence=() if temper in ("words", "returned") else self._documents(checkpoint, day),
            ),
            version=fresh.version,
            today=day,
        )
        if not is_partly:
            yield self._step(
                day + timedelta(days=self.random.randint(2, 9)), lambda then: self._rule(checkpoint, then, temper)
            )
        elif self.random.random() < 0.4:
            again = day + timedelta(days=self.random.randint(10, 40))
            yield self._step(again, lambda then: self._report(checkpoint, then, "prompt"))

    def _rule(self, checkpoint: Checkpoint, day: date, temper: str) -> Iterator[Step]:
        controller = self._controller(checkpoint)
        if controller is None or temper == "boastful" or (temper == "words" and self.random.random() < 0.6):
            return
        fresh = self._fresh(checkpoint)
        if temper == "returned":
            return_checkpoint(
                checkpoint=fresh, acting=controller, version=fresh.version, today=day,
                ground=self.random.choice(REASONS_OF_RETURN),
            )  # fmt: skip
            if self.random.random() < 0.7:
                again = day + timedelta(days=self.random.randint(4, 15))
                yield self._step(again, lambda then: self._report(checkpoint, then, "prompt"))
            return
        accept_checkpoint(
            checkpoint=fresh, acting=controller, version=fresh.version, today=day,
            ground="Результат подтверждён при выезде, документ будет приложен к годовой информации."
            if temper == "words" else "",
        )  # fmt: skip

    def _extend(self, checkpoint: Checkpoint, day: date) -> Iterator[Step]:
        controller = self._controller(checkpoint)
        if controller is None:
            return
        fresh = self._fresh(checkpoint)
        moved = checkpoint.due_on + timedelta(days=self.random.choice((14, 21, 30)))
        extend_checkpoint(
            checkpoint=fresh, acting=controller, version=fresh.version, today=day, due_on=moved,
            ground="Исполнитель обратился до срока: поставка оборудования и согласования идут дольше.",
            document=f"Письмо исполнителя от {day - timedelta(days=3):%d.%m.%Y} № {self.random.randint(100, 990)}",
        )  # fmt: skip
        if self.random.random() < 0.75:
            yield self._step(moved - timedelta(days=2), lambda then: self._report(checkpoint, then, "prompt"))

    def _figures(self, checkpoint: Checkpoint, *, short: bool) -> dict[int, Decimal]:
        low, high = (0.55, 0.9) if short else (0.98, 1.3)
        figures = {}
        for target in checkpoint.measure.targets.all():
            if target.value:
                reached = Decimal(max(1, round(float(target.value) * self.random.uniform(low, high))))
                figures[target.pk] = target.value if not short and target.contradiction(reached) else reached
        return figures

    def _documents(self, checkpoint: Checkpoint, day: date) -> list[EvidenceDraft]:
        drafts = []
        for requirement in checkpoint.measure.requirements.all():
            self.documents += 1
            number = f"{self.documents:03}-к"
            dated_on = day - timedelta(days=self.random.randint(0, 5))
            text = f"{requirement.text} (мероприятие {checkpoint.measure.number}, учебный пример)"
            content = lay_out_docx(PaperContent(title=text, subtitle=(f"№ {number} от {dated_on:%d.%m.%Y}",)))
            drafts.append(
                EvidenceDraft(
                    kind=requirement.text.split()[0].strip(",;"), title=requirement.text, number=number,
                    dated_on=dated_on, signer="Руководитель исполнителя", file_name=f"dokument-{number}.docx",
                    content=content, requirement_id=requirement.pk,
                )
            )  # fmt: skip
        return drafts

    def _executor(self, checkpoint: Checkpoint) -> Acting | None:
        return next((person for person in self.people if reporting_organisation_ids(person, checkpoint)), None)

    def _controller(self, checkpoint: Checkpoint) -> Acting | None:
        return next((person for person in self.people if may_rule(person, checkpoint)), None)

    def _fresh(self, checkpoint: Checkpoint) -> Checkpoint:
        return Checkpoint.objects.select_related("plan", "measure").get(pk=checkpoint.pk)

    def _step(self, day: date, play: Callable[[date], Iterator[Step]]) -> Step:
        self.made += 1
        return Step(day, self.made, play)
