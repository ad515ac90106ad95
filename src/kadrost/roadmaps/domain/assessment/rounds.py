"""A round of self-assessment from preparation to close: each step by the region's coordinator, journalled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.region.acting import Acting
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.standard.errors import StandardRefused
from kadrost.roadmaps.domain.standard.serving import current_edition, provisions_of
from kadrost.roadmaps.models import AssessmentPart, AssessmentQuestion, AssessmentRound
from kadrost.roadmaps.permissions.standard import require

State = AssessmentRound.State


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What a round is about: its name, period, the day by which to answer, and the body in charge."""

    title: str
    period_from: date
    period_until: date
    due_on: date
    responsible: Organisation


@transaction.atomic
def prepare_round(
    *, territory: Territory, facts: RoundFacts, acting: Acting, today: date, request_id: str = ""
) -> AssessmentRound:
    """Begin a round: its questions are those of the latest round of the same edition, or the edition's own set.

    Bodies that answered for a provision last time are named again. Raises `PermissionRefused`, and
    `StandardRefused` for a nameless round, a period turned round, or while another round is not closed yet.
    """
    require("assessments.manage", acting, territory)
    _check(facts)
    unfinished = AssessmentRound.objects.filter(territory=territory).exclude(state=State.CLOSED).first()
    if unfinished is not None:
        raise StandardRefused(
            f"Раунд «{unfinished.title}» ещё не закрыт.", remedy="Закройте его, затем начните следующий."
        )
    edition = current_edition()
    earlier = AssessmentRound.objects.filter(territory=territory, edition=edition).order_by("-period_until", "-pk")
    previous = earlier.first()
    made = AssessmentRound.objects.create(
        territory=territory, edition=edition, title=facts.title.strip(), period_from=facts.period_from,
        period_until=facts.period_until, due_on=facts.due_on, responsible=facts.responsible, made_on=today,
        questions_version=previous.questions_version if previous else 1,
    )  # fmt: skip
    _copy_questions(made, previous)
    if previous is not None:
        AssessmentPart.objects.bulk_create(
            AssessmentPart(round=made, provision_id=part.provision_id, organisation_id=part.organisation_id)
            for part in previous.parts.all()
        )
    record(
        actor=acting.actor(request_id=request_id), action="prepare_round", subject=made, on=today,
        after={"title": made.title, "period_from": made.period_from, "period_until": made.period_until},
    )  # fmt: skip
    return made


@transaction.atomic
def assign_bodies(
    *,
    assessment: AssessmentRound,
    bodies: Mapping[int, set[int]],
    acting: Acting,
    version: int,
    today: date,
    request_id: str = "",
) -> None:
    """Name the bodies that answer for each provision (its number → organisations' numbers), in place of those before.

    Raises `PermissionRefused`, `StaleVersion`, and `StandardRefused` once the round is closed.
    """
    locked = lock_round(assessment, acting, version)
    refuse_closed(locked)
    provisions = {one.number: one for one in provisions_of(locked.edition)}
    wanted = {(provisions[number].pk, pk) for number, pks in bodies.items() if number in provisions for pk in pks}
    now = {(part.provision_id, part.organisation_id): part for part in locked.parts.all()}
    for key, part in now.items():
        if key not in wanted:
            part.delete()
    AssessmentPart.objects.bulk_create(
        AssessmentPart(round=locked, provision_id=provision, organisation_id=organisation)
        for provision, organisation in sorted(wanted - now.keys())
    )
    _grow(locked)
    record(
        actor=acting.actor(request_id=request_id), action="assign_assessment", subject=locked, on=today,
        after={"bodies": len(wanted)}, before={"bodies": len(now)},
    )  # fmt: skip


@transaction.atomic
def change_questions(
    *,
    assessment: AssessmentRound,
    questions: Mapping[str, tuple[str, str]],
    added: Mapping[int, str],
    acting: Acting,
    version: int,
    today: date,
    request_id: str = "",
) -> None:
    """Reword, take out (an empty text) and add questions of a round that is not open yet; they get a new version.

    `questions` maps a question's key to its text and hint, `added` a provision's number to a further question.
    Raises `PermissionRefused`, `StaleVersion`, and `StandardRefused` once the round is open, or where a provision
    would be left without a question.
    """
    locked = lock_round(assessment, acting, version)
    if locked.state != State.PREPARED:
        raise StandardRefused("Раунд уже открыт: вопросы не меняются.", remedy="Измените их в следующем раунде.")
    before = {one.key: one for one in locked.questions.select_related("provision")}
    changed = 0
    for key, (text, hint) in questions.items():
        question = before.get(key)
        if question is None or (question.text, question.hint) == (text.strip(), hint.strip()):
            continue
        changed += 1
        if not text.strip():
            question.delete()
            continue
        question.text, question.hint = text.strip(), hint.strip()
        question.save(update_fields=["text", "hint"])
    changed += _add_questions(locked, added)
    _demand_questions(locked)
    if not changed:
        return
    locked.questions_version += 1
    _grow(locked, "questions_version")
    record(
        actor=acting.actor(request_id=request_id), action="change_questions", subject=locked, on=today,
        after={"questions_version": locked.questions_version, "changed": changed},
    )  # fmt: skip


@transaction.atomic
def open_round(*, assessment: AssessmentRound, acting: Acting, version: int, today: date, request_id: str = "") -> None:
    """Let the bodies answer; raises `StandardRefused` where a provision has no body or the round was open before."""
    locked = lock_round(assessment, acting, version)
    if locked.state != State.PREPARED:
        raise StandardRefused("Раунд уже открыт.", remedy="Обновите страницу.")
    answered_for = set(locked.parts.values_list("provision__number", flat=True))
    left = [str(one.number) for one in provisions_of(locked.edition) if one.number not in answered_for]
    if left:
        raise StandardRefused(
            f"За положения {', '.join(left)} никто не отвечает.", remedy="Назначьте им организации и откройте раунд."
        )
    locked.state, locked.opened_on = State.OPEN, today
    _grow(locked, "state", "opened_on")
    record(
        actor=acting.actor(request_id=request_id), action="open_round", subject=locked, on=today,
        after={"state": State.OPEN.label},
    )  # fmt: skip


