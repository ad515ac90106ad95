"""The canonical form of an entry, which is hashed: one text for one content, on any database and any machine.

Version 1 is a JSON object in UTF-8 without blanks outside of texts, keys in the order of their code points, letters
unescaped. Its keys are `FIELDS`, and «v», «number», «previous»: version, place in the chain, and the hash of the link
before, empty for the first. Days are `YYYY-MM-DD`; moments are UTC with milliseconds, `2027-03-10T06:00:00.000Z`;
`before` and `after` are objects of texts, whole numbers, true, false, null, lists and objects: fractions are written
as texts when the entry is made, since databases write them differently. The hash is SHA-256, in 64 small hex digits.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

VERSION: Final = 1
FIELDS: Final = (
    "at", "on", "actor_key", "actor_name", "role", "body_key", "body_name", "action", "object_type", "object_key",
    "object_name", "ground", "before", "after", "request_id",
)  # fmt: skip
_encode: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def link_hash(*, number: int, previous: str, content: Sequence[Any], version: int = VERSION) -> str:
    """The hash of the link: `content` are the values of `FIELDS` in their order. ValueError for an unknown version."""
    return hashlib.sha256(
        canonical_text(number=number, previous=previous, content=content, version=version)
    ).hexdigest()


def canonical_text(*, number: int, previous: str, content: Sequence[Any], version: int = VERSION) -> bytes:
    """The bytes that are hashed; ValueError for a version that this program does not know."""
    if version != VERSION:
        raise ValueError(f"canonical form {version} is unknown")
    whole = dict(zip(FIELDS, content, strict=True))
    whole["at"] = moment_text(whole["at"])
    whole["on"] = whole["on"].isoformat()
    whole |= {"v": version, "number": number, "previous": previous}
    return _encode(whole).encode()


def moment_text(moment: datetime) -> str:
    """«2027-03-10T06:00:00.000Z»."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as any database returns them: only texts, whole numbers, truth values, null, lists and objects."""
    return {_text(str(name)): _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return plain(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    if isinstance(value, datetime):
        return moment_text(value) if value.tzinfo else value.isoformat(timespec="milliseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal | UUID):
        return str(value)
    return _text(str(value))


def _text(text: str) -> str:
    """Without what PostgreSQL keeps in no text: the letter zero, and halves of letters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
