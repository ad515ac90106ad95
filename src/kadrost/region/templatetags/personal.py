"""How personal data are shown to those who do not need them in full: {{ person.login|hidden_address }}."""

from __future__ import annotations

from django import template

from kadrost.region.domain.personal.access import masked

register = template.Library()


@register.filter
def hidden_address(login: str) -> str:
    """A login, masked where it is an address of e-mail; a short name tells nothing and stays."""
    return masked(login) if "@" in login else login
