"""`kadrost manage …`: Django's own commands with kadrost's settings."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from kadrost.cli.language import say

CONTEXT_SETTINGS = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}


def manage(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="COMMAND", help=say("Команда Django и ее параметры.", "Django's command and its options.")
        ),
    ] = None,
) -> None:
    """Run one of Django's commands; what it prints and how it ends is Django's."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kadrost.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["kadrost manage", *(words or ["help"])])
