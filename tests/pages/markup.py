"""What a browser would make of a page: the forms it can send, the links it can follow."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

Attributes = dict[str, str]


class SentForm(NamedTuple):
    """A form as it stands in a page: where it goes, and what it would send untouched."""

    action: str
    fields: dict[str, str]


class Markup(HTMLParser):
    """Forms, links and ids of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms = [SentForm("", {})]  # the first holds what stands outside any
        self.links: list[str] = []
        self.ids: list[str] = []
        self.select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if "id" in has:
            self.ids.append(has["id"])
        match tag:
            case "a":
                self.links.append(has["href"])
            case "form":
                self.forms.append(SentForm(has.get("action", ""), {}))
            case "select":
                self.select = has["name"]
            case "option":
                self.choose(has)
            case "input":
                self.hold(has)

    def choose(self, option: Attributes) -> None:
        """The option selected, or else the first."""
        fields = self.forms[-1].fields
        if "selected" in option or self.select not in fields:
            fields[self.select] = option["value"]

    def hold(self, control: Attributes) -> None:
        """A field that is filled in, or a choice that is checked."""
        is_choice = control.get("type") in {"radio", "checkbox"}
        if "name" in control and (not is_choice or "checked" in control):
            usual = "on" if is_choice else ""
            self.forms[-1].fields[control["name"]] = control.get("value", usual)


def entry_forms(html: str) -> Iterator[SentForm]:
    """The forms of a page that record something."""
    return (form for form in Markup(html).forms if "form_token" in form.fields)


def entry_form(html: str) -> dict[str, str]:
    """What the one such form of a page would send."""
    (form,) = entry_forms(html)
    return form.fields


def fields(html: str) -> dict[str, str]:
    """What fields that stand in no form would send."""
    return Markup(html).forms[0].fields
