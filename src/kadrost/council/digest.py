"""What councils say in a person's digest: meetings ahead, what waits for a vote, a signature or an approval.

A line's key names the day and the stage, so that it is news when a meeting is set, moved, called off or near.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db.models import Count
from django.urls import reverse

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.council.domain.answers import answer_title
from kadrost.council.domain.expert_sessions.reading import session_work
from kadrost.council.domain.queries import MemberWork, SecretaryWork, member_work, secretary_work, waiting_stages
from kadrost.council.models import AgendaItem, Artefact, Meeting, Stage
from kadrost.notices.sections import Item, Part, offer_digest
from kadrost.region.acting import Acting
from kadrost.ui.typography import date_long, date_short, days_until

SHOWN = 8
AHEAD = timedelta(days=30)
NEAR = timedelta(days=3)
EMPTY_AGENDA = timedelta(days=14)
"""A planned meeting without a single question is spoken of from so many days before it."""
AUTHORS = (Role.EXECUTOR, Role.COUNCIL_SECRETARY)


def parts_of_councils(person: User, acting: Acting, today: date) -> Iterator[Part]:
    """The parts for members, for secretaries, for experts, for bodies that are asked to agree and for authors."""
    member = member_work(acting=acting, today=today)
    if member is not None:
        yield from _member_parts(member, today)
    secretary = secretary_work(acting=acting, today=today)
    if secretary is not None:
        yield from _secretary_parts(secretary, today)
    yield _sessions(acting, today)
    yield _approvals(acting, today)
    yield _returned(acting)


def _member_parts(member: MemberWork, today: date) -> Iterator[Part]:
    yield _gather("Ждёт вашего голоса", "ждёт голоса", [_vote(item) for item in member.to_vote])
    soon = [_meeting(one, today) for one in member.ahead if today <= one.held_on <= today + AHEAD]
    called_off = Meeting.objects.filter(
        body__in=member.bodies, state=Meeting.State.CANCELLED,
        held_on__range=(today, today + AHEAD),
    ).select_related("body__organisation")  # fmt: skip
    yield _gather(
        "Заседания", "заседаний", [*(_called_off(one) for one in called_off.order_by("held_on", "pk")), *soon]
    )


def _secretary_parts(secretary: SecretaryWork, today: date) -> Iterator[Part]:
    to_sign = [
        Item(f"sign:{one.pk}", f"{_named(one)}: проведено {date_short(one.held_on)}, протокол не подписан", _page(one))
        for one in secretary.to_sign
    ]
    yield _gather("Протоколы на подпись", "протоколов на подпись", to_sign)
    near = [one for one in secretary.to_prepare if one.held_on <= today + EMPTY_AGENDA]
    asked = set(AgendaItem.objects.filter(meeting__in=near).values_list("meeting_id", flat=True))
    empty = [
        Item(
            f"agenda:{one.pk}:{one.held_on.isoformat()}",
            f"{_named(one)}: {_when(one, today)}, в повестке нет вопросов",
            _page(one),
        )
        for one in near
        if one.pk not in asked
    ]
    yield _gather("Повестка не составлена", "без повестки", empty)
    silent = [
        Item(
            f"answer:{point.pk}:{point.due_on.isoformat()}",
            f"{answer_title(point)}, срок {date_short(point.due_on)}, отчёта нет",
            f"{reverse('roadmaps-measure', args=(point.measure_id,))}#checkpoint-{point.pk}",
        )
        for point in secretary.answers
        if not point.reports_count
    ]
    yield _gather("К заседанию нет отчёта", "нет отчётов к заседанию", silent)


def _sessions(acting: Acting, today: date) -> Part:
    """The open rounds of expert sessions in which the person has given no marks."""
    items = []
    for one in session_work(acting).to_mark:
        last = one.last_day_of_phase
        items.append(
            Item(
                key=f"session:{one.pk}:{one.round}",
                words=f"Экспертная сессия «{one.title}», тур {one.round}{f', до {date_short(last)}' if last else ''}",
                path=reverse("council-session", args=(one.pk,)),
                is_urgent=last is not None and last <= today + NEAR,
            )
        )
    return _gather("Ждут вашей оценки", "ждут оценки", items)


def _approvals(acting: Acting, today: date) -> Part:
    items = [_stage(stage, today) for stage in waiting_stages(acting)]
    return _gather("Ждёт вашего согласования", "ждёт согласования", items)


def _returned(acting: Acting) -> Part:
    """Documents of the person's bodies that came back with remarks."""
    mine = frozenset().union(*(acting.organisation_ids(role) for role in AUTHORS))
    artefacts = Artefact.objects.filter(author__in=mine, state=Artefact.State.RETURNED)
    items = [
        Item(
            f"remarks:{one.pk}:{one.sent}",
            f"{one}: нужна новая версия",
            reverse("council-artefact", args=(one.pk,)),
            is_urgent=True,
        )
        for one in artefacts.annotate(sent=Count("versions")).order_by("pk")
    ]
    return _gather("Документы вернулись с замечаниями", "с замечаниями", items)


def _gather(title: str, brief: str, items: Sequence[Item]) -> Part:
    return Part(title, f"{brief}: {len(items)}", items[:SHOWN], len(items), reverse("roadmaps-my-work"))


def _meeting(meeting: Meeting, today: date) -> Item:
    is_near = meeting.held_on <= today + NEAR
    place = f", {meeting.place}" if meeting.place else ""
    hour = f"{meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    return Item(
        key=f"meeting:{meeting.pk}:{meeting.held_on.isoformat()}:{hour}:{meeting.place}:{'near' if is_near else 'set'}",
        words=f"{_named(meeting)}: {_when(meeting, today)}{place}",
        path=_page(meeting),
        is_urgent=is_near,
    )


def _called_off(meeting: Meeting) -> Item:
    return Item(
        key=f"called-off:{meeting.pk}",
        words=f"{_named(meeting)}, {date_long(meeting.held_on)}: отменено ({meeting.cancel_ground})",
        path=_page(meeting),
        is_urgent=True,
    )


def _vote(item: AgendaItem) -> Item:
    return Item(
        key=f"vote:{item.pk}",
        words=f"{item.title} ({item.meeting.body.caption}, заседание № {item.meeting.number})",
        path=f"{_page(item.meeting)}#question-{item.pk}",
        is_urgent=True,
    )


def _stage(stage: Stage, today: date) -> Item:
    is_late = stage.is_late(today)
    term = f", срок {date_short(stage.due_on)}, {days_until(stage.due_on, today)}" if stage.due_on else ""
    return Item(
        key=f"stage:{stage.pk}:{'late' if is_late else 'open'}",
        words=f"{stage.version.artefact}: {stage.title}{term}",
        path=reverse("council-artefact", args=(stage.version.artefact_id,)),
        is_urgent=is_late,
    )


def _named(meeting: Meeting) -> str:
    return f"{meeting.body.caption}, заседание № {meeting.number}"


def _when(meeting: Meeting, today: date) -> str:
    hour = f", {meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    return f"{date_long(meeting.held_on)}{hour}, {days_until(meeting.held_on, today)}"


def _page(meeting: Meeting) -> str:
    return reverse("council-meeting", args=(meeting.pk,))


offer_digest("council", parts_of_councils, order=20)
