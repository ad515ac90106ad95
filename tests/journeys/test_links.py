"""No page offers what its reader is refused: every link that anybody meets on the way from the first page opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
import time_machine
from django.test import Client
from lxml import html

from tests.journeys.visitor import SITE
from tests.web.access_scene import make_scene
from tests.web.factories import TODAY

pytestmark = pytest.mark.django_db
PEOPLE = ("public", "executor", "stranger", "controller", "coordinator", "auditor", "administrator")


@pytest.mark.parametrize("who", PEOPLE)
def test_every_link_on_the_way_opens(who: str) -> None:
    with time_machine.travel(f"{TODAY}T09:00:00+03:00", tick=False):
        user = make_scene().people[who]
        client = Client()
        if user is not None:
            client.force_login(user)
        refused = {}
        seen: set[str] = set()
        waiting = [("/", "")]
        while waiting:
            address, met_at = waiting.pop(0)
            if kind_of(address) in seen:
                continue
            seen.add(kind_of(address))
            answer = client.get(address, follow=True)
            if answer.status_code != 200:
                refused[address] = (answer.status_code, met_at)
            elif answer["Content-Type"].startswith("text/html"):
                waiting += [(link, address) for link in links_of(address, answer.content.decode())]
            answer.close()
    assert refused == {}


def kind_of(address: str) -> str:
    """Addresses that differ in a record's key only are one kind of page."""
    return re.sub(r"/\d+", "/N", address.split("?")[0])


def links_of(address: str, page: str) -> Iterator[str]:
    """Where the page's own links lead on this site."""
    for link in html.fromstring(page).iter("a"):
        found = urljoin(SITE + address, link.get("href") or "#").split("#")[0]
        if found.startswith(SITE):
            yield found.removeprefix(SITE) or "/"
