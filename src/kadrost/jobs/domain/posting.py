"""Handing a letter to the mail server."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.utils import timezone

from kadrost.jobs.letter_html import letter_html
from kadrost.jobs.letters import MAILBOX, NO_MAIL, NONE, objection_to
from kadrost.jobs.models import Letter
from kadrost.jobs.why import may_pass_by_itself, words_of


def post(letter_id: int) -> None:
    """Send the letter if it still waits and nobody objects; raises what the mail server answers.

    A process that dies between the server's answer and our note leaves the letter waiting, and it goes once more: with
    the same Message-ID, by which mail programs know it for the same letter.
    """
    letter = Letter.objects.filter(pk=letter_id, state=Letter.State.WAITING).first()
    if letter is None:
        return
    objection = objection_to(letter)
    if objection:
        _note(letter, state=Letter.State.WITHDRAWN, error=objection, text="")
        return
    if settings.MAIL_MODE in (MAILBOX, NONE):
        _note(letter, state=Letter.State.UNSENT, error=NO_MAIL)
        return
    try:
        message_of(letter).send()
    except Exception as error:
        _note(letter, tries=F("tries") + 1, error=words_of(error))
        if not may_pass_by_itself(error):
            _note(letter, state=Letter.State.FAILED)
        raise
    _note(
        letter, state=Letter.State.SENT, sent_at=timezone.now(), error="", tries=F("tries") + 1,
        text="" if letter.is_secret else letter.text,
    )  # fmt: skip


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The letter as mail: plain text and html, and where to stop it."""
    headers = {"Message-ID": f"<letter-{letter.pk}.{letter.written_at:%Y%m%d%H%M%S}@{_own_host()}>"}
    if letter.settings_url:
        headers["List-Unsubscribe"] = f"<{letter.settings_url}>"
    message = EmailMultiAlternatives(subject=letter.subject, body=letter.text, to=[letter.to_address], headers=headers)
    message.attach_alternative(letter_html(letter.text), "text/html")
    return message


def _own_host() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" <>") or "kadrost"


def _note(letter: Letter, **facts: object) -> None:
    Letter.objects.filter(pk=letter.pk, state=Letter.State.WAITING).update(**facts)
