"""Writing letters: `send_letter` is what other apps call."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from kadrost.jobs.models import Letter

MAILBOX, SMTP, NONE = "mailbox", "smtp", "none"
NO_ADDRESS = "У человека не указан адрес электронной почты."
NO_MAIL = "Почта не настроена: её задаёт тот, кто установил сайт."

Objection = Callable[[Letter], str]
_objections: list[Objection] = []


def send_letter(
    *,
    kind: str,
    key: str,
    to: str,
    subject: str,
    text: str,
    name: str = "",
    person_key: str = "",
    settings_url: str = "",
    is_secret: bool = False,
) -> Letter:
    """The letter of this key, written now and sent in the background; one that was written before stays as it is.

    Part of the caller's transaction: rolled back, there is no letter. `text` is plain Russian in paragraphs parted by
    empty lines; a line that is an address alone makes the line before it a link in the html part. `person_key` is the
    person's primary key as text. `is_secret` wipes the text after sending. Without an address, or where no mail is
    set up, the letter is kept with the reason and nothing is raised.
    """
    found = Letter.objects.filter(key=key).first()
    if found is not None:
        return found
    state, error = _first_state(to)
    try:
        with transaction.atomic():
            letter = Letter.objects.create(
                key=key, kind=kind, person_key=person_key, to_name=name[:300], to_address=to[:254],
                subject=" ".join(subject.split())[:300], text=text.strip(), settings_url=settings_url,
                is_secret=is_secret, state=state, error=error,
            )  # fmt: skip
            if state == Letter.State.WAITING:
                give_to_post(letter)
    except IntegrityError:  # written by another process in this very moment
        return Letter.objects.get(key=key)
    return letter


def give_to_post(letter: Letter) -> None:
    """Ask for the letter to be sent; asked again for the same attempt, it is asked once."""
    from kadrost.jobs.tasks import deliver

    deliver.ask(key=f"letter:{letter.pk}:{letter.tries}", letter_id=letter.pk)


def full_address(path: str) -> str:
    """A path of the site as people reach it from a letter."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def page_address(name: str, *arguments: object) -> str:
    """The full address of a page by its name in the url configuration."""
    return full_address(reverse(name, args=arguments))


def offer_objection(objection: Objection) -> None:
    """Ask `objection` before each letter leaves: words withdraw it, an empty string lets it go."""
    if objection not in _objections:
        _objections.append(objection)


def objection_to(letter: Letter) -> str:
    """Why the letter must not leave any more; empty where it may."""
    return next((words for objection in _objections if (words := objection(letter))), "")


def _first_state(to: str) -> tuple[Letter.State, str]:
    if settings.MAIL_MODE == MAILBOX:
        return Letter.State.KEPT, ""
    if settings.MAIL_MODE == NONE:
        return Letter.State.UNSENT, NO_MAIL
    if not to.strip():
        return Letter.State.FAILED, NO_ADDRESS
    return Letter.State.WAITING, ""
