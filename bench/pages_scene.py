"""What `bench/pages.py` adds to the board's region: the work of councils, a gathering, an edition, ties, the journal.

Twenty councils of fifteen members meet monthly for two years and half a year ahead: 600 meetings of six questions with
three decisions each; the protocols of ten of them are plans on control whose answers they hear. Run by `bench/pages.py`
with the settings of the database to fill; a database that is filled already is left as it is.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

import django

django.setup()

from bench.board_data import DEEDS, LOGIN, THINGS, WHERE, build, gather_statistics  # noqa: E402
from bench.standard import tie  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from kadrost.accounts.models import User  # noqa: E402
from kadrost.accounts.roles import Role  # noqa: E402
from kadrost.audit.journal import Actor, Deed, record_all  # noqa: E402
from kadrost.council.models import (  # noqa: E402
    AgendaItem,
    Answer,
    Attendance,
    Body,
    Decision,
    DecisionExecutor,
    Meeting,
    MeetingDuty,
    Membership,
    ProtocolPlan,
    Vote,
)
from kadrost.region.domain.people import SYSTEM  # noqa: E402
from kadrost.region.models import Appointment, Organisation, Territory  # noqa: E402
from kadrost.roadmaps.domain.editions.beginning import begin_inside  # noqa: E402
from kadrost.roadmaps.models import (  # noqa: E402
    Act,
    Campaign,
    CampaignAnswer,
    CampaignPlan,
    Checkpoint,
    EditionDraft,
    Measure,
    Plan,
    Ruling,
)

BODIES, MEMBERS, PAST, AHEAD, QUESTIONS, DECISIONS = 20, 15, 24, 6, 6, 3
ENTRIES, PER_TRANSACTION, OF_ONE_PLAN = 50_000, 1_000, 25
SECRETARY, MEMBER, ADMINISTRATOR = "bench-secretary", "bench-member", "bench-administrator"
State = Meeting.State


def main(seed: int = 2026) -> None:
    """Build the board's region and add to it what is lacking."""
    build(seed)
    tie(seed)
    if not Body.objects.exists():
        chance, today = random.Random(seed), timezone.localdate()
        with transaction.atomic():
            people = add_people()
            add_councils(people, today, chance)
            add_rulings(people[SECRETARY], today)
            add_campaign(people[SECRETARY], today)
            add_edition(today, chance)
        add_journal(today, chance)
    gather_statistics()


def add_people() -> dict[str, User]:
    """The secretary of all councils, a member of all of them, and an administrator of the region."""
    found = {}
    for login, role in ((SECRETARY, Role.COUNCIL_SECRETARY), (MEMBER, None), (ADMINISTRATOR, Role.ADMINISTRATOR)):
        person = User.objects.create_user(login, "измерение-страниц-26", surname="Секретарева", given_name="Вера")
        found[login] = person
        if role == Role.ADMINISTRATOR:
            Appointment.objects.create(person=person, role=role, organisation=Organisation.objects.order_by("pk")[0])
    return found


def add_councils(people: dict[str, User], today: date, chance: random.Random) -> None:
    """Bodies, members, meetings, and ten protocols on control."""
    bodies = list(Organisation.objects.filter(kind="authority").order_by("pk")[:200])
    territory = Territory.objects.get(pk=bodies[0].territory_id)
    protocols = list(Plan.objects.order_by("-pk")[: BODIES // 2])
    for number in range(1, BODIES + 1):
        organisation = Organisation.objects.create(
            name=f"Координационный совет № {number} Энской области", kind="council", territory=territory
        )
        body = Body.objects.create(
            organisation=organisation, kind=Body.Kind.COORDINATION, genitive=f"Координационного совета № {number}"
        )
        Appointment.objects.create(person=people[SECRETARY], role=Role.COUNCIL_SECRETARY, organisation=organisation)
        if number <= 3:
            Appointment.objects.create(person=people[MEMBER], role=Role.COUNCIL_MEMBER, organisation=organisation)
        members = add_members(body, bodies, people[MEMBER] if number <= 3 else None)
        add_meetings(body, members, bodies, today, chance)
        if number <= len(protocols):
            add_protocol(body, protocols[number - 1])


def add_members(body: Body, bodies: list[Organisation], person: User | None) -> list[Membership]:
    """A chair, a deputy, a secretary and others; the first of them may sign in."""
    parts = [Membership.Part.CHAIR, Membership.Part.DEPUTY, Membership.Part.SECRETARY]
    return Membership.objects.bulk_create(
        Membership(
            body=body, person=person if not place else None, name=f"Членова {chr(1040 + place)}. А.", position=place,
            post="заместитель руководителя департамента", represents=bodies[place], valid_from=date(2024, 1, 1),
            part=parts[place] if place < len(parts) else Membership.Part.MEMBER,
        )
        for place in range(MEMBERS)
    )  # fmt: skip


def add_meetings(
    body: Body, members: list[Membership], bodies: list[Organisation], today: date, chance: random.Random
) -> None:
    """A meeting a month: those of the past signed but for the last, those ahead planned, with their agendas."""
    for place in range(-PAST, AHEAD):
        day = today + timedelta(days=30 * place + 9)
        state = State.PLANNED if day >= today else State.HELD if day >= today - timedelta(days=30) else State.SIGNED
        meeting = Meeting.objects.create(
            body=body, year=day.year, sequence=PAST + place + 1, held_on=day, place="зал 312", state=state,
            chairing=members[0], signed_on=day + timedelta(days=3) if state == State.SIGNED else None,
            form=Meeting.Form.MIXED, approver_name="Членова А. А.", secretary_name="Членова В. А.",
        )  # fmt: skip
        items = AgendaItem.objects.bulk_create(
            AgendaItem(
                meeting=meeting, position=number + 1, title=f"О ходе работ: {words(chance)}", speaker="Докладова О. П.",
                discussion="Членова Б. А. предложила поддержать." if state != State.PLANNED else "",
            )
            for number in range(QUESTIONS)
        )  # fmt: skip
        if state == State.PLANNED:
            continue
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, membership=one, name=one.name, post=one.post) for one in members
        )
        decided = Decision.objects.bulk_create(
            Decision(item=item, position=number, text=f"Представить доклад: {words(chance)}", due_text="до 20 декабря")
            for item in items
            for number in range(DECISIONS)
        )
        DecisionExecutor.objects.bulk_create(
            DecisionExecutor(decision=one, position=number, printed_name=two.name, organisation=two)
            for one in decided
            for number, two in enumerate(chance.sample(bodies, 2))
        )
        if state == State.HELD:
            add_votes(items, members)


