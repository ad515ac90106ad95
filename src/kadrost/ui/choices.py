"""The sentence that is the filter: each bold word is a choice of one parameter of the address."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from kadrost.ui.addresses import with_parameters

SEARCHED_FROM = 12


@dataclass(frozen=True)
class Option:
    """What may be chosen: the value in the address, the word in the sentence, how many rows it would show."""

    value: str
    title: str | Promise
    count: int | None = None


@dataclass(frozen=True)
class OptionLink:
    """An option as drawn."""

    title: str | Promise
    url: str
    count: int | None
    current: bool


@dataclass(frozen=True)
class Choice:
    """A word of the sentence. The first option is the one without a filter; its value is an empty text."""

    parameter: str
    label: str | Promise
    options: tuple[Option, ...]
    selected: str = ""

    @property
    def chosen(self) -> Option:
        """The selected option, or the first where the value is unknown."""
        return next((option for option in self.options if option.value == self.selected), self.options[0])

    @property
    def phrase(self) -> str | Promise:
        """The word that stands in the sentence."""
        return self.chosen.title

    @property
    def searched(self) -> bool:
        """Whether the list is long enough for a box that narrows it."""
        return len(self.options) > SEARCHED_FROM

    def links(self, request: HttpRequest) -> list[OptionLink]:
        """The options with addresses that keep all other filters and begin from the first page."""
        return [
            OptionLink(
                option.title,
                with_parameters(request, **{self.parameter: option.value, "page": None}),
                option.count,
                option is self.chosen,
            )
            for option in self.options
        ]
