"""A letter's plain text as simple html: paragraphs, lists, and links instead of bare addresses."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

ITEM = "– "
STYLE = "font-family:'PT Sans',Arial,sans-serif;font-size:16px;line-height:1.45;color:#1b1b1b;max-width:640px"


def letter_html(text: str) -> SafeString:
    """The whole page. Everything is escaped; a line that is an address alone becomes the link of the line before it."""
    blocks = [block for block in text.replace("\r", "").split("\n\n") if block.strip()]
    body = format_html_join("\n", "{}", ((_block(block.split("\n")),) for block in blocks))
    return format_html(
        '<!doctype html><html lang="ru"><meta charset="utf-8"><body style="{}">{}</body></html>', STYLE, body
    )


def letter_fragment(text: str) -> SafeString:
    """The same without page and style, to be shown on a page of the site."""
    blocks = [block for block in text.replace("\r", "").split("\n\n") if block.strip()]
    return format_html_join("\n", "{}", ((_block(block.split("\n")),) for block in blocks))


def _block(lines: list[str]) -> SafeString:
    parts: list[tuple[bool, SafeString]] = []
    for number, line in enumerate(lines):
        words = line.strip()
        if not words or (_is_address(words) and number and not _is_address(lines[number - 1].strip())):
            continue
        following = lines[number + 1].strip() if number + 1 < len(lines) else ""
        is_item, shown = words.startswith(ITEM), words.removeprefix(ITEM)
        link = words if _is_address(words) else following if _is_address(following) else ""
        parts.append((is_item, format_html('<a href="{}">{}</a>', link, shown) if link else format_html("{}", shown)))
    if parts and all(is_item for is_item, _ in parts):
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((one,) for _, one in parts)))
    if parts and not parts[0][0] and any(is_item for is_item, _ in parts):
        items = format_html_join("", "<li>{}</li>", ((one,) for is_item, one in parts if is_item))
        lead = format_html_join(mark_safe("<br>"), "{}", ((one,) for is_item, one in parts if not is_item))
        return format_html("<p><b>{}</b></p><ul>{}</ul>", lead, items)
    return format_html("<p>{}</p>", format_html_join(mark_safe("<br>"), "{}", ((one,) for _, one in parts)))


def _is_address(words: str) -> bool:
    return words.startswith(("http://", "https://")) and " " not in words
