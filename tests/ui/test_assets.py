"""What no page may break: no inline script or style, contrast of both themes, icons that exist, small files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kadrost.ui.icons import ICONS
from kadrost.ui.states import Light
from tests.conftest import REPOSITORY

PACKAGE = REPOSITORY / "src" / "kadrost"
STATIC = PACKAGE / "ui" / "static" / "ui"
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
INLINE = {
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "event attribute": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "other site": re.compile(r"(?:src|href)=[\"']?(?:https?:)?//", re.IGNORECASE),
    "evaluated by htmx": re.compile(r"hx-on|hx-vals=[\"']?js:|hx-trigger=[\"'][^\"']*\["),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_template_needs_nothing_that_the_policy_forbids(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert [name for name, pattern in INLINE.items() if pattern.search(text)] == []


def test_templates_are_there() -> None:
    assert {"base.html", "lone.html", "sign_in.html", "gallery.html"} <= {path.name for path in TEMPLATES}


@pytest.mark.parametrize("script", sorted(STATIC.glob("*.js")), ids=lambda path: path.name)
def test_script_evaluates_nothing(script: Path) -> None:
    assert re.findall(r"\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write", script.read_text()) == []


@pytest.mark.parametrize("file", sorted([*STATIC.glob("*.js"), *STATIC.glob("*.css")]), ids=lambda path: path.name)
def test_file_is_small_and_asks_no_other_site(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 400
    assert re.findall(r"https?:|url\(|@import", text) == []


def test_icons_are_drawn_and_named() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))
    assert drawn == ICONS | {"mark"} | {f"state-{state.value}" for state in Light}


def themes() -> dict[str, dict[str, str]]:
    """The colour tokens of tokens.css: light, dark by the system, dark by choice."""
    blocks = re.findall(r"\{([^{}]*--paper[^{}]*)\}", (STATIC / "tokens.css").read_text())
    found = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in blocks]
    return dict(zip(("light", "system", "dark"), found, strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_dark_theme_is_one_and_has_the_same_names() -> None:
    found = themes()
    assert found["system"] == found["dark"]
    assert found["light"].keys() == found["dark"].keys()


def test_light_theme_is_the_one_agreed() -> None:
    agreed = {"paper": "#fbfaf7", "surface": "#ffffff", "ink": "#1a1f24", "muted": "#5b6570", "hairline": "#e4e1d9"}
    agreed |= {"accent": "#0b5fa5", "done": "#1e7b4b", "due": "#8a5a00", "late": "#b3261e", "contradicted": "#7a3ea8"}
    agreed |= {"silent": "#5b6570", "not-due": "#9aa3ab"}
    light = themes()["light"]
    assert {name: light[name] for name in agreed} == agreed


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read(theme: str) -> None:
    colours = themes()[theme]
    states = ["done", "due", "late", "contradicted", "silent"]
    pairs = [(text, ground) for text in ("ink", "muted", "accent", *states) for ground in ("paper", "surface")]
    pairs += [(state, f"{state}-soft") for state in states]
    pairs += [("muted", "not-due-soft"), ("muted", "sunken"), ("on-accent", "accent"), ("on-accent", "accent-strong")]
    pairs += [("accent-strong", "accent-soft")]
    assert [(text, ground) for text, ground in pairs if contrast(colours[text], colours[ground]) < 4.5] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_edges_of_fields_can_be_seen(theme: str) -> None:
    colours = themes()[theme]
    assert contrast(colours["border"], colours["surface"]) >= 3
