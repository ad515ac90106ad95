"""What personal data never gets into the journal: refused by the name of a value, hidden where a text holds it.

The journal cannot be changed afterwards, so what is written there can never be erased on a person's request.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from kadrost.audit.errors import JournalRefused

REFUSED_NAMES: Final = re.compile(
    r"passw|passphrase|парол|secret(?!ar)|секрет(?!ар)|token|токен|credential|api_?key|private_?key|recovery_?code|"
    r"(?:^|_)t?otp(?:$|_)|pin_?code|snils|снилс|e-?mail|почта|phone|телефон|passport|паспорт|birth|рождени|"
    r"(?:^|_)(?:inn|инн)(?:$|_)",
    re.IGNORECASE,
)
EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SNILS: Final = re.compile(r"(?<!\d)\d{3}-\d{3}-\d{3}[ -]\d{2}(?!\d)")
PHONE: Final = re.compile(r"(?<![\d\w])(?:\+7|8)[ -]?\(?\d{3}\)?[ -]?\d{3}[ -]\d{2}[ -]\d{2}(?!\d)")
HIDDEN: Final = ((EMAIL, "(адрес почты скрыт)"), (SNILS, "(СНИЛС скрыт)"), (PHONE, "(телефон скрыт)"))


def without_contacts(text: str) -> str:
    """The text with addresses of e-mail, СНИЛС and telephone numbers replaced by a word that they are hidden.

    >>> without_contacts("почта anna@example.org")
    'почта (адрес почты скрыт)'
    """
    for pattern, instead in HIDDEN:
        text = pattern.sub(instead, text)
    return text


def fit_to_keep(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with contacts hidden in every text; `JournalRefused` where a name tells of data that are not kept."""
    return {str(name): _fit(value, _allowed(str(name))) for name, value in values.items()}


def _fit(value: Any, name: str) -> Any:
    if isinstance(value, str):
        return without_contacts(value)
    if isinstance(value, Mapping):
        return fit_to_keep(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_fit(one, name) for one in value]
    return value


def _allowed(name: str) -> str:
    if REFUSED_NAMES.search(name):
        raise JournalRefused(
            "Пароли, ключи, СНИЛС и контакты в журнал не пишутся.",
            where=name,
            remedy="Запишите, что значение изменено, без самого значения.",
        )
    return name
