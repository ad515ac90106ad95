"""`kadrost schedule` and the shell around all commands: languages, refusals, lazy loading."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kadrost.cli import COMMANDS, main
from kadrost.cli.language import say

LANGUAGE_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture
def kadrost(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """The program in this process: arguments in, status and both outputs out."""
    for variable in LANGUAGE_VARIABLES:
        monkeypatch.delenv(variable, raising=False)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kadrost", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        printed = capsys.readouterr()
        return int(end.value.code or 0), printed.out, printed.err

    return run


def test_json_is_what_the_scorer_reads(kadrost) -> None:
    status, out, err = kadrost("schedule", "до 10 августа", "x", "--signed", "2020-02-10", "--json")

    assert (status, err) == (0, "")
    assert json.loads(out) == [
        {
            "phrase": "до 10 августа",
            "understood": True,
            "occurrences": [["2020-08-10", "2020-08-10"]],
            "continuous": False,
            "on_demand": False,
            "assumed": "year",
            "event": None,
            "why": "",
            "words": "10 августа 2020 года (год принят по дню документа)",
            "remarks": [],
        },
        {
            "phrase": "x",
            "understood": False,
            "occurrences": [],
            "continuous": False,
            "on_demand": False,
            "assumed": None,
            "event": None,
            "why": "Из этих слов не складывается срок, который можно посчитать.",
            "words": "",
            "remarks": [],
        },
    ]


def test_options_have_an_effect(kadrost) -> None:
    def days(*options: str) -> list[list[str]]:
        return json.loads(kadrost("schedule", "ежегодно", "--json", *options)[1])[0]["occurrences"]

    assert days() == []
    assert days("--signed", "10.02.2022") == [["2023-01-01", "2023-12-31"], ["2024-01-01", "2024-12-31"]]
    assert days("--signed", "2022-02-10", "--until", "2023-12-31") == [["2023-01-01", "2023-12-31"]]
    assert days("--signed", "2022-02-10", "--period", "2022-01-01..2023-12-31") == [["2023-01-01", "2023-12-31"]]


def test_file_answers_line_by_line(kadrost, tmp_path: Path) -> None:
    phrases = tmp_path / "сроки.txt"
    phrases.write_bytes("\ufeffмай 2020 г.\r\n\r\nпостоянно\r\n".encode())

    status, out, _ = kadrost("schedule", "--file", str(phrases), "--json")

    assert status == 0
    assert [answer["phrase"] for answer in json.loads(out)] == ["май 2020 г.", "", "постоянно"]


def test_table_names_phrase_meaning_and_days(kadrost) -> None:
    status, out, _ = kadrost("schedule", "Ежегодно, май", "середина мая", "--signed", "2020-02-10")

    assert status == 0
    assert "ежегодно, с 1 по 31 мая, начиная с 2020 года" in out
    assert "01.05.2020 – 31.05.2020" in out
    assert "Не понято." in out
    assert "Нужен ответ человека: 1 из 2" in out


def test_calendar_is_written(kadrost, tmp_path: Path) -> None:
    target = tmp_path / "сроки.ics"

    status, _, _ = kadrost("schedule", "май 2020 г., далее – ежегодно", "--ics", str(target), "--json")

    assert status == 0
    assert b"RRULE:FREQ=YEARLY;INTERVAL=1;BYMONTHDAY=-1;BYMONTH=5" in target.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["schedule"], "Не назван ни один срок. Напишите его в кавычках или укажите --file."),
        (["schedule", "май", "--signed", "2020-02-31"], "--signed: «2020-02-31» не день: нужно ГГГГ-ММ-ДД."),
        (["schedule", "май", "--period", "2020"], "--period: «2020» не период: нужно ГГГГ-ММ-ДД..ГГГГ-ММ-ДД."),
        (
            ["schedule", "май", "--period", "2021-01-01..2020-01-01"],
            "--period: «2021-01-01..2020-01-01» не период: нужно ГГГГ-ММ-ДД..ГГГГ-ММ-ДД.",
        ),
        (["schedule", "май", "--until", "скоро"], "--until: «скоро» не день: нужно ГГГГ-ММ-ДД."),
        (["schedule", "--file", "нет-такого.txt"], "нет-такого.txt: Файл не открывается."),
        (["schedule", "--inscrutable"], "Нет такого параметра: --inscrutable. Справка: kadrost --help"),
        (["inscrutable"], "Нет такой команды: inscrutable. Справка: kadrost --help"),
    ],
)
def test_bad_arguments_are_refused_in_one_line(kadrost, arguments: list[str], words: str) -> None:
    assert kadrost(*arguments) == (2, "", words + "\n")


def test_file_in_another_encoding_is_refused(kadrost, tmp_path: Path) -> None:
    phrases = tmp_path / "a.txt"
    phrases.write_bytes("май".encode("cp1251"))

    assert kadrost("schedule", "--file", str(phrases)) == (
        2,
        "",
        f"{phrases}: Файл не в кодировке UTF-8. Сохраните его как UTF-8.\n",
    )


def test_calendar_that_cannot_be_written_is_refused(kadrost, tmp_path: Path) -> None:
    status, out, err = kadrost("schedule", "май 2020 г.", "--ics", str(tmp_path / "нет" / "a.ics"), "--json")

    assert (status, out) == (2, "")
    assert err == f"{tmp_path / 'нет' / 'a.ics'}: Календарь не записывается.\n"


@pytest.mark.parametrize(
    ("phrases", "strict", "status"),
    [(["май 2021 г."], True, 0), (["май 2021 г.", "весной"], True, 1), (["весной"], False, 0)],
)
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_strict_ends_with_one_where_a_term_is_not_understood(
    kadrost, phrases: list[str], strict: bool, status: int, form: list[str]
) -> None:
    arguments = [*phrases, "--signed", "2020-02-10", *form, *(["--strict"] if strict else [])]
    assert kadrost("schedule", *arguments)[0] == status


def test_table_reaches_to_the_end_of_the_period(kadrost) -> None:
    _, out, _ = kadrost("schedule", "ежегодно", "--signed", "2040-02-10", "--period", "2041-01-01..2042-12-31")
    assert "01.01.2041 – 31.12.2041" in out
    assert "01.01.2042 – 31.12.2042" in out


def test_table_says_where_nothing_falls_before_its_end(kadrost) -> None:
    _, out, _ = kadrost("schedule", "до 1 марта 2027 г.", "--signed", "2026-02-10", "--until", "2026-12-31")
    assert "до 31.12.2026 нет" in out


@pytest.mark.parametrize("name", ["read", "schedule", "check", "account", "import", "demo", "run"])
def test_help_has_no_english_word_of_the_library(kadrost, name: str) -> None:
    _, out, _ = kadrost(name, "--help")
    for word in ("<str", "<list", "<int", "<path", "required", "FILE", "PHRASE", "PLAN", "YEAR", "DATE", "default"):
        assert word not in out


def test_help_is_russian_by_default(kadrost) -> None:
    status, out, _ = kadrost()

    assert status == 0
    assert out.startswith("Использование: kadrost [ПАРАМЕТРЫ] КОМАНДА [АРГУМЕНТЫ]...")
    for name, entry in COMMANDS.items():
        assert f"  {name} " in out
        assert entry.ru.split()[0] in out


def test_help_is_english_where_the_environment_says_so(kadrost, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")

    _, out, _ = kadrost("schedule", "--help")

    assert out.startswith("Usage: kadrost schedule [OPTIONS] [PHRASE]...")
    assert COMMANDS["schedule"].en.split(",")[0] in out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_loads_and_has_help_in_both_languages(kadrost, name: str) -> None:
    entry = COMMANDS[name]

    assert entry.ru.endswith(".")
    assert entry.en.endswith(".")
    if name != "manage":
        status, out, err = kadrost(name, "--help")
        assert (status, err) == (0, "")
        assert out.startswith(f"Использование: kadrost {name}")


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "да"),
        ({"LANG": "ru_RU.UTF-8"}, "да"),
        ({"LANG": "C.UTF-8"}, "да"),
        ({"LANG": "en_GB.UTF-8"}, "yes"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "ru_RU.UTF-8"}, "да"),
        ({"LC_ALL": "ru_RU.UTF-8", "LANGUAGE": "en"}, "yes"),
    ],
)
def test_language_is_the_first_that_is_set(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    for variable in LANGUAGE_VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)

    assert say("да", "yes") == expected


def test_machines_pay_for_no_table_and_no_django() -> None:
    program = (
        "import sys; from kadrost.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'django', 'rich', 'icalendar'} & set(sys.modules)), file=sys.stderr)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program, "schedule", "май 2020 г.", "--json"], capture_output=True, text=True, check=True
    )

    assert answer.stderr == "[]\n"
    assert json.loads(answer.stdout)[0]["understood"] is True


def test_django_commands_are_passed_on() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", "from kadrost.cli import main; main()", "manage", "help", "--commands"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "migrate" in answer.stdout.split()
