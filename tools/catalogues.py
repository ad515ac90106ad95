"""The English catalogues: Russian strings marked in an app's Python and templates, and the .po and .mo beside them.

Pure Python, so that nobody needs the programs of GNU gettext. Plurals live in one message, «день,дня,дней» → «day,days»
(`kadrost.ui.wording.counted`), therefore ngettext and `blocktranslate count` are refused here.
"""

from __future__ import annotations

import ast
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeGuard

from django.template import Context, Engine
from django.template.base import Lexer, NodeList, Token, TokenType
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

CONTEXT_MARK = "\x04"
MARKING = {"gettext", "gettext_lazy", "gettext_noop", "_", "pgettext", "pgettext_lazy"}
REFUSED = {"ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy"}
MARKED_ARGUMENT = re.compile(r"""_\((?:"([^"]*)"|'([^']*)')\)""")
HEAD = (
    "Language: en\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)


class CatalogueError(Exception):
    """A string is marked in a way that translators could never see."""


class TextLiteral(ast.Constant):
    """A constant that is a text, for the type checker."""

    value: str


@dataclass
class Entry:
    """A message: the Russian `id` (with its context before it, as gettext keeps it), the English text, where it stands."""

    id: str
    text: str
    fuzzy: bool = False
    places: list[str] = field(default_factory=list)


def apps_of(package: Path) -> list[Path]:
    """The folders of the apps that mark anything, in order of their names."""
    return sorted(app for app in package.iterdir() if (app / "apps.py").is_file() and marked_strings(app))


def catalogue_of(app: Path) -> Path:
    """Where the app keeps its English."""
    return app / "locale" / "en" / "LC_MESSAGES" / "django.po"


def marked_strings(app: Path) -> dict[str, list[str]]:
    """Every string that the app marks for translation, with its context, and the files in which it stands."""
    found: dict[str, list[str]] = {}
    for file in sorted([*app.rglob("*.py"), *app.rglob("templates/**/*.html"), *app.rglob("templates/**/*.txt")]):
        marked = marked_in_python(file) if file.suffix == ".py" else marked_in_template(file)
        for message in marked:
            places = found.setdefault(message, [])
            place = file.relative_to(app).as_posix()
            if place not in places:
                places.append(place)
    return found


def marked_in_python(file: Path) -> Iterator[str]:
    """The literals inside gettext calls; CatalogueError for anything else than a literal."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id in REFUSED:
            raise CatalogueError(f"{file}:{node.lineno}: plurals are «день,дня,дней» in one message")
        if node.func.id in MARKING:
            words = [argument.value for argument in node.args if is_text(argument)]
            if len(words) != len(node.args):
                raise CatalogueError(f"{file}:{node.lineno}: not a literal")
            yield CONTEXT_MARK.join(words)


def is_text(node: ast.expr) -> TypeGuard[TextLiteral]:
    """Whether the argument is a text written out."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def marked_in_template(file: Path) -> Iterator[str]:
    """The literals of translate and blocktranslate, and the arguments `_("…")` of tags and filters."""
    source = file.read_text(encoding="utf-8")
    parsed = Engine.get_default().from_string(source)
    for node in translating_nodes(parsed.nodelist):
        if message := message_of(node, file):
            yield message
    for token in tokens_of(source):
        if token.token_type in {TokenType.VAR, TokenType.BLOCK}:
            yield from (double or single for double, single in MARKED_ARGUMENT.findall(token.contents))


def translating_nodes(nodes: NodeList) -> Iterator[TranslateNode | BlockTranslateNode]:
    """Those of the nodes that translate, however deep; Django's own search does not look into simple block tags."""
    for node in nodes:
        if isinstance(node, TranslateNode | BlockTranslateNode):
            yield node
        for name in sorted({*node.child_nodelists, "nodelist"}):
            yield from translating_nodes(getattr(node, name, None) or NodeList())


def tokens_of(source: str) -> list[Token]:
    """The template's texts, variables, tags and comments in order."""
    return Lexer(source).tokenize()


def message_of(node: TranslateNode | BlockTranslateNode, file: Path) -> str:
    """The message of a translating node with its context, or an empty text where it translates a variable."""
    context = str(node.message_context.resolve(Context())) + CONTEXT_MARK if node.message_context else ""
    if isinstance(node, BlockTranslateNode):
        if node.countervar:
            raise CatalogueError(f"{file}: plurals are «день,дня,дней» in one message, not `count`")
        return context + str(node.render_token_list(node.singular)[0])
    literal = node.filter_expression.var.literal
    return context + literal if isinstance(literal, str) else ""


def read_po(file: Path) -> list[Entry]:
    """The messages of the catalogue but its head; none where there is no file."""
    if not file.is_file():
        return []
    entries = []
    for block in re.split(r"\n\s*\n", file.read_text(encoding="utf-8").strip()):
        fields = {name: unquote(text) for name, text in re.findall(r'^(msg\w+) ((?:".*"\n?)+)', block, re.MULTILINE)}
        if fields.keys() - {"msgctxt", "msgid", "msgstr"}:
            raise CatalogueError(f"{file}: plurals are «день,дня,дней» in one message")
        context = fields["msgctxt"] + CONTEXT_MARK if "msgctxt" in fields else ""
        if fields.get("msgid"):
            lines = block.splitlines()
            fuzzy = any(line.startswith("#,") and "fuzzy" in line for line in lines)
            places = [line.removeprefix("#: ") for line in lines if line.startswith("#: ")]
            entries.append(Entry(context + fields["msgid"], fields["msgstr"], fuzzy, places))
    return entries


def unquote(quoted: str) -> str:
    """The text of quoted lines."""
    return "".join(ast.literal_eval(line) for line in quoted.strip().splitlines())


def quote(text: str) -> str:
    """The text as a .po holds it, on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def write_po(file: Path, entries: Iterable[Entry]) -> None:
    """Write the catalogue: its head, then every message with the files in which it stands."""
    lines = ['msgid ""', 'msgstr ""', *(quote(line) for line in HEAD.splitlines(keepends=True))]
    for entry in entries:
        context, mark, message = entry.id.rpartition(CONTEXT_MARK)
        lines += ["", *(f"#: {place}" for place in entry.places)]
        lines += ["#, fuzzy"] if entry.fuzzy else []
        lines += [f"msgctxt {quote(context)}"] if mark else []
        lines += [f"msgid {quote(message)}", f"msgstr {quote(entry.text)}"]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def compiled(entries: Iterable[Entry]) -> bytes:
    """The .mo of the messages: the same bytes for the same messages; the untranslated and the fuzzy are left out."""
    messages = {entry.id: entry.text for entry in entries if entry.text and not entry.fuzzy} | {"": HEAD}
    pairs = sorted((key.encode(), text.encode()) for key, text in messages.items())
    tables_end = 7 * 4 + len(pairs) * 16
    keys, texts = (b"".join(part + b"\0" for part in column) for column in zip(*pairs, strict=True))
    table = b""
    for offset, column in ((tables_end, 0), (tables_end + len(keys), 1)):
        for pair in pairs:
            table += struct.pack("<II", len(pair[column]), offset)
            offset += len(pair[column]) + 1  # noqa: PLW2901 the place of the next text
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + len(pairs) * 8, 0, 0)
    return head + table + keys + texts


def placeholders(text: str) -> list[str]:
    """The %(name)s of a message, sorted."""
    return sorted(re.findall(r"%\(\w+\)[sd]|%%|%[sd]", text))
