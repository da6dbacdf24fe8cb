"""Search for a patient as a browser does: post the words, then open the page that lists them."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.test import Client

from tests.pages.reading import groups, listed

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response


def search(client: Client, typed: str) -> "Response":
    """Return the list found; or the answer itself where it is a refusal or leads to a chart."""
    answer = client.post("/", {"q": typed})
    if answer.status_code == HTTPStatus.SEE_OTHER:
        return client.get(answer["Location"])
    return answer


def found(client: Client, typed: str) -> list[str]:
    """Return the names of the patients who begin as was typed, without those that are near."""
    page = search(client, typed)
    assert page.status_code == HTTPStatus.OK
    near = [name for names in groups(page).values() for name in names]
    return listed(page)[: len(listed(page)) - len(near)]
