"""Who may see a person's contacts: one function decides, and everybody else gets them masked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kadrost.accounts.models import User
from kadrost.accounts.personal_data import PHONE
from kadrost.audit.personal import Category
from kadrost.region.acting import Acting
from kadrost.region.domain.people import people_known_to
from kadrost.region.models import Consent
from kadrost.region.permissions import PermissionRefused, require

LOOK_AFTER = "region.look_after_data"
MASKED = frozenset({Category.CONTACT, Category.SIGN_IN})
CONTACTS = ("email", "phone", "login")
REASONS: Mapping[str, str] = {
    "sign_in": gettext_noop("Помощь со входом на сайт"),
    "work": gettext_noop("Связь по рабочему вопросу"),
    "request": gettext_noop("Ответ на запрос человека о его данных"),
}
"""For what an administrator may open a contact."""

LONG_NUMBER = re.compile(r"\d(?:[ ()-]*\d){6,}")


def require_looking_after(acting: Acting, person: User | None = None) -> None:
    """Raise `PermissionRefused` unless an administrator acts, over the place where the person does."""
    require(LOOK_AFTER, acting)
    if person is not None and not people_known_to(acting).filter(pk=person.pk).exists():
        raise PermissionRefused(
            _("Данными этого человека ведает другой администратор."), remedy=_("Обратитесь к нему.")
        )


def may_see(acting: Acting, person: User, field: str, *, reason: str, today: date) -> bool:
    """Whether the contact may be shown in full: to the person always, to the administrator for a reason of `REASONS`.

    A telephone number is opened only while the person's consent holds.
    """
    if acting.user is not None and acting.user.pk == person.pk:
        return True
    if field not in CONTACTS or reason not in REASONS:
        return False
    try:
        require_looking_after(acting, person)
    except PermissionRefused:
        return False
    return field != PHONE or Consent.objects.filter(person=person, purpose_code=PHONE).in_force(today).exists()


def masked(value: str) -> str:
    """The value so that one who knows it knows it again, and nobody else learns it.

    >>> masked("anna@example.org"), masked("+7 900 123-45-67"), masked("123-456-789 01"), masked("koordinator")
    ('a•••@•••', '•••67', '•••01', 'k•••')
    """
    if "@" in value:
        return f"{value[0]}•••@•••"
    if LONG_NUMBER.search(value):
        return f"•••{re.sub(r'[^0-9]', '', value)[-2:]}"
    return f"{value[0]}•••" if len(value) > 2 else "•••" if value else ""
