"""A person at a browser: goes where a page's own links lead, fills in its own forms, never types an address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

SITE = "http://testserver"
Element = html.HtmlElement
REFUSED, OPTIONAL = 422, " (необязательно)"
NOT_FIELDS = ("submit", "button")
REFUSALS = {"error-summary", "field-error", "message-error"}
SURROUNDINGS = ("tr", "li", "fieldset", "section", "article", "dl", "form", "div", "main")


class Visitor:
    """What a person sees and may do; every step is a link, a button or a field of the page before it."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.address = "/"
        self.page: Element = html.fromstring("<html></html>")
        self.downloaded = b""

    def open_site(self) -> Visitor:
        """The one address that a person is told: the site's first page."""
        return self._go("/")

    def open_letter(self, address: str) -> Visitor:
        """The address that a letter holds."""
        return self._go(address)

    def sign_in(self, login: str, password: str) -> Visitor:
        """From the first page through «Войти»."""
        self.client = Client(enforce_csrf_checks=True)
        self.open_site().follow("Войти")
        return self.press("Войти", {"Логин": login, "Пароль": password})

    def follow(self, words: str, near: str = "") -> Visitor:
        """Click on the link that says these words, in the smallest part of the page that says `near` as well."""
        return self._go(self.href(words, near))

    def href(self, words: str, near: str = "") -> str:
        """Where that link leads."""
        found = self._nearest([one for one in self.page.iter("a") if one.get("href") and says(one, words)], near)
        assert found is not None, f"no link «{words}» near «{near}» at {self.address}; there are: {self._links()}"
        return str(found.get("href"))

    def sees(self, words: str) -> Visitor:
        """Stay, where the page's content says the words; fails the journey with what it says instead."""
        assert self.has(words), f"no «{words}» at {self.address}: {self.text[:1_500]}"
        return self

    def has(self, words: str) -> bool:
        """Whether the page's content says the words."""
        return words in self.text

    def has_link(self, words: str, near: str = "") -> bool:
        """Whether a link says the words."""
        links = [one for one in self.page.iter("a") if one.get("href") and says(one, words)]
        return self._nearest(links, near) is not None

    @property
    def text(self) -> str:
        """The words of the page's content."""
        return text_of(next(self.page.iter("main")))

    @property
    def groups(self) -> list[str]:
        """The headings of the page's groups of fields."""
        return [text_of(one).removesuffix(OPTIONAL) for one in self.page.iter("legend")]

    @property
    def heading(self) -> str:
        """The page's title."""
        return text_of(next(self.page.iter("h1")))

    def press(self, words: str, fields: dict[str, Any] | None = None, near: str = "") -> Visitor:
        """Fill in the fields, named by their labels, of the form that the button belongs to, and press it.

        Files are given as (name, bytes), a box as True or False, several choices as a list of their words. A refusal by the page
        fails the journey with the page's own words.
        """
        self.try_press(words, fields, near)
        refused = [text_of(one) for one in self.page.iter() if set(str(one.get("class")).split()) & REFUSALS]
        assert not refused, f"at {self.address}: {refused}"
        return self

    def try_press(self, words: str, fields: dict[str, Any] | None = None, near: str = "") -> Visitor:
        """The same where a refusal is expected."""
        buttons = [one for one in self.page.iter("button", "input") if is_button(one) and says(one, words)]
        button = self._nearest(buttons, near)
        assert button is not None, f"no button «{words}» near «{near}» at {self.address}: {self._buttons()}"
        form = self._form_of(button)
        data = self._filled(form, fields or {})
        if button.get("name"):
            data[button.get("name")] = [button.get("value", "")]
        action = button.get("formaction") or form.get("action") or self.address
        if (button.get("formmethod") or form.get("method") or "get").lower() == "get":
            return self._go(action, {name: value for name, value in data.items() if value})
        data.setdefault("csrfmiddlewaretoken", [self.client.cookies["csrftoken"].value])
        answer = self.client.post(urljoin(SITE + self.address, action), data, follow=True)
        return self._arrive(answer)

    def _go(self, address: str, data: dict[str, Any] | None = None) -> Visitor:
        return self._arrive(self.client.get(urljoin(SITE + self.address, address).split("#")[0], data, follow=True))

    def _arrive(self, answer: Any) -> Visitor:
        request = answer.request
        address = request["PATH_INFO"] + ("?" + request["QUERY_STRING"] if request["QUERY_STRING"] else "")
        assert answer.status_code in (200, REFUSED), f"{answer.status_code} at {address}, from {self.address}"
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer["Content-Type"].startswith("text/html"):
            self.address = address
            self.page = html.fromstring(content.decode())
        else:
            self.downloaded = content
        return self

    def _nearest(self, found: list[Element], near: str) -> Element | None:
        """The one whose smallest surroundings say `near`; the page's own before those of its frame."""
        main = next(self.page.iter("main"), None)
        ordered = sorted(found, key=lambda one: main is None or main not in one.iterancestors())
        if not near:
            return ordered[0] if ordered else None
        sized = []
        for one in ordered:
            around = next((up for up in one.iterancestors(*SURROUNDINGS) if near in text_of(up)), None)
            if around is not None:
                sized.append((len(text_of(around)), len(sized), one))
        return min(sized)[2] if sized else None

    def _form_of(self, button: Element) -> Element:
        if button.get("form"):
            return self.page.get_element_by_id(button.get("form"))
        return next(button.iterancestors("form"))

    def _filled(self, form: Element, fields: dict[str, Any]) -> dict[str, Any]:
        controls = list(self._controls(form))
        data: dict[str, Any] = {}
        for one in controls:
            data.setdefault(one.get("name"), []).extend(values_of(one))
        for label, value in fields.items():
            self._fill(form, controls, label, value, data)
        return data

    def _fill(self, form: Element, controls: list[Element], label: str, value: Any, data: dict[str, Any]) -> None:
        named = [one for one in controls if any(says(words, label) for words in self._labels(one))]
        group = next((one for one in form.iter("legend") if says(one, label)), None)
        if not named and group is not None:
            for choice in value if isinstance(value, list) else [value]:
                within = [one for one in controls if group.getparent() in one.iterancestors()]
                self._fill(form, within, choice, True, data)
            return
        assert named, f"no field «{label}» at {self.address}: {sorted(set(self._all_labels(controls)))}"
        first = named[0]
        name = first.get("name")
        if first.get("type") in ("checkbox", "radio"):
            own = first.get("value", "on")
            kept = data[name] if first.get("type") == "checkbox" else []
            data[name] = [one for one in kept if one != own] + ([own] if value else [])
        elif first.tag == "select":
            data[name] = [
                option_of(first, one, self.address) for one in (value if isinstance(value, list) else [value])
            ]
        elif first.get("type") == "file":
            given = value if isinstance(value, list) else [value]
            data[name] = [SimpleUploadedFile(file_name, content) for file_name, content in given]
        else:
            data[name] = [value]

    def _controls(self, form: Element) -> Iterator[Element]:
        for one in self.page.iter("input", "select", "textarea"):
            owner = one.get("form")
            is_ours = owner == form.get("id") if owner else form in one.iterancestors()
            if one.get("name") and is_ours and one.get("type") not in NOT_FIELDS and one.get("disabled") is None:
                yield one

    def _labels(self, control: Element) -> list[Element]:
        own = [one for one in self.page.iter("label") if one.get("for") and one.get("for") == control.get("id")]
        around = list(control.iterancestors("label"))
        spoken = html.Element("span")
        spoken.text = control.get("aria-label") or " "
        return [*own, *around, spoken]

    def _all_labels(self, controls: list[Element]) -> list[str]:
        return [text_of(label) for one in controls for label in self._labels(one)]

    def _links(self) -> list[str]:
        return [text_of(one) for one in self.page.iter("a")]

    def _buttons(self) -> list[str]:
        return [text_of(one) for one in self.page.iter("button")]


