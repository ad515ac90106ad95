"""The register of personal data: each app declares, beside its models, what it keeps about people, why, and for how long.

An app does so in its own `personal_data.py`, which is found by itself:

    offer_purpose(Purpose("account", title=…, ground=…, retention=…))
    declare(Held("accounts.User", title=…, purpose="account", of=by("pk"), fields={"surname": Category.NAME}, how=How.CLEAR))
    excuse("region.Territory", "name", because="название территории")

`tests/region/test_personal_register.py` walks all models: a field that could tell of a person needs one or the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from kadrost.kernel.errors import KadrostError

OPERATOR = gettext_noop("орган власти или организация, которая ведёт систему")


class PersonalDataError(KadrostError):
    """A declaration of personal data that cannot hold: it names what does not exist."""

    code = "personal_data"


class Category(models.TextChoices):
    """What is told of a person."""

    NAME = "name", _("фамилия, имя, отчество")
    CONTACT = "contact", _("почта и телефон")
    SIGN_IN = "sign_in", _("вход: логин, пароль, ключи")
    WORK = "work", _("работа: роль, должность, организация")
    ACT = "act", _("действия в системе")
    DEVICE = "device", _("устройство и сеть")
    DOCUMENT = "document", _("документы и тексты, где названы люди")
    CONSENT = "consent", _("согласия и запросы")


class How(models.TextChoices):
    """What becomes of the data when a person's request to erase is met."""

    CLEAR = "clear", _("стирается")
    DELETE = "delete", _("удаляется вместе с записью")
    KEEP = "keep", _("сохраняется по закону")


@dataclass(frozen=True, slots=True)
class Purpose:
    """What data are processed for. With a `text` it needs the person's consent, and `follow` is what withdrawal does.

    `follow` gets the person's row, locked, within the transaction of the withdrawal; `follows` says so in words.
    """

    code: str
    title: str
    ground: str
    retention: str
    processor: str = OPERATOR
    text: str = ""
    version: str = ""
    follows: str = ""
    follow: Callable[[Any], None] | None = None

    @property
    def needs_consent(self) -> bool:
        """Whether the data may be processed only while a consent holds."""
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Held:
    """What one model holds of a person, for one purpose.

    `of` finds the rows of a person, None where they cannot be tied to an account. `instead` gives what stands in place
    of cleared values that may not be empty. `because` says why what is kept is kept. What is in `never_shown` proves
    who one is (passwords, keys): an export says that it is there and no more.
    """

    model: str
    title: str
    purpose: str
    fields: Mapping[str, Category]
    how: How
    of: Callable[[Any], Q] | None = None
    because: str = ""
    instead: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    never_shown: frozenset[str] = frozenset()

    @property
    def rows(self) -> models.QuerySet[Any]:
        """All rows of the model."""
        found: models.QuerySet[Any] = apps.get_model(self.model)._base_manager.all()
        return found

    def rows_of(self, person: models.Model) -> models.QuerySet[Any]:
        """The rows that tell of the person; none where rows cannot be tied to an account."""
        return self.rows.filter(self.of(person)).order_by("pk") if self.of else self.rows.none()

    def title_of(self, name: str) -> str:
        """The field in Russian words: its own name where it has one, else its category."""
        label = str(apps.get_model(self.model)._meta.get_field(name).verbose_name)
        return label if not label.isascii() else str(self.fields[name].label)


_purposes: dict[str, Purpose] = {}
_held: list[Held] = []
_excused: dict[tuple[str, str], str] = {}


def by(path: str) -> Callable[[models.Model], Q]:
    """The rows in which `path` is the person's key."""
    return lambda person: Q((path, person.pk))


def offer_purpose(purpose: Purpose) -> None:
    """Make the purpose known; the one offered later under the same code takes its place."""
    if purpose.needs_consent and not purpose.version:
        raise PersonalDataError("у текста согласия нет редакции.", where=purpose.code)
    _purposes[purpose.code] = purpose


def declare(held: Held) -> None:
    """Add a declaration; `PersonalDataError` where it keeps data and does not say why."""
    if held.how == How.KEEP and not held.because:
        raise PersonalDataError("не сказано, почему данные сохраняются.", where=held.model)
    if held not in _held:
        _held.append(held)


def excuse(model: str, *names: str, because: str) -> None:
    """Say why these fields, whatever they are called, tell nothing of a person."""
    for name in names:
        _excused[model, name] = because


def purposes() -> list[Purpose]:
    """All purposes, in the order in which they were offered."""
    return list(_purposes.values())


def purpose_of(code: str) -> Purpose:
    """The purpose of this code; `PersonalDataError` where nobody offers it."""
    if code not in _purposes:
        raise PersonalDataError("такая цель обработки не объявлена.", where=code, remedy="Объявите её: offer_purpose.")
    return _purposes[code]


def declarations() -> list[Held]:
    """All that was declared, the apps in their order."""
    return list(_held)


def excused() -> Mapping[tuple[str, str], str]:
    """The fields that hold no personal data, each with its reason."""
    return _excused


def told_of(person: models.Model) -> Iterator[tuple[Held, list[dict[str, Any]]]]:
    """For each declaration that can be tied to a person, the rows as their declared values; one query each."""
    for held in _held:
        if held.of is not None:
            shown = [name for name in held.fields if name not in held.never_shown]
            rows = held.rows_of(person).values(*shown) if shown else [{} for _ in range(held.rows_of(person).count())]
            yield held, [dict(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one declaration at an erasure: how many rows, and why they stay where they do."""

    model: str
    title: str
    how: How
    rows: int
    because: str = ""


def erase(person: models.Model) -> list[Outcome]:
    """Clear and delete what may go, count what stays; within the caller's transaction, and never to be undone.

    What is told of the person by other declarations is found before anything is changed, since finding may need it.
    """
    found = [(held, list(held.rows_of(person).values_list("pk", flat=True))) for held in _held if held.of]
    for held, keys in found:
        rows = held.rows.filter(pk__in=keys)
        if held.how == How.DELETE:
            rows.delete()
        elif held.how == How.CLEAR:
            rows.update(**{name: _instead(held, name, person) for name in {*held.fields, *held.instead}})
    return [Outcome(held.model, held.title, held.how, len(keys), held.because) for held, keys in found if keys]


def _instead(held: Held, name: str, person: models.Model) -> Any:
    if name in held.instead:
        return held.instead[name](person)
    column = apps.get_model(held.model)._meta.get_field(name)
    return None if getattr(column, "null", False) else ""


def day_or_text(value: Any) -> Any:
    """A value as an export writes it: days as 15.02.2027, everything else as it is."""
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else value
