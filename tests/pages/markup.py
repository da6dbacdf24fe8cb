"""Parse a page as a browser does: the forms it can send, the links it can follow."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

Attributes = dict[str, str]


class SentForm(NamedTuple):
    """A form of a page: its action, and what it would send unchanged."""

    action: str
    fields: dict[str, str]


class Markup(HTMLParser):
    """Forms, links and ids of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms = [SentForm("", {})]  # the first holds the fields outside any form
        self.links: list[str] = []
        self.ids: list[str] = []
        self.select = self.textarea = ""
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
            case "textarea":
                self.textarea = has["name"]
                self.forms[-1].fields[self.textarea] = ""
            case "input":
                self.hold(has)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.textarea = ""

    def handle_data(self, data: str) -> None:
        """Send what stands in a text area; a browser leaves out a line end at its beginning."""
        if self.textarea:
            self.forms[-1].fields[self.textarea] += data.removeprefix("\n")

    def choose(self, option: Attributes) -> None:
        """Send the selected option of a list, or else its first."""
        fields = self.forms[-1].fields
        if "selected" in option or self.select not in fields:
            fields[self.select] = option["value"]

    def hold(self, control: Attributes) -> None:
        """Send a filled-in field, or a checked choice."""
        is_choice = control.get("type") in {"radio", "checkbox"}
        if "name" in control and (not is_choice or "checked" in control):
            usual = "on" if is_choice else ""
            self.forms[-1].fields[control["name"]] = control.get("value", usual)


def entry_forms(html: str) -> Iterator[SentForm]:
    """Return the forms of a page that record something."""
    return (form for form in Markup(html).forms if "form_token" in form.fields)


def entry_form(html: str) -> dict[str, str]:
    """Return what the page's only such form would send."""
    (form,) = entry_forms(html)
    return form.fields


def fields(html: str) -> dict[str, str]:
    """Return what the fields outside any form would send."""
    return Markup(html).forms[0].fields
