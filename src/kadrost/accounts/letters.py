"""Letters about signing in. They leave by `kadrost.jobs`: the queue sends them, the demonstration shows them on a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.template.loader import render_to_string

from kadrost.accounts.models import User
from kadrost.jobs.letters import send_letter


def write_letter(
    *,
    to: str,
    subject: str,
    template: str,
    person: User | None = None,
    name: str = "",
    is_secret: bool = False,
    **facts: Any,
) -> None:
    """Send the letter `template` with the caller's transaction; nothing where there is no address.

    It speaks the language of the page from which it was asked for. `is_secret` says that its text opens something:
    it is forgotten once sent.
    """
    if not to:
        return
    text = render_to_string(f"accounts/letters/{template}.txt", {**facts, "person": person})
    send_letter(
        kind="sign-in",
        key=f"sign-in:{template}:{uuid4()}",
        to=to,
        subject=subject,
        text=fold_blank_lines(text.splitlines()),
        name=name or (person.full_name if person else ""),
        person_key=str(person.pk) if person else "",
        is_secret=is_secret,
    )


def fold_blank_lines(lines: Iterable[str]) -> str:
    """The lines without blank ones at the ends and with single blank ones between, for templates leave holes."""
    kept: list[str] = []
    for line in (line.rstrip() for line in lines):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()