def add_votes(items: list[AgendaItem], members: list[Membership]) -> None:
    """The votes by name of all but the first member."""
    caster = User.objects.get(login=SECRETARY)
    Vote.objects.bulk_create(
        Vote(item=item, membership=one, choice=Vote.Choice.FOR, cast_by=caster, cast_on=item.meeting.held_on)
        for item in items
        for one in members[1:]
    )


def add_protocol(body: Body, plan: Plan) -> None:
    """One of the plans becomes a protocol of the body: it answers some measures at meetings, one asks it to meet."""
    Act.objects.filter(pk=plan.act_id).update(kind=Act.Kind.PROTOCOL)
    Plan.objects.filter(pk=plan.pk).update(kind=Act.Kind.PROTOCOL)
    ProtocolPlan.objects.create(body=body, plan=plan)
    measures = list(plan.measures.order_by("position")[:13])
    Answer.objects.bulk_create(Answer(measure=one, body=body) for one in measures[1:])
    MeetingDuty.objects.create(body=body, measure=measures[0])
    plan.measures.filter(position__gte=90).update(is_continuous=True)


def add_rulings(person: User, today: date) -> None:
    """Three terms moved in each plan."""
    Ruling.objects.bulk_create(
        Ruling(
            checkpoint=one, kind=Ruling.Kind.EXTEND, ground="по письму исполнителя", document="письмо № 5",
            due_before=one.due_on - timedelta(days=20), due_after=one.due_on, author=person, author_name=str(person),
            ruled_on=today - timedelta(days=number),
        )
        for plan in Plan.objects.order_by("pk")
        for number, one in enumerate(Checkpoint.objects.filter(plan=plan, state="awaiting").order_by("-due_on")[:3])
    )  # fmt: skip


def add_campaign(person: User, today: date) -> None:
    """The open gathering of a year over ten plans; every third body has answered."""
    campaign = Campaign.objects.create(
        year=2025, coordinator=Organisation.objects.order_by("pk")[0], opened_on=today - timedelta(days=20),
        due_on=today + timedelta(days=20),
    )  # fmt: skip
    CampaignPlan.objects.bulk_create(
        CampaignPlan(campaign=campaign, plan=plan, year=2025) for plan in Plan.objects.order_by("pk")[:10]
    )
    CampaignAnswer.objects.bulk_create(
        CampaignAnswer(
            campaign=campaign, organisation=one, author=person, author_name=str(person), answered_on=today
        )
        for one in Organisation.objects.filter(kind="authority").order_by("pk")[::3]
    )  # fmt: skip


def add_edition(today: date, chance: random.Random) -> None:
    """The next edition of the second plan: every fourth measure reworded, every tenth gone, ten added."""
    draft = begin_inside(plan=Plan.objects.order_by("pk")[1], acting=SYSTEM, today=today)
    rows = list(draft.rows.order_by("position"))
    for place, row in enumerate(rows):
        if place % 10 == 9:
            row.item = None
        elif place % 4 == 1 and row.item:
            row.item["title"] = f"{row.item['title']} и {words(chance)}"
    draft.rows.bulk_update(rows, ["item"])
    added = [row for row in rows if row.item][:10]
    for place, row in enumerate(added):
        row.pk, row.measure, row.position = None, None, len(rows) + place
    draft.rows.bulk_create(added)


