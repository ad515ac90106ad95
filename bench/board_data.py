"""A region of 100,800 checkpoints for the board's benchmark: 40 plans × 60 measures × 42 occurrences, seeded.

`BENCH_SCALE=large` makes 50 plans, 5,100 measures, 204,000 checkpoints, 300 organisations and 2,000 people.

Run by `bench/board.py` in a process of its own, with the settings of the database to fill. The states and the days
are those of a region in its third year: most of the past accepted, a twentieth silent, late or returned.
"""

from __future__ import annotations

import json
import os
import random
import sys
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from kadrost.accounts.models import User  # noqa: E402
from kadrost.accounts.roles import Role  # noqa: E402
from kadrost.region.models import Appointment, Organisation, OrganisationGroup, Territory  # noqa: E402
from kadrost.roadmaps.domain.measures import search_text_of  # noqa: E402
from kadrost.roadmaps.models import (  # noqa: E402
    Act,
    Checkpoint,
    CheckpointState,
    Duty,
    Measure,
    Plan,
    Report,
    Section,
)

SECTIONS = 6
SCALES = {"usual": (40, 60, 42, 180, 0), "large": (50, 102, 40, 300, 2000)}
PLANS, MEASURES, OCCURRENCES, ORGANISATIONS, PEOPLE = SCALES[os.environ.get("BENCH_SCALE", "usual")]
LOGIN, PASSWORD = "bench", "измерение-доски-26"
State = Checkpoint.State
THINGS = "мастерских,программ,площадок,наставников,практик,стажировок,заявок,договоров,преподавателей,лабораторий"
DEEDS = "Обновление,Проведение,Согласование,Утверждение,Мониторинг,Открытие,Подготовка,Разработка,Заключение,Сбор"
WHERE = "в колледжах,на предприятиях,в муниципалитетах,в отраслях,в центрах,в университетах,в кластерах,в школах"
PAST = ((State.ACCEPTED, 1, 88), (State.REMOVED, 0, 3), (State.AWAITING, 0, 3), (State.AWAITING, 1, 1),
        (State.RETURNED, 1, 2), (State.REPORTED, 1, 3))  # fmt: skip


def build(seed: int = 2026) -> None:
    """Migrate the database that the settings name and fill it; an already filled one is left as it is."""
    call_command("migrate", verbosity=0)
    if User.objects.filter(login=LOGIN).exists():
        gather_statistics()  # a migration may have made a table anew
        return
    chance = random.Random(seed)
    with transaction.atomic():
        territory = Territory.objects.create(name="Энская область", genitive="Энской области")
        organisations = add_organisations(territory)
        for number in range(1, PLANS + 1):
            add_plan(number, territory, organisations, chance)
        person = User.objects.create_user(LOGIN, PASSWORD, surname="Замерова", given_name="Вера")
        Appointment.objects.create(person=person, role=Role.COORDINATOR, organisation=organisations[0])
        add_people(organisations)
        add_reports(person, organisations[0])
    gather_statistics()


def gather_statistics() -> None:
    """Let the database know what it holds, as its own housekeeping does in time."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def add_people(bodies: list[Organisation]) -> None:
    """Executors of all bodies in turn; none of them ever signs in."""
    people = User.objects.bulk_create(
        User(login=f"bench-{number}", password="!", surname="Исполнителева", given_name=f"Вера {number}")
        for number in range(PEOPLE)
    )
    Appointment.objects.bulk_create(
        Appointment(person=one, role=Role.EXECUTOR, organisation=bodies[place % len(bodies)])
        for place, one in enumerate(people)
    )


def add_organisations(territory: Territory) -> list[Organisation]:
    """The region's bodies and one group of twelve of them."""
    bodies = Organisation.objects.bulk_create(
        Organisation(name=f"Департамент ремёсел № {number} Энской области", kind="authority", territory=territory)
        for number in range(1, ORGANISATIONS + 1)
    )
    group = OrganisationGroup.objects.create(name="Отраслевые ведомства", territory=territory)
    group.members.set(bodies[20:32])
    return bodies


def add_plan(number: int, territory: Territory, bodies: list[Organisation], chance: random.Random) -> None:
    """One plan with its sections, measures, executors and checkpoints."""
    act = Act.objects.create(
        kind=Act.Kind.ROADMAP, act_type="Распоряжение", number=f"{number}-р", signed_on=date(2024, 12, 20),
        territory=territory, file="acts/plan.pdf", file_name="план.pdf", text="",
        sha256=sha256(str(number).encode()).hexdigest(),
    )  # fmt: skip
    plan = Plan.objects.create(
        act=act, kind=act.kind, title=f"План мероприятий по кадровому обеспечению отрасли № {number}",
        short_title=f"План отрасли № {number}", territory=territory, coordinator=bodies[0],
        horizon=date(2029, 12, 31), under_control_since=date(2025, 1, 10), is_public=number % 4 != 0,
    )  # fmt: skip
    sections = Section.objects.bulk_create(
        Section(plan=plan, position=place, number=str(place), title=f"Направление {place}")
        for place in range(1, SECTIONS + 1)
    )
    measures = Measure.objects.bulk_create(measure(plan, sections, place, chance) for place in range(MEASURES))
    duties = [duty for one in measures for duty in duties_of(one, bodies, chance)]
    Duty.objects.bulk_create(duties, batch_size=2000)
    for one in measures:
        one.search_text = search_text_of(one, [duty.printed_name for duty in duties if duty.measure_id == one.pk])
    Measure.objects.bulk_update(measures, ["search_text"], batch_size=200)
    add_checkpoints(measures, chance)