def text_of(one: Element) -> str:
    """An element's words, blanks folded, without what only scripts show."""
    return " ".join(one.text_content().replace("\xa0", " ").split())


def says(one: Element, words: str) -> bool:
    """Whether an element says exactly these words, to the eye or aloud; «…» at the end stands for any words more."""
    spoken = text_of(one).removesuffix(OPTIONAL)
    said = [spoken, one.get("aria-label") or "", one.get("title") or "", one.get("value") or ""]
    if words.endswith("…"):
        return any(words[:-1] in each.replace("\xa0", " ") for each in said)
    return words in [each.replace("\xa0", " ") for each in said]


def is_button(one: Element) -> bool:
    """Whether pressing it sends its form."""
    kinds = ("submit", None) if one.tag == "button" else ("submit",)
    return one.get("type") in kinds


def values_of(control: Element) -> list[str]:
    """What a browser sends of an untouched field."""
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = [one for one in options if one.get("selected") is not None]
        chosen = chosen or ([] if control.get("multiple") is not None else options[:1])
        return [one.get("value", text_of(one)) for one in chosen]
    if control.tag == "textarea":
        return [control.text or ""]
    if control.get("type") in ("checkbox", "radio"):
        return [control.get("value", "on")] if control.get("checked") is not None else []
    return [] if control.get("type") == "file" else [control.get("value", "")]


def option_of(select: Element, words: str, address: str) -> str:
    """The value of the choice that says the words."""
    found = [one.get("value", "") for one in select.iter("option") if says(one, words)]
    assert found, f"no choice «{words}» at {address}: {[text_of(one) for one in select.iter('option')]}"
    return str(found[0])


def path_of(address: str) -> str:
    """An address without its site, as the test's client asks for it."""
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")