def add_journal(today: date, chance: random.Random) -> None:
    """Entries about plans, measures and organisations, every twenty-fifth of them about the first plan."""
    plans, bodies = list(Plan.objects.order_by("pk")), list(Organisation.objects.order_by("pk")[:300])
    measures = list(Measure.objects.select_related("plan").order_by("pk")[:4000])
    for start in range(0, ENTRIES, PER_TRANSACTION):
        deeds = []
        for number in range(PER_TRANSACTION):
            subject = chance.choice([*measures[:40], chance.choice(measures), chance.choice(bodies)])
            deeds.append(
                Deed(
                    "change", plans[0] if number % OF_ONE_PLAN == 0 else subject,
                    before={"due_on": date(2027, 3, 1)}, after={"due_on": date(2027, 4, 1 + number % 28)},
                    ground=f"письмо № {number}",
                )
            )  # fmt: skip
        actor = Actor(key="1", name=f"Испытова{start // PER_TRANSACTION} А. П.", role="Контролёр", body_key="1",
                      body_name="Департамент")  # fmt: skip
        with transaction.atomic():
            record_all(actor=actor, on=today - timedelta(days=50 - start // PER_TRANSACTION), deeds=deeds)


def words(chance: random.Random) -> str:
    """A few words of the field."""
    return " ".join(chance.choice(part.split(",")) for part in (DEEDS, THINGS, WHERE)).lower()


def addresses() -> dict[str, tuple[str, str]]:
    """The pages measured: title → who looks (empty: nobody) and the address."""
    plans = list(Plan.objects.order_by("pk").values_list("pk", flat=True)[:3])
    first, second, third = plans
    body = Body.objects.order_by("pk")[0]
    measure = Measure.objects.filter(plan=first).order_by("pk")[1]
    by_state = {
        state: body.meetings.filter(state=state).order_by("held_on")[0].pk
        for state in (State.PLANNED, State.HELD, State.SIGNED)
    }
    draft = EditionDraft.objects.get(state="open").pk
    campaign = Campaign.objects.get().pk
    answering = Organisation.objects.filter(kind="authority").order_by("pk")[25].pk
    council, comparison = "/council", "/standard/comparison"
    return {
        "My work, coordinator": (LOGIN, "/"),
        "My work, executor": ("bench-25", "/"),
        "My work, secretary": (SECRETARY, "/"),
        "My work, member of councils": (MEMBER, "/"),
        "My work, administrator": (ADMINISTRATOR, "/"),
        "front page, public": ("", "/"),
        "board": (LOGIN, "/control/"),
        "board, one executor": (LOGIN, f"/control/?executor={answering}"),
        "board, search": (LOGIN, "/control/?q=%D0%BC%D0%BE%D0%BD%D0%B8%D1%82%D0%BE%D1%80%D0%B8%D0%BD%D0%B3"),
        "list of plans": (LOGIN, "/plans/"),
        "plan": (LOGIN, f"/plans/{first}/"),
        "plan, timeline": (LOGIN, f"/plans/{first}/timeline/"),
        "measure": (LOGIN, f"/measures/{measure.pk}/"),
        "yearly account of a plan": (LOGIN, f"/plans/{first}/account/2026/"),
        "coverage, all plans": (LOGIN, "/standard/"),
        "coverage, one plan": (LOGIN, f"/standard/?plan={first}"),
        "provision": (LOGIN, "/standard/7/"),
        "ties of a plan": (LOGIN, f"/standard/plans/{first}/"),
        "comparison, two plans": (LOGIN, f"{comparison}/?plan={first}&plan={second}"),
        "comparison, three plans": (LOGIN, f"{comparison}/?plan={first}&plan={second}&plan={third}"),
        "a measure and its pairs": (LOGIN, f"{comparison}/{measure.pk}/{second}/"),
        "councils": (SECRETARY, f"{council}/"),
        "council": (SECRETARY, f"{council}/{body.pk}/"),
        "meeting, planned (agenda)": (SECRETARY, f"{council}/meetings/{by_state[State.PLANNED]}/"),
        "meeting, held": (SECRETARY, f"{council}/meetings/{by_state[State.HELD]}/"),
        "meeting, signed": (SECRETARY, f"{council}/meetings/{by_state[State.SIGNED]}/"),
        "course of a meeting": (SECRETARY, f"{council}/meetings/{by_state[State.HELD]}/course/"),
        "attendance": (SECRETARY, f"{council}/meetings/{by_state[State.HELD]}/attendance/"),
        "protocol": (SECRETARY, f"{council}/meetings/{by_state[State.SIGNED]}/protocol/"),
        "approvals": (SECRETARY, f"{council}/approvals/"),
        "editions of a plan": (LOGIN, f"/plans/{second}/editions/"),
        "edition, difference": (LOGIN, f"/editions/{draft}/"),
        "campaigns": (LOGIN, "/campaigns/"),
        "campaign": (LOGIN, f"/campaigns/{campaign}/"),
        "journal": (ADMINISTRATOR, "/journal/"),
        "journal, history of a plan": (ADMINISTRATOR, f"/journal/roadmaps.plan/{first}/"),
        "organisations": (LOGIN, "/organisations/"),
        "organisation": (LOGIN, f"/organisations/{answering}/"),
        "people": (ADMINISTRATOR, "/people/"),
    }


if __name__ == "__main__":
    main()
