"""The lock files point to the public index and its file host, whatever machine wrote them."""

from __future__ import annotations

import re
import tomllib

from tests.conftest import REPOSITORY

PUBLIC_INDEX = "https://pypi.org/simple"
PUBLIC_FILES = "https://files.pythonhosted.org/"


def test_uv_lock_names_only_the_public_index() -> None:
    lock = (REPOSITORY / "uv.lock").read_text(encoding="utf-8")
    registries = set(re.findall(r'registry = "([^"]*)"', lock))
    hosts = {url for url in re.findall(r'url = "([^"]*)"', lock) if not url.startswith(PUBLIC_FILES)}
    assert registries == {PUBLIC_INDEX}
    assert hosts == set()


def test_requirements_hold_the_versions_of_the_lock() -> None:
    lock = tomllib.loads((REPOSITORY / "uv.lock").read_text(encoding="utf-8"))
    locked = {(package["name"], package["version"]) for package in lock["package"]}
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (REPOSITORY / name).read_text(encoding="utf-8")
        pinned = set(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE))
        assert pinned
        assert pinned <= locked
