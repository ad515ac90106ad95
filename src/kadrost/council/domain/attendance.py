"""Who came, whether that makes a quorum, and how they voted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kadrost.audit.journal import record
from kadrost.council.domain.agenda import lock_item
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.domain.meetings import lock_meeting, refuse_if_closed, touch
from kadrost.council.models import AgendaItem, Attendance, Meeting, Membership, Vote
from kadrost.council.permissions import PermissionRefused
from kadrost.region.domain.people import Acting
from kadrost.ui.wording import translated

Presence = Attendance.Presence
MOST_INVITED = 200


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many voting members there are, how many take part, how many are needed."""

    members: int
    taking_part: int
    needed: int
    rule: str

    @property
    def is_met(self) -> bool:
        """Whether the meeting may decide."""
        return self.taking_part >= self.needed

    @property
    def in_words(self) -> str:
        """The quorum said: «Участвуют 6 из 9 голосующих. Кворум: больше половины членов, то есть 5. Кворум есть»."""
        said = _("Участвуют %(taking_part)s из %(members)s голосующих. Кворум: %(rule)s, то есть %(needed)s. %(met)s")
        return said % {
            "taking_part": self.taking_part,
            "members": self.members,
            "rule": translated(self.rule),
            "needed": self.needed,
            "met": _("Кворум есть.") if self.is_met else _("Кворума нет."),
        }


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes on a question."""

    votes_for: int
    votes_against: int
    votes_abstained: int

    @property
    def total(self) -> int:
        """How many voted."""
        return self.votes_for + self.votes_against + self.votes_abstained

    @property
    def is_carried(self) -> bool:
        """Whether more voted for than against."""
        return self.votes_for > self.votes_against


def quorum_of(meeting: Meeting, attendance: Sequence[Attendance]) -> Quorum:
    """The quorum by the rows of attendance; a written opinion counts unless all meet in person."""
    counted = {Presence.PRESENT}
    if meeting.form != Meeting.Form.IN_PERSON:
        counted.add(Presence.IN_WRITING)
    voting = [row for row in attendance if row.membership is not None and row.membership.votes]
    return Quorum(
        members=len(voting),
        taking_part=sum(1 for row in voting if row.presence in counted),
        needed=meeting.body.quorum_of(len(voting)),
        rule=meeting.body.get_quorum_rule_display(),
    )


def tally_of(item: AgendaItem) -> Tally | None:
    """The votes by name where there are any, else those that were counted; None where nobody voted."""
    choices = [vote.choice for vote in item.votes.all()]
    if choices:
        return Tally(
            *(choices.count(choice) for choice in (Vote.Choice.FOR, Vote.Choice.AGAINST, Vote.Choice.ABSTAINED))
        )
    if item.votes_for is None:
        return None
    return Tally(item.votes_for, item.votes_against or 0, item.votes_abstained or 0)


@transaction.atomic
def record_attendance(
    *,
    meeting: Meeting,
    presence: Mapping[int, str],
    invited: Sequence[tuple[str, str]],
    chairing_id: int | None,
    version: int,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> Quorum:
    """Keep who took part, by membership, who was invited (name and post), and who chaired.

    Gives the quorum. Raises `PermissionRefused`, `StaleVersion`, and `CouncilRefused` before the meeting is open or
    where a membership is not of this meeting.
    """
    locked = lock_meeting(meeting, acting, version=version)
    if locked.state != Meeting.State.HELD:
        raise CouncilRefused("Заседание ещё не открыто.", remedy="Откройте его в день заседания.")
    if len(invited) > MOST_INVITED:
        raise CouncilRefused(f"Приглашённых больше {MOST_INVITED}.", remedy="Приложите список к вопросу.")
    rows = {row.membership_id: row for row in locked.attendance.exclude(membership=None).select_related("membership")}
    if set(presence) - set(rows) or (chairing_id is not None and chairing_id not in rows):
        raise CouncilRefused("Этот человек не в составе на день заседания.", remedy="Откройте страницу заново.")
    for key, value in presence.items():
        if value not in Presence.values:
            raise CouncilRefused("Такой отметки нет.", remedy="Выберите из списка.")
        rows[key].presence = value
    Attendance.objects.bulk_update(rows.values(), ["presence"])
    locked.attendance.filter(membership=None).delete()
    Attendance.objects.bulk_create(
        Attendance(meeting=locked, name=name[:200], post=post[:400]) for name, post in invited if name.strip()
    )
    locked.chairing = rows[chairing_id].membership if chairing_id is not None else None
    touch(locked)
    quorum = quorum_of(locked, list(rows.values()))
    record(
        actor=acting.actor(request_id=request_id), action="attendance", subject=locked, on=today,
        after={
            "present": [row.name for row in rows.values() if row.presence != Presence.ABSENT],
            "invited": [name for name, _post in invited],
            "quorum": quorum.is_met,
        },
    )  # fmt: skip
    return quorum


@transaction.atomic
def record_counts(
    *, item: AgendaItem, tally: Tally | None, version: int, acting: Acting, today: date, request_id: str = ""
) -> None:
    """Keep counted votes, or take them back with None.

    Raises `PermissionRefused`, `StaleVersion`, and `CouncilRefused` where members voted by name, or where more voted
    than take part.
    """
    meeting, locked = lock_item(item, acting, version=version)
    _refuse_before_opening(meeting)
    if locked.votes.exists():
        raise CouncilRefused("По этому вопросу голосуют поимённо.", remedy="Числа считаются по голосам.")
    taking_part = quorum_of(meeting, list(meeting.attendance.select_related("membership"))).taking_part
    if tally is not None and tally.total > taking_part:
        raise CouncilRefused(
            f"Голосов {tally.total}, а участвуют {taking_part}.", remedy="Проверьте голоса или отметки об участии."
        )
    locked.votes_for = tally.votes_for if tally else None
    locked.votes_against = tally.votes_against if tally else None
    locked.votes_abstained = tally.votes_abstained if tally else None
    locked.version += 1
    locked.save(update_fields=["votes_for", "votes_against", "votes_abstained", "version"])
    record(
        actor=acting.actor(request_id=request_id), action="votes", subject=meeting, on=today,
        after={"title": locked.title, "votes": [tally.votes_for, tally.votes_against, tally.votes_abstained] if tally else []},
    )  # fmt: skip


@transaction.atomic
def record_named_votes(
    *, item: AgendaItem, choices: Mapping[int, str], version: int, acting: Acting, today: date, request_id: str = ""
) -> None:
    """Keep votes by name, by membership; an empty choice takes a vote back. Raises as `record_counts`."""
    meeting, locked = lock_item(item, acting, version=version)
    _refuse_before_opening(meeting)
    taking_part = _taking_part(meeting)
    for key, choice in choices.items():
        if choice and (key not in taking_part or choice not in Vote.Choice.values):
            raise CouncilRefused("Голосует только участвующий член.", remedy="Проверьте отметки об участии.")
    Vote.objects.filter(item=locked, membership__in=choices).delete()
    Vote.objects.bulk_create(
        Vote(item=locked, membership_id=key, choice=choice, cast_by_id=_user_id(acting), cast_on=today)
        for key, choice in choices.items()
        if choice
    )
    locked.votes_for = locked.votes_against = locked.votes_abstained = None
    locked.version += 1
    locked.save(update_fields=["votes_for", "votes_against", "votes_abstained", "version"])
    record(
        actor=acting.actor(request_id=request_id), action="votes", subject=meeting, on=today,
        after={"title": locked.title, "votes": {taking_part[key]: choice for key, choice in choices.items() if choice}},
    )  # fmt: skip


@transaction.atomic
def cast_vote(*, item: AgendaItem, choice: str, acting: Acting, today: date, request_id: str = "") -> Vote:
    """A member's own vote while the meeting is open; a second one replaces the first.

    In a meeting by absentee vote the member thereby takes part. Raises `PermissionRefused` for whoever is no voting
    member on the meeting's day, `CouncilRefused` outside of the vote.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=item.meeting_id)
    membership = own_membership(meeting, acting)
    if membership is None:
        raise PermissionRefused("Голосуют члены совета.", remedy="Обратитесь к секретарю, если вы в составе.")
    refuse_if_closed(meeting)
    _refuse_before_opening(meeting)
    if choice not in Vote.Choice.values:
        raise CouncilRefused("Такого голоса нет.", remedy="Выберите «за», «против» или «воздержался».")
    row = meeting.attendance.filter(membership=membership).first()
    if row is not None and row.presence == Presence.ABSENT:
        if meeting.form == Meeting.Form.IN_PERSON:
            raise CouncilRefused("Вы отмечены отсутствующим.", remedy="Обратитесь к секретарю заседания.")
        row.presence = Presence.IN_WRITING
        row.save(update_fields=["presence"])
    vote, _created = Vote.objects.update_or_create(
        item=item, membership=membership,
        defaults={"choice": choice, "cast_by_id": _user_id(acting), "cast_on": today},
    )  # fmt: skip
    record(
        actor=acting.actor(request_id=request_id), action="vote", subject=meeting, on=today,
        after={"title": item.title, "name": membership.name, "choice": vote.get_choice_display()},
    )  # fmt: skip
    return vote


def own_membership(meeting: Meeting, acting: Acting) -> Membership | None:
    """The acting person's own voting membership on the meeting's day."""
    if acting.user is None:
        return None
    mine = Membership.objects.filter(body=meeting.body_id, person=acting.user, votes=True)
    return mine.in_force(meeting.held_on).first()


def _taking_part(meeting: Meeting) -> dict[int, str]:
    rows = meeting.attendance.exclude(membership=None).exclude(presence=Presence.ABSENT).select_related("membership")
    return {
        row.membership_id: row.name for row in rows if row.membership_id and row.membership and row.membership.votes
    }


def _refuse_before_opening(meeting: Meeting) -> None:
    if meeting.state != Meeting.State.HELD:
        raise CouncilRefused("Голосование не открыто.", remedy="Оно идёт, когда секретарь откроет заседание.")


def _user_id(acting: Acting) -> int:
    if acting.user is None:
        raise PermissionRefused("Войдите, чтобы действовать.")
    return acting.user.pk
