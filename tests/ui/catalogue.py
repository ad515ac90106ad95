"""What a catalogue must hold: the strings marked in an app's Python and templates, and what its .po and .mo say."""

from __future__ import annotations

import ast
import gettext
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from django.template import Context, Engine
from django.template.base import Node, Template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

CONTEXT_MARK = "\x04"
MARKING = {"gettext", "gettext_lazy", "gettext_noop", "_", "pgettext", "pgettext_lazy"}


class TextLiteral(ast.Constant):
    """A constant that is a text, for the type checker."""

    value: str


@dataclass(frozen=True)
class Entry:
    """A message of a .po file; `id` carries its context as gettext keeps it."""

    id: str
    text: str
    fuzzy: bool


def read_po(file: Path) -> list[Entry]:
    """The messages of the catalogue but its head. Plural entries are not supported and fail loudly."""
    entries = []
    for block in re.split(r"\n\s*\n", file.read_text(encoding="utf-8").strip()):
        if "msgid_plural" in block:
            raise AssertionError(f"{file}: plural entry")
        flags = [line for line in block.splitlines() if line.startswith("#,")]
        fields = {name: unquote(text) for name, text in re.findall(r'^(msg\w+) ((?:".*"\n?)+)', block, re.MULTILINE)}
        context = fields["msgctxt"] + CONTEXT_MARK if "msgctxt" in fields else ""
        if fields["msgid"]:
            entries.append(Entry(context + fields["msgid"], fields["msgstr"], any("fuzzy" in flag for flag in flags)))
    return entries


def unquote(quoted: str) -> str:
    """The text of quoted lines."""
    return "".join(ast.literal_eval(line) for line in quoted.strip().splitlines())


def read_mo(file: Path) -> dict[str, str]:
    """The messages of the compiled catalogue but its head."""
    with file.open("rb") as reading:
        compiled: dict[Any, str] = gettext.GNUTranslations(reading)._catalog  # type: ignore[attr-defined]
    return {key: text for key, text in compiled.items() if key}


def marked_strings(app: Path) -> set[str]:
    """Every string that the app marks for translation, with its context."""
    found: set[str] = set()
    for file in app.rglob("*.py"):
        found |= marked_in_python(file)
    for file in app.rglob("templates/**/*.html"):
        found |= marked_in_template(file)
    return found


def marked_in_python(file: Path) -> set[str]:
    """The literals inside gettext calls; anything else than a literal fails: it could never be found by translators."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKING):
            continue
        words = [argument.value for argument in node.args if is_text(argument)]
        if len(words) != len(node.args):
            raise AssertionError(f"{file}:{node.lineno}: not a literal")
        found.add(CONTEXT_MARK.join(words))
    return found


def is_text(node: ast.expr) -> TypeGuard[TextLiteral]:
    """Whether the argument is a text written out."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def marked_in_template(file: Path) -> set[str]:
    """The literals of translate and blocktranslate in a template."""
    template = Engine.get_default().from_string(file.read_text(encoding="utf-8"))
    return {message for node in all_nodes(template) if (message := message_of(node))}


def all_nodes(template: Template) -> list[Node]:
    """Every node of the template that translates."""
    kinds = (TranslateNode, BlockTranslateNode)
    return [node for kind in kinds for node in template.nodelist.get_nodes_by_type(kind)]


def message_of(node: Node) -> str:
    """The message of a translating node with its context, or an empty text where it translates a variable."""
    if isinstance(node, BlockTranslateNode):
        return str(node.render_token_list(node.singular)[0])
    if isinstance(node, TranslateNode) and isinstance(node.filter_expression.var.literal, str):
        context = node.message_context.resolve(Context()) if node.message_context else ""
        return f"{context}{CONTEXT_MARK if context else ''}{node.filter_expression.var.literal}"
    return ""


def placeholders(text: str) -> list[str]:
    """The %(name)s of a message, sorted."""
    return sorted(re.findall(r"%\(\w+\)[sd]|%%|%[sd]", text))
