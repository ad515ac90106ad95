"""The region of the board's tests."""

from tests.web.board.conftest import region

__all__ = ["region"]
