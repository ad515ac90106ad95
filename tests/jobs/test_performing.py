"""A job is done once, piece by piece; what fails is tried again after growing pauses and told in words."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kadrost.audit.journal import Actor
from kadrost.jobs.domain.asking import give_out
from kadrost.jobs.models import Job, Letter
from kadrost.jobs.performing import PAUSES, perform
from kadrost.jobs.reaping import BROKEN_OFF, reap
from kadrost.jobs.worker import Worker
from kadrost.jobs.works import LEASE
from tests.jobs import works

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime.fromisoformat("2027-03-10T12:00:00+03:00")


def marks() -> list[str]:
    return list(Letter.objects.filter(kind="mark").order_by("pk").values_list("key", flat=True))


def do_all(moment: datetime = NOON) -> None:
    with time_machine.travel(moment, tick=False):
        Worker().drain()


def test_pieces_follow_each_other_and_the_job_says_what_was_done() -> None:
    with time_machine.travel(NOON, tick=False):
        job = works.mark.ask(key="a", name="a", pieces=3, actor=Actor("7", "Лыкова В. А."))
    do_all()
    job.refresh_from_db()
    assert marks() == ["mark:a:0", "mark:a:1", "mark:a:2"]
    assert (job.state, job.said, job.units_done, job.units_all, job.share_done) == ("done", "Меток: 3", 3, 3, 100)
    assert job.asked_by_name == "Лыкова В. А."


def test_the_same_key_never_makes_two() -> None:
    first = works.mark.ask(key="once", name="a", pieces=1)
    assert works.mark.ask(key="once", name="b", pieces=5).pk == first.pk
    assert DBTaskResult.objects.count() == 1


def test_what_is_rolled_back_was_not_asked_for() -> None:
    with transaction.atomic():
        works.mark.ask(key="a", name="a", pieces=1)
        transaction.set_rollback(True)
    assert Job.objects.count() == DBTaskResult.objects.count() == 0


def test_a_failed_piece_leaves_nothing_and_is_tried_again_after_a_longer_pause() -> None:
    works.failures[:] = [ConnectionRefusedError(), RuntimeError("секрет")]
    with time_machine.travel(NOON, tick=False):
        job = works.fail.ask(key="f")
    do_all()
    job.refresh_from_db()
    assert (job.state, job.tries, job.run_after, marks()) == ("waiting", 1, NOON + PAUSES[0], [])
    assert job.error == "Сервер не принимает соединение. Проверьте, что он включён и адрес верен."
    do_all(NOON + PAUSES[0] - timedelta(seconds=1))
    assert Job.objects.get().tries == 1
    second = NOON + PAUSES[0]
    do_all(second)
    job.refresh_from_db()
    assert (job.state, job.tries, job.run_after) == ("waiting", 2, second + PAUSES[1])
    assert "RuntimeError" in job.error
    assert "секрет" not in job.error + job.trace
    do_all(second + PAUSES[1])
    job.refresh_from_db()
    assert (job.state, job.error, marks()) == ("done", "", [f"fail:{job.pk}"])


def test_after_the_last_try_it_stays_failed() -> None:
    works.failures[:] = [TimeoutError(), TimeoutError(), TimeoutError()]
    with time_machine.travel(NOON, tick=False):
        job = works.fail.ask(key="f")
    for hours in range(4):
        do_all(NOON + timedelta(hours=hours))
    job.refresh_from_db()
    assert (job.state, job.tries, job.error) == ("failed", 3, "Ответа не дождались: вышло время.")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (works.NoUse("План снят с контроля.", remedy="Верните его."), "План снят с контроля. Верните его."),
        (
            smtplib.SMTPRecipientsRefused({}),
            "Почтовый сервер не принял адрес получателя. Проверьте адрес этого человека.",
        ),
        (smtplib.SMTPDataError(554, b"no"), "Почтовый сервер отказал, код 554."),
    ],
)
def test_what_trying_again_cannot_mend_fails_at_once(error: Exception, words: str) -> None:
    works.failures[:] = [error]
    job = works.fail.ask(key="f")
    Worker().drain()
    job.refresh_from_db()
    assert (job.state, job.tries, job.error) == ("failed", 1, words)


def test_work_that_this_version_does_not_know_fails_in_words() -> None:
    job = works.mark.ask(key="old", name="a", pieces=1)
    Job.objects.update(name="tests.gone")
    Worker().drain()
    job.refresh_from_db()
    assert job.state == "failed"
    assert job.error == "работа «tests.gone» в этой версии не предусмотрена. Снимите её с очереди."


def test_an_old_ticket_neither_begins_nor_writes() -> None:
    job = works.mark.ask(key="a", name="a", pieces=1)
    give_out(job)
    assert perform.func(job.pk, 1) == "waiting"
    assert marks() == []
    assert perform.func(job.pk, 2) == "done"
    assert perform.func(job.pk, 2) == "done"
    assert marks() == ["mark:a:0"]


def test_a_job_whose_holder_died_is_given_out_again_and_goes_on_where_it_stood() -> None:
    with time_machine.travel(NOON, tick=False):
        job = works.mark.ask(key="a", name="a", pieces=2)
        Letter.objects.create(key="mark:a:0", kind="mark", subject="")
        Job.objects.update(state=Job.State.RUNNING, cursor=1, lease_until=NOON + LEASE)
        DBTaskResult.objects.update(status="RUNNING", started_at=NOON)
    assert reap(NOON + LEASE) == 0
    dead = NOON + LEASE + timedelta(seconds=1)
    with time_machine.travel(dead, tick=False):
        assert reap(dead) == 1
    job.refresh_from_db()
    assert (job.state, job.ticket, job.error, job.tries) == ("waiting", 2, BROKEN_OFF, 1)
    assert DBTaskResult.objects.filter(status="FAILED").count() == 1
    do_all(dead + PAUSES[0])
    assert marks() == ["mark:a:0", "mark:a:1"]


def test_a_task_taken_by_a_worker_that_died_before_it_began_is_found() -> None:
    with time_machine.travel(NOON, tick=False):
        works.mark.ask(key="a", name="a", pieces=1)
        DBTaskResult.objects.update(status="RUNNING", started_at=NOON)
    assert reap(NOON + LEASE) == 0
    do_all(NOON + LEASE + timedelta(seconds=1))
    assert marks() == ["mark:a:0"]


def test_a_queue_that_is_only_long_is_left_alone() -> None:
    with time_machine.travel(NOON, tick=False):
        works.mark.ask(key="a", name="a", pieces=1)
    assert reap(NOON + timedelta(days=3)) == 0
    assert Job.objects.get().ticket == 1


def test_the_worker_says_that_it_lives_until_it_ends() -> None:
    worker = Worker(interval=0.01)
    worker.stop()
    worker.looked_at = timezone.now()
    worker.run()
    worker.drain()
    from kadrost.jobs.worker import beating_workers

    assert [beat.worker for beat in beating_workers(timezone.now())] == [worker.name]
