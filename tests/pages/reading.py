"""Read a page as a person does: its words, rows, errors, and the values in its fields."""

import re
from html import unescape
from typing import TYPE_CHECKING

from tests.pages.markup import entry_form

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

TAG = re.compile(r"<[^>]*>")
INLINE_TAG = re.compile(r"</?(a|b|span|strong)\b[^>]*>")
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
LIST_ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
NAME = re.compile(r"<a [^>]*data-row[^>]*>(.*?)</a>", re.DOTALL)
HEADING = re.compile(r"<h2[^>]*>(.*?)<span", re.DOTALL)
ERROR = re.compile(r'<div class="error-summary".*?</div>', re.DOTALL)
LINE = re.compile(r"<li>(.*?)</li>", re.DOTALL)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def words(html: str) -> str:
    """Return the text of markup without its tags."""
    return " ".join(unescape(TAG.sub(" ", INLINE_TAG.sub("", html))).split())


def text(response: "Response") -> str:
    return words(response.content.decode())


def title(response: "Response") -> str:
    (found,) = TITLE.findall(response.content.decode())
    return words(found)


def rows(response: "Response") -> list[list[str]]:
    """Return the cells of every row of a table, except its head."""
    return all_rows(response)[1:]


def headings(response: "Response") -> list[str]:
    """Return the cells of the head of a table."""
    return all_rows(response)[0]


def all_rows(response: "Response") -> list[list[str]]:
    return [
        [words(cell) for cell in CELL.findall(row)]
        for row in ROW.findall(response.content.decode())
    ]


def first_cells(response: "Response") -> list[str]:
    return [row[0] for row in rows(response)]


def listed(response: "Response") -> list[str]:
    """Return the names of the patients on a list, in its order."""
    return [words(name) for name in NAME.findall(response.content.decode())]


def groups(response: "Response") -> dict[str, list[str]]:
    """Return the names of the patients in each group of the morning list, by its heading."""
    parts = response.content.decode().split('<tr class="list-group">')[1:]
    return {
        words(HEADING.findall(part)[0]): [words(name) for name in NAME.findall(part)]
        for part in parts
    }


def list_row(response: "Response", name: str) -> list[str]:
    """Return the cells of the row of one patient on a list."""
    every = LIST_ROW.findall(response.content.decode())
    cells = [[words(cell) for cell in CELL.findall(row)] for row in every]
    (found,) = [row for row in cells if row and row[0].startswith(name)]
    return found


def errors(response: "Response") -> list[str]:
    """Return the sentences of the error summary."""
    return [
        words(line)
        for summary in ERROR.findall(response.content.decode())
        for line in LINE.findall(summary)
    ]


def field_values(response: "Response") -> dict[str, str]:
    """Return the values of the fields of the page's form by name, as a browser would send them."""
    sent = entry_form(response.content.decode())
    return {name: value for name, value in sent.items() if name != "csrfmiddlewaretoken"}
