"""What the command-line library refuses (a missing argument, an unknown option), in one line of the user's language."""

from __future__ import annotations

from typing import Any

from kadrost.cli.language import say


def words_of(fault: Any) -> str | None:
    """The refusal in words, or None where the fault is no refusal of the command-line library.

    The library keeps the classes of its refusals to itself, so they are known by name and by `format_message`.
    """
    if not hasattr(fault, "format_message"):
        return None
    names = {parent.__name__ for parent in type(fault).__mro__}
    if "MissingParameter" in names:
        return say(f"Не хватает: {_hint(fault)}.", f"Missing: {_hint(fault)}.") + _advice()
    if "NoSuchOption" in names:
        return say(f"Нет такого параметра: {fault.option_name}.", f"No such option: {fault.option_name}.") + _advice()
    if "BadParameter" in names:
        return ": ".join(part for part in (_hint(fault), str(fault.message)) if part)
    if fault.format_message().startswith("No such command"):
        name = fault.format_message().split("'")[1]
        return say(f"Нет такой команды: {name}.", f"No such command: {name}.") + _advice()
    return say(f"Команда не понята: {fault.format_message()}", str(fault.format_message())) + _advice()


def _hint(fault: Any) -> str:
    if fault.param_hint is not None:
        return str(fault.param_hint).strip("'")
    return str(fault.param.get_error_hint()).strip("'") if fault.param is not None else ""


def _advice() -> str:
    return say(" Справка: kadrost --help", " Help: kadrost --help")
