"""Search for a patient as a browser does: post the words, then open the page that lists them."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.test import Client

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response


def search(client: Client, typed: str) -> "Response":
    """Return the list found; or the answer itself where it is a refusal or leads to a chart."""
    answer = client.post("/", {"q": typed})
    if answer.status_code == HTTPStatus.SEE_OTHER:
        return client.get(answer["Location"])
    return answer