def measure(plan: Plan, sections: list[Section], place: int, chance: random.Random) -> Measure:
    """A measure of two lines of words."""
    section = sections[place * SECTIONS // MEASURES]
    words = (chance.choice(part.split(",")) for part in (DEEDS, THINGS, WHERE))
    return Measure(
        plan=plan, section=section, position=place, number=f"{section.number}.{place % (MEASURES // SECTIONS) + 1}",
        title=f"{' '.join(words)} Энской области по плану отрасли, включая сбор предложений исполнителей",
        expected_result="Утверждён перечень, проведены мероприятия, представлен доклад координатору плана",
    )  # fmt: skip


def duties_of(one: Measure, bodies: list[Organisation], chance: random.Random) -> list[Duty]:
    """A lead and up to three others."""
    chosen = chance.sample(bodies, chance.randint(1, 4))
    return [
        Duty(
            measure=one, position=place, printed_name=body.name, organisation=body,
            part=Duty.Part.CO if place else Duty.Part.LEAD,
        )
        for place, body in enumerate(chosen)
    ]  # fmt: skip


def add_checkpoints(measures: list[Measure], chance: random.Random) -> None:
    """Occurrences by months, quarters or ten days, with their states as of today and the rows of the past."""
    today = timezone.localdate()
    rows = []
    for one in measures:
        step = chance.choice((30, 30, 45, 61))
        first = date(2025, 1, 31) + timedelta(days=chance.randint(0, 59))
        rows += [
            checkpoint(one, first + timedelta(days=step * place), step, today, chance) for place in range(OCCURRENCES)
        ]
    created = Checkpoint.objects.bulk_create(rows, batch_size=2000)
    CheckpointState.objects.bulk_create((row for one in created for row in states_of(one)), batch_size=5000)


def checkpoint(one: Measure, due: date, step: int, today: date, chance: random.Random) -> Checkpoint:
    """One occurrence; one in twenty was extended."""
    state, reports = State.AWAITING, 0
    if due < today:
        state, reports = chance.choices([row[:2] for row in PAST], [row[2] for row in PAST])[0]
    return Checkpoint(
        measure=one, plan=one.plan, section=one.section, occurs_from=due - timedelta(days=step - 1), occurs_until=due,
        opens_on=due - timedelta(days=step - 1), due_on=due, state=state, reports_count=reports,
        first_due_on=due - timedelta(days=20) if chance.random() < 0.05 else due,
        accepted_evidence_count=int(state == State.ACCEPTED and chance.random() < 0.8),
    )  # fmt: skip


def states_of(one: Checkpoint) -> list[CheckpointState]:
    """How the checkpoint came to its state: awaiting, then a report, then the ruling."""
    steps: list[tuple[date, str, int]] = [(one.opens_on, State.AWAITING, 0)]
    if one.reports_count:
        steps.append((one.due_on - timedelta(days=3), State.REPORTED, 1))
    if one.state not in (State.AWAITING, State.REPORTED):
        steps.append((one.due_on, one.state, one.reports_count))
    return [
        CheckpointState(checkpoint=one, on=on, state=state, due_on=one.due_on, reports_count=reports)
        for on, state, reports in steps
    ]


def add_reports(person: User, body: Organisation) -> None:
    """A report for each checkpoint that counts one."""
    rows: Any = Checkpoint.objects.filter(reports_count__gt=0).values_list("pk", "due_on")
    Report.objects.bulk_create(
        (
            Report(
                checkpoint_id=pk, organisation=body, author=person, author_name=str(person), words="Выполнено.",
                claim=Report.Claim.DONE if pk % 9 else Report.Claim.PARTLY, reported_on=due,
            )
            for pk, due in rows.iterator(chunk_size=5000)
        ),
        batch_size=5000,
    )  # fmt: skip


def queries_of(paths: list[str]) -> list[int]:
    """How many queries each page asks, signed in as the coordinator, or by nobody where the path says `public:`."""
    from django.conf import settings
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["testserver"]
    coordinator = Client()
    coordinator.force_login(User.objects.get(login=LOGIN))
    counts = []
    for path in paths:
        client = Client() if path.startswith("public:") else coordinator
        with CaptureQueriesContext(connection) as asked:
            client.get(path.removeprefix("public:"))
        counts.append(len(asked))
    return counts


if __name__ == "__main__":
    if sys.argv[1:2] == ["--queries"]:
        print(json.dumps(queries_of(sys.argv[2:])))
    else:
        build()
