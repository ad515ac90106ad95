"""A stored file is there whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.base import ContentFile, File

from kadrost.config.storage import WholeFileStorage


class BreakingOff(File):  # type: ignore[type-arg] # Django's class takes no argument at run time
    """Content of which only the beginning can be read."""

    def __init__(self) -> None:
        super().__init__(None, name="plan.txt")

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"the beginning"
        raise ConnectionError


@pytest.fixture
def storage(tmp_path: Path) -> WholeFileStorage:
    return WholeFileStorage(location=tmp_path)


def test_what_broke_off_in_the_middle_has_no_name(storage: WholeFileStorage, tmp_path: Path) -> None:
    with pytest.raises(ConnectionError):
        storage.save("documents/plan.txt", BreakingOff())

    assert not storage.exists("documents/plan.txt")
    assert [path.suffix for path in (tmp_path / "documents").iterdir()] == [".part"]


def test_a_taken_name_is_not_written_over(storage: WholeFileStorage, tmp_path: Path) -> None:
    def save(number: int) -> str:
        return storage.save("documents/plan.txt", ContentFile(str(number).encode()))

    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(save, range(24)))

    assert "documents/plan.txt" in names
    assert [(tmp_path / name).read_bytes() for name in names] == [str(number).encode() for number in range(24)]
    assert sorted(path.relative_to(tmp_path).as_posix() for path in (tmp_path / "documents").iterdir()) == sorted(names)
