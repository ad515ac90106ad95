"""People who were asked to come by a letter and have not answered yet."""

from __future__ import annotations

from datetime import date

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.region.domain.inviting import Invited, invite
from kadrost.region.domain.people import acting_on
from kadrost.region.models import Organisation

NEWCOMERS = (
    (Invited("n.vetrova@verhneozerye.example", "Ветрова", "Надежда", "Ильинична"), Role.EXECUTOR, "agrarian"),
    (Invited("s.lunin@verhneozerye.example", "Лунин", "Семён", "Андреевич"), Role.AUDITOR, "government"),
)


def invite_newcomers(people: dict[str, User], bodies: dict[str, Organisation], *, today: date) -> None:
    """The administrator has invited somebody to a college and an auditor to the government's office."""
    acting = acting_on(people["administrator"], today)
    for invited, role, body in NEWCOMERS:
        invite(invited=invited, role=role, organisation=bodies[body], acting=acting, today=today)
