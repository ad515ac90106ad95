"""One plan under control and a person of each kind, for tests of pages."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kadrost.accounts.models import User
from tests.roadmaps.domain.conftest import Scene, make_scene

__all__ = ["Scene", "client_of", "make_scene", "queries_of", "text_of"]


def client_of(user: User | None) -> Client:
    """A browser in which the person has signed in; the public's for None."""
    client = Client()
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text_of(response: HttpResponse) -> str:
    """The page's HTML, blanks folded."""
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def queries_of(client: Client, address: str, **data: Any) -> int:
    """How many queries the page asks."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address, data).status_code == 200
    return len(captured)
