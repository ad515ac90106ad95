"""Every deed that the source records has its words in Russian, and so do the kinds of objects."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import translation

from kadrost.audit.models import Entry
from kadrost.audit.telling import Change, short_name, tell, verb_for
from kadrost.audit.words import vocabularies, vocabulary_of
from tests.conftest import REPOSITORY

SOURCE = REPOSITORY / "src" / "kadrost"
RUSSIAN = set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
# What an expression instead of a text may come to, by the file and the expression.
NOT_LITERAL = {
    ("accounts/domain/factors.py", "action"): {
        "require_factor", "waive_factor", "add_factor", "remove_factor", "new_codes",
    },
    ("accounts/domain/signing_in.py", "SIGNED_IN"): {"sign_in"},
    ("accounts/domain/signing_in.py", "action"): {"sign_in_failed", "sign_in_blocked"},
    ("council/domain/expert_sessions/marks.py", "'enter_marks' if is_paper else 'give_marks'"): {"enter_marks", "give_marks"},
    ("notices/domain/feeds.py", "action"): {"make_feed", "revoke_feed"},
    ("region/domain/appointing.py", "action"): {"appoint", "dismiss"},
    ("region/domain/delegating.py", "action"): {"delegate", "withdraw_delegation"},
    ("region/domain/personal/consents.py", "action"): {"give_consent", "record_consent", "withdraw_consent"},
    ("region/domain/personal/erasing.py", "action"): {"refuse_erasure", "erase_data"},
    ("roadmaps/domain/closing.py", "Ruling.Kind.REMOVE.value"): {"remove"},
    ("region/domain/inviting.py", "action"): {"invite", "resend_invitation", "revoke_invitation"},
    ("roadmaps/domain/control.py", "kind.value"): {"accept", "return", "extend", "remove"},
    ("roadmaps/domain/intake/past_terms.py", "Ruling.Kind.REMOVE.value"): {"remove"},
    ("roadmaps/domain/plan_changes.py", "action"): {"close_plan", "reopen_plan"},
    ("roadmaps/domain/reminding.py", "str(reminder.kind)"): {"remind", "escalate"},
}  # fmt: skip


def recorded_actions() -> Iterator[tuple[str, str]]:
    """The file and the action of every `record` and `Deed` in the source, whatever object it is about."""
    for file in sorted(SOURCE.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if "kadrost.audit" not in text or file.is_relative_to(SOURCE / "audit"):
            continue
        for node in ast.walk(ast.parse(text)):
            action = action_of(node)
            if action is not None:
                yield from ((place_of(file), name) for name in names_of(action, place_of(file)))


def action_of(node: ast.AST) -> ast.expr | None:
    if not isinstance(node, ast.Call):
        return None
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if called not in ("record", "Deed"):
        return None
    named = next((keyword.value for keyword in node.keywords if keyword.arg == "action"), None)
    return named if named is not None or called == "record" or not node.args else node.args[0]


def names_of(action: ast.expr, place: str) -> set[str]:
    if isinstance(action, ast.Constant):
        return {str(action.value)}
    return NOT_LITERAL.get((place, ast.unparse(action)), {f"{ast.unparse(action)}, unknown to this test"})


def place_of(file: Path) -> str:
    return file.relative_to(SOURCE).as_posix()


def test_every_recorded_action_has_words() -> None:
    told = {action for vocabulary in vocabularies() for action in vocabulary.actions}
    recorded = list(recorded_actions())
    assert len(recorded) > 60
    assert [(place, action) for place, action in recorded if action not in told] == []


def test_all_words_are_russian() -> None:
    for vocabulary in vocabularies():
        words = [vocabulary.title, *vocabulary.actions.values(), *vocabulary.fields.values()]
        assert vocabulary.title, vocabulary.model
        for one in words:
            assert set(one.casefold()) & RUSSIAN, (vocabulary.model, one)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Осипова Мария Юрьевна", "вернула"),
        ("Громов Илья Сергеевич", "вернул"),
        ("Алиев Вагиф Рашид оглы", "вернул"),
        ("Испытова Анна", "вернул(а)"),
        ("kadrost", "вернул"),
        ("", "вернул(а)"),
    ],
)
def test_the_verb_goes_with_the_person(name: str, said: str) -> None:
    assert verb_for(name, "вернул(а)") == said


def test_names_are_shortened_where_they_are_names() -> None:
    assert short_name("Осипова Мария Юрьевна") == "Осипова\u00a0М.\u00a0Ю."
    assert short_name("Осипова М. Ю.") == "Осипова\u00a0М.\u00a0Ю."
    assert [short_name(name) for name in ("kadrost", "anna", "отдел кадров")] == ["kadrost", "anna", "отдел кадров"]


def entry_of(**changes: object) -> Entry:
    facts: dict[str, object] = {
        "at": datetime(2027, 3, 12, 11, 5, tzinfo=UTC), "on": date(2027, 3, 12), "actor_key": "7",
        "actor_name": "Осипова Мария Юрьевна", "role": "Контролёр (замещает: Громов Илья, Серова Анна), Аудитор",
        "body_name": "Минпромторг", "action": "extend", "object_type": "roadmaps.plan", "object_key": "5",
        "object_name": "Ремёсла", "ground": "письмо № 3",
        "before": {"state": "на контроле", "period_until": "2027-03-01", "is_public": False, "hidden": 1},
        "after": {"state": "на контроле", "period_until": "2027-04-15", "is_public": True, "hidden": 2},
    }  # fmt: skip
    return Entry(**(facts | changes))


def test_an_entry_is_told_in_one_sentence() -> None:
    (told,) = tell([entry_of(action="change_plan")])
    assert told.sentence.replace("\u00a0", " ") == (
        "12.03.2027 14:05 Осипова М. Ю. (контролёр (замещает: Громов Илья, Серова Анна), аудитор, Минпромторг) "
        "изменила план: план «Ремёсла»; основание: письмо № 3; период по: было 01.03.2027, стало 15.04.2027; "
        "виден без входа: было нет, стало да"
    )
    assert told.address == "/plans/5/"


def test_the_hour_is_told_only_of_the_day_that_counts() -> None:
    (told,) = tell([entry_of(on=date(2027, 3, 10))])
    assert (told.moment, told.entered) == ("10.03.2027", "12.03.2027 14:05")


def test_a_deed_without_a_named_ground_says_none_and_an_unknown_one_says_that_something_was_entered() -> None:
    (told,) = tell(
        [entry_of(ground="полномочия роли", object_type="nowhere.thing", action="strange", before={}, after={})]
    )
    assert (told.ground, told.words, told.about, told.address) == ("", "внесла запись", "запись «Ремёсла»", "")
    assert told.changes == ()


def test_values_are_told_as_people_read_them() -> None:
    (told,) = tell([entry_of(before={}, after={"coordinator": None, "measures": ["а", "б"], "file": {"x": 1}})])
    assert told.changes == (Change("мероприятий", "", "а; б"), Change("файл", "", "x: 1"))
    (told,) = tell([entry_of(before={"coordinator": "А"}, after={"coordinator": None})])
    assert str(told.changes[0]) == "координатор: было А, стало не указано"
    (told,) = tell([entry_of(before={"coordinator": "А"}, after={})])
    assert str(told.changes[0]) == "координатор: было А"


def test_in_english_no_russian_words_are_left_of_the_platform_itself() -> None:
    with translation.override("en"):
        (told,) = tell([entry_of(action="change_plan", role="Контролёр")])
        assert (told.words, told.kind) == ("changed the plan", "plan")
        assert told.standing == "controller, Минпромторг"


def test_a_kind_of_object_may_have_words_of_several_apps() -> None:
    actions = vocabulary_of("accounts.user").actions
    assert {"password", "appoint"} <= set(actions)
