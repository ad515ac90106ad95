"""The command-line program `kadrost`.

A command is a module `kadrost/cli/<name>.py` with a function of Typer parameters, and one line in `COMMANDS`. The
module is imported only when its command runs, so that a command pays for nothing that another needs. The function may
raise KadrostError: the program prints it in one line on standard error and ends with status 2.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from kadrost.cli.language import say, speaks_english
from kadrost.kernel.errors import KadrostError

REFUSED = 2


class Entry(NamedTuple):
    """Where a command lives and what it does, in both languages."""

    module: str
    function: str
    ru: str
    en: str


COMMANDS: dict[str, Entry] = {
    "demo": Entry(
        "demo",
        "demo",
        "Учебный регион с годом истории и сайт.",
        "A fictional region with a year of history, and its site.",
    ),
    "run": Entry("run", "run", "Открыть сайт.", "Serve the site."),
    "read": Entry(
        "read",
        "read",
        "Прочитать документ: мероприятия, исполнители, сроки, подтверждающие документы и сомнения.",
        "Read a document: measures, executors, deadlines, confirming documents and doubts.",
    ),
    "schedule": Entry(
        "schedule",
        "schedule",
        "Понять сроки, записанные словами: дни, к которым нужен результат, или вопрос.",
        "Understand deadlines written in words: the days by which results are due, or a question.",
    ),
    "import": Entry(
        "import_documents",
        "import_documents",
        "Взять документы на контроль: из них становятся планы с контрольными точками.",
        "Take documents under control: they become plans with checkpoints.",
    ),
    "check": Entry(
        "check",
        "check",
        "Проверить план до подписания: чего не хватает и что не сходится.",
        "Check a plan before it is signed: what is missing or at odds.",
    ),
    "account": Entry(
        "account", "account", "Записать информацию о ходе реализации за год.", "Write a plan's yearly account."
    ),
    "worker": Entry(
        "worker",
        "worker",
        "Фоновая работа и расписание отдельно от сайта.",
        "Background work and the schedule, apart from the site.",
    ),
    "jobs": Entry(
        "jobs", "jobs", "Очередь фоновых работ и расписание.", "The queue of background work and the schedule."
    ),
    "verify": Entry(
        "verify",
        "verify",
        "Проверить цепочку журнала: ничего не изменено, не изъято, не дописано.",
        "Check the journal's chain: nothing was changed, taken out or put in.",
    ),
    "manage": Entry(
        "manage", "manage", "Команды Django: kadrost manage help.", "Django's own commands: kadrost manage help."
    ),
}

_RUSSIAN_HELP = (
    ("Usage:", "Использование:"),
    ("COMMAND [ARGS]...", "КОМАНДА [АРГУМЕНТЫ]..."),
    ("[OPTIONS]", "[ПАРАМЕТРЫ]"),
    ("\nOptions:", "\nПараметры:"),
    ("\nArguments:", "\nАргументы:"),
    ("\nCommands:", "\nКоманды:"),
    ("Show this message and exit.", "Показать эту справку."),
    ("[default: ", "[по умолчанию: "),
    ("[required]", "[обязательно]"),
    ("; required]", "; обязательно]"),
    (" <list[str]>", ""),
    (" <list[Path]>", ""),
    (" <int range>", " <число>    "),
    (" <str>", " <имя>"),
    (" <path>", ""),
    (" FILE", " ФАЙЛ"),
    ("{FILE}", "{ФАЙЛ}"),
    ("{PLAN} {YEAR}", "{ПЛАН} {ГОД}"),
    ("  PLAN ", "  ПЛАН "),
    ("  YEAR ", "  ГОД  "),
    (" NAME ", " ИМЯ  "),
    (" TEXT ", " СЛОВА"),
    (" LOGIN ", " ЛОГИН "),
)


def _in_language(text: str) -> str:
    """Typer's own words of a help page in the language of the command line."""
    if not speaks_english():
        for english, russian in _RUSSIAN_HELP:
            text = text.replace(english, russian)
    return text


class _Command(TyperCommand):
    """A command whose help page is in the language of the command line."""

    def get_help(self, ctx: Any) -> str:
        return _in_language(super().get_help(ctx))


class _LazyGroup(TyperGroup):
    """The group of `COMMANDS`: lists them without importing, imports the one that runs."""

    def list_commands(self, _ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: Any, cmd_name: str) -> Any:
        entry = COMMANDS.get(cmd_name)
        return None if entry is None else _load(cmd_name, entry)

    def format_commands(self, _ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, say(entry.ru, entry.en)) for name, entry in COMMANDS.items()])

    def get_help(self, ctx: Any) -> str:
        return _in_language(super().get_help(ctx))


def _load(name: str, entry: Entry) -> Any:
    module = import_module(f"kadrost.cli.{entry.module}")
    single = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    settings = getattr(module, "CONTEXT_SETTINGS", None)
    single.command(name, help=say(entry.ru, entry.en), cls=_Command, context_settings=settings)(
        getattr(module, entry.function)
    )
    return get_command(single)


app = typer.Typer(
    cls=_LazyGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=say(
        "kadrost: официальный документ становится планом под контролем.",
        "kadrost: an official document becomes a plan under control.",
    ),
)


@app.callback()
def _root() -> None:
    """Hold the commands together; the help text stands above."""


def main() -> None:
    """Run the program; ends the process with 0, or 2 and one line on standard error where something is refused."""
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8")
    arguments = sys.argv[1:] or ["--help"]
    try:
        status = get_command(app)(args=arguments, prog_name="kadrost", standalone_mode=False)
    except KadrostError as refusal:
        status = _refuse(str(refusal))
    except typer.Abort:
        status = _refuse(say("Прервано.", "Aborted."))
    except Exception as fault:
        from kadrost.cli.refusals import words_of

        words = words_of(fault)
        if words is None:
            raise
        status = _refuse(words)
    sys.exit(status if isinstance(status, int) else 0)


def _refuse(words: str) -> int:
    print(" ".join(words.split()), file=sys.stderr)
    return REFUSED
