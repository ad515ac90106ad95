"""Giving a failed job out again by a person's word."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from kadrost.audit.journal import Actor, record
from kadrost.jobs.domain.asking import give_out
from kadrost.jobs.letters import NONE, give_to_post
from kadrost.jobs.models import Job, Letter
from kadrost.kernel.errors import KadrostError


class RepeatRefused(KadrostError):
    """The job or letter cannot be repeated as it stands."""

    code = "repeat_refused"


@transaction.atomic
def repeat_job(*, job_id: int, actor: Actor, on: date) -> Job:
    """The failed job in the queue again, with all its attempts before it; journalled.

    `RepeatRefused` for a job that is not failed: one that waits or runs would not become faster by it. Whether the
    actor may is the caller's matter: roles stand above this app.
    """
    job = Job.objects.select_for_update().filter(pk=job_id).first()
    if job is None:
        raise RepeatRefused("Такой работы в очереди нет.", remedy="Обновите страницу: записи хранятся месяц.")
    if job.state != Job.State.FAILED:
        raise RepeatRefused(
            f"Работа сейчас в состоянии «{job.get_state_display().lower()}».", remedy="Повторяют только неудавшуюся."
        )
    job.tries, job.run_after = 0, timezone.now()
    Job.objects.filter(pk=job.pk).update(finished_at=None)
    give_out(job)
    record(actor=actor, action="repeat_job", subject=job, on=on, after={"work": job.name})
    return job


@transaction.atomic
def resend_letter(*, letter_id: int, actor: Actor, on: date, mail_mode: str) -> Letter:
    """The letter that did not leave, given to the post again; journalled without address and text."""
    letter = Letter.objects.select_for_update().filter(pk=letter_id).first()
    if letter is None or letter.state not in (Letter.State.FAILED, Letter.State.UNSENT):
        raise RepeatRefused("Это письмо не ждёт повторной отправки.", remedy="Обновите страницу.")
    if mail_mode == NONE:
        raise RepeatRefused("Почта не настроена.", remedy="Её задаёт тот, кто установил сайт.")
    if not letter.to_address or not letter.text:
        raise RepeatRefused("У письма нет адреса или текста.", remedy="Укажите человеку адрес: новые письма дойдут.")
    letter.state, letter.error, letter.tries = Letter.State.WAITING, "", letter.tries + 1
    letter.save(update_fields=["state", "error", "tries"])
    give_to_post(letter)
    record(actor=actor, action="resend_letter", subject=letter, on=on, after={"kind": letter.kind})
    return letter
