"""Who is awaited though there is no account yet: apps above, which keep invitations, are asked by address.

from kadrost.accounts.arrivals import offer_arrivals
offer_arrivals(accept_by_address)
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from kadrost.accounts.models import User

Accept = Callable[[HttpRequest, str], User | None]
_accepting: list[Accept] = []


def offer_arrivals(accept: Accept) -> None:
    """Ask `accept(request, address)` for whoever is awaited under a proven address; it takes the invitation and gives the person."""
    if accept not in _accepting:
        _accepting.append(accept)


def receive(request: HttpRequest, address: str) -> User | None:
    """The person awaited under the proven address, their invitation taken; None where nobody is."""
    return next((person for accept in _accepting if (person := accept(request, address)) is not None), None)