@transaction.atomic
def close_round(
    *,
    assessment: AssessmentRound,
    words: str,
    leave_unanswered: bool,
    acting: Acting,
    version: int,
    today: date,
    request_id: str = "",
) -> None:
    """Freeze the round with the coordinator's conclusion; nothing in it changes any more.

    Raises `StandardRefused` where the round is not open, the conclusion is missing, or questions are unanswered and
    the coordinator did not say that they stay so.
    """
    locked = lock_round(assessment, acting, version)
    if locked.state != State.OPEN:
        raise StandardRefused("Закрыть можно только открытый раунд.", remedy="Обновите страницу.")
    if not words.strip():
        raise StandardRefused("Вывод не написан.", remedy="Скажите в нескольких словах, что показала самооценка.")
    silent = locked.questions.filter(answers=None).count()
    if silent and not leave_unanswered:
        raise StandardRefused(
            f"Без ответа вопросов: {silent}.", remedy="Дождитесь ответов или отметьте, что они останутся без ответа."
        )
    locked.state, locked.closed_on, locked.closing_words = State.CLOSED, today, words.strip()
    _grow(locked, "state", "closed_on", "closing_words")
    record(
        actor=acting.actor(request_id=request_id), action="close_round", subject=locked, on=today,
        ground=locked.closing_words, before={"state": State.OPEN.label},
        after={"state": State.CLOSED.label, "unanswered": silent},
    )  # fmt: skip


@transaction.atomic
def publish_round(
    *, assessment: AssessmentRound, is_published: bool, acting: Acting, version: int, today: date, request_id: str = ""
) -> None:
    """Show a closed round without sign-in, or take it back; raises `StandardRefused` for one that is not closed."""
    locked = lock_round(assessment, acting, version)
    if locked.state != State.CLOSED:
        raise StandardRefused("Показать без входа можно только закрытый раунд.", remedy="Сначала закройте его.")
    if locked.is_published == is_published:
        return
    locked.is_published = is_published
    _grow(locked, "is_published")
    record(
        actor=acting.actor(request_id=request_id), action="publish_round", subject=locked, on=today,
        before={"is_published": not is_published}, after={"is_published": is_published},
    )  # fmt: skip


def lock_round(assessment: AssessmentRound, acting: Acting, version: int | None = None) -> AssessmentRound:
    """The round, locked, for whoever manages it; `StaleVersion` where it changed meanwhile."""
    locked = (
        AssessmentRound.objects.select_for_update(of=("self",))
        .select_related("territory", "edition")
        .get(pk=assessment.pk)
    )
    require("assessments.manage", acting, locked.territory)
    if version is not None and locked.version != version:
        raise StaleVersion
    return locked


def refuse_closed(assessment: AssessmentRound) -> None:
    """`StandardRefused` for a closed round."""
    if assessment.state == State.CLOSED:
        raise StandardRefused(
            "Раунд закрыт, в нём ничего не меняется.", remedy="Исправление внесите в следующий раунд."
        )


def _check(facts: RoundFacts) -> None:
    if not facts.title.strip():
        raise StandardRefused(
            "Раунд без названия не начать.", remedy="Назовите его, например «Самооценка за 2026 год»."
        )
    if facts.period_from > facts.period_until:
        raise StandardRefused("Начало периода позже его конца.", remedy="Проверьте даты.")


def _copy_questions(made: AssessmentRound, previous: AssessmentRound | None) -> None:
    if previous is not None:
        rows = [
            AssessmentQuestion(
                round=made, provision_id=one.provision_id, key=one.key, position=one.position, text=one.text,
                hint=one.hint,
            )
            for one in previous.questions.all()
        ]  # fmt: skip
    else:
        rows = [
            AssessmentQuestion(
                round=made, provision=provision, key=one["key"], position=place, text=one["text"], hint=one["hint"]
            )
            for provision in provisions_of(made.edition)
            for place, one in enumerate(provision.questions, start=1)
        ]
    AssessmentQuestion.objects.bulk_create(rows)


def _add_questions(assessment: AssessmentRound, added: Mapping[int, str]) -> int:
    provisions = {one.number: one for one in provisions_of(assessment.edition)}
    made = 0
    for number, text in added.items():
        if not text.strip() or number not in provisions:
            continue
        known = set(AssessmentQuestion.objects.values_list("key", flat=True).filter(provision=provisions[number]))
        place = next(place for place in range(1, len(known) + 2) if f"{number}.own-{place}" not in known)
        AssessmentQuestion.objects.create(
            round=assessment, provision=provisions[number], key=f"{number}.own-{place}", position=100 + place,
            text=text.strip(),
        )  # fmt: skip
        made += 1
    return made


def _demand_questions(assessment: AssessmentRound) -> None:
    asked = set(assessment.questions.values_list("provision__number", flat=True))
    bare = [str(one.number) for one in provisions_of(assessment.edition) if one.number not in asked]
    if bare:
        raise StandardRefused(
            f"Положение {bare[0]} остаётся без вопросов.", remedy="Оставьте у каждого положения хотя бы один вопрос."
        )


def _grow(assessment: AssessmentRound, *fields: str) -> None:
    assessment.version += 1
    assessment.save(update_fields=[*fields, "version"])
