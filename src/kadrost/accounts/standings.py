"""In which role the person acts: the roles they hold today come from appointments, the one chosen is kept in the session.

Appointments live in `kadrost.region`, which may import accounts and not the other way round; so region offers them:

    from kadrost.accounts.standings import Standing, offer_standings
    offer_standings(lambda user, today: [Standing(key=str(a.pk), role=Role(a.role), …) for a in …])
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.kernel.errors import KadrostError
from kadrost.ui.request import PageRequest

SESSION_KEY = "standing"


@dataclass(frozen=True)
class Standing:
    """A role that the person holds today. `key` names it in the session; without an organisation it holds everywhere.

    `stands_in_for` names whoever is away where the role is another's, delegated to this person.
    """

    key: str
    role: Role
    organisation_id: int | None = None
    organisation: str = ""
    territory_id: int | None = None
    stands_in_for: str = ""

    @property
    def role_label(self) -> str:
        """The role in words."""
        return str(self.role.label)

    def __str__(self) -> str:
        """«Исполнитель, Министерство образования», with «за Осипову М. Ю.» where the role was delegated."""
        place = f"{self.role_label}, {self.organisation}" if self.organisation else self.role_label
        if not self.stands_in_for:
            return place
        return _("%(standing)s (замещение: %(person)s)") % {"standing": place, "person": self.stands_in_for}


class ActingRequest(PageRequest):
    """A request with the person, the roles they hold on the day shown, and the one they act in."""

    user: User | AnonymousUser
    standings: Sequence[Standing]
    standing: Standing | None


class StandingError(KadrostError):
    """The person asked to act in a role that they do not hold."""

    code = "standing"


Source = Callable[[User, date], Sequence[Standing]]
_sources: list[Source] = []


def offer_standings(source: Source) -> None:
    """Ask `source` for the roles of a person on a day, besides those asked already."""
    if source not in _sources:
        _sources.append(source)


def find_standings(user: User | AnonymousUser, today: date) -> list[Standing]:
    """The roles that the person holds on the day; nothing for the public. As many queries as there are sources."""
    if not isinstance(user, User) or not user.is_active:
        return []
    held = [standing for source in _sources for standing in source(user, today)]
    if user.is_superuser:
        held.append(Standing(key="superuser", role=Role.ADMINISTRATOR))
    return held


def choose_standing(request: HttpRequest, key: str) -> Standing:
    """Act in the role `key` from now on; StandingError where the person does not hold it, and nothing changes."""
    for standing in cast("ActingRequest", request).standings:
        if standing.key == key:
            request.session[SESSION_KEY] = key
            return standing
    raise StandingError(
        _("Сегодня у вас нет этой роли."), remedy=_("Выберите одну из ролей в списке под вашим именем.")
    )


def current_standing(request: HttpRequest) -> Standing | None:
    """The role chosen in the session, or the first held; None for the public and for who holds none."""
    held = cast("ActingRequest", request).standings
    chosen = request.session.get(SESSION_KEY)
    return next((standing for standing in held if standing.key == chosen), held[0] if held else None)


def standing_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Set `request.standings` and `request.standing`: for who has signed in as many queries as there are sources.

    Not lazily, though most answers would allow it: a lazy None is not None, and views ask `standing is None`.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        acting = cast("ActingRequest", request)
        acting.standings = find_standings(request.user, acting.present)
        acting.standing = current_standing(request)
        return get_response(request)

    return middleware
