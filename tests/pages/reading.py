"""Reading a page as a person does: its words, its rows, its errors, what its fields hold."""

import re
from html import unescape
from typing import TYPE_CHECKING

from tests.pages.markup import entry_form

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

TAG = re.compile(r"<[^>]*>")
INLINE_TAG = re.compile(r"</?(a|span|strong)\b[^>]*>")
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
ERROR = re.compile(r'<div class="error-summary".*?</div>', re.DOTALL)
LINE = re.compile(r"<li>(.*?)</li>", re.DOTALL)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def words(html: str) -> str:
    """What is left of markup when its tags are taken out."""
    return " ".join(unescape(TAG.sub(" ", INLINE_TAG.sub("", html))).split())


def text(response: "Response") -> str:
    return words(response.content.decode())


def title(response: "Response") -> str:
    (found,) = TITLE.findall(response.content.decode())
    return words(found)


def rows(response: "Response") -> list[list[str]]:
    """The cells of every row of a table, its head left out."""
    return all_rows(response)[1:]


def headings(response: "Response") -> list[str]:
    """The cells of the head of a table."""
    return all_rows(response)[0]


def all_rows(response: "Response") -> list[list[str]]:
    return [
        [words(cell) for cell in CELL.findall(row)]
        for row in ROW.findall(response.content.decode())
    ]


def first_cells(response: "Response") -> list[str]:
    return [row[0] for row in rows(response)]


def errors(response: "Response") -> list[str]:
    """The sentences of the error summary."""
    return [
        words(line)
        for summary in ERROR.findall(response.content.decode())
        for line in LINE.findall(summary)
    ]


def held(response: "Response") -> dict[str, str]:
    """What the fields of the page's form hold, by name, as a browser would send it."""
    sent = entry_form(response.content.decode())
    return {name: value for name, value in sent.items() if name != "csrfmiddlewaretoken"}
