"""Fill in pages that record an entry as a browser does, and assert how they refuse."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.test import Client

from patients.models import Account, Entry, Patient
from tests.pages.markup import Markup, entry_form
from tests.pages.reading import errors, text, title, words
from tests.patients.events import event, events
from titration.record.kinds import KINDS
from titration.standing.models import Standing

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

NEVER_SHOWN_WRONG = {
    "times_a_day", "phase", "reason", "decided_by", "listed_term", "severity", "reported_by",
    "action_taken", "rater", "total_better", "kind", "became", "meant", "what",
    "outcome",
}  # fmt: skip
SAVED = re.compile(r'<div class="saved" role="status">\s*<p>(.*?)</p>\s*</div>')
NEW_EACH_TIME = {"csrfmiddlewaretoken", "form_token", "seen"}


def refusals_by_field(refused: Iterable[tuple[str, str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Group wrong values, each with the sentence that refuses it, by their field."""
    found: dict[str, list[tuple[str, str]]] = {}
    for field, typed, sentence in refused:
        found.setdefault(field, []).append((typed, sentence))
    return found


def one_of_each_field(refused: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Keep the first wrong value of each field, where the form's own tests try all of them.

    The page then shows that a refusal of each field reaches it, beside what was typed.
    """
    return [(field, *wrong[0]) for field, wrong in refusals_by_field(refused).items()]


def marking_page(entry: Entry) -> str:
    """Return the address of the page that marks an entry as entered in error."""
    kind = KINDS[entry.KIND].word
    return f"/patients/{entry.patient_id}/{kind}/{entry.pk}/entered-in-error/"


def opened_form(client: Client, address: str) -> dict[str, str]:
    """Open a page; return what its form would send unchanged."""
    page = client.get(address)
    assert page.status_code == 200
    return entry_form(page.content.decode())


def entries_and_writes() -> list[Any]:
    """Return all rows of entries and standings, and all audit events about writes."""
    kinds: list[type[Model]] = [*(kind.model for kind in KINDS.values()), Standing]
    rows = [list(kind._default_manager.order_by("pk").values()) for kind in kinds]
    return [*rows, [told for told in events() if is_write(told)]]


def is_write(told: dict[str, Any]) -> bool:
    """Return whether an event is about a write; reading and refusals are not."""
    return bool(told["outcome"] == "allowed" and told["action"] not in {"read", "list"})


@contextmanager
def nothing_saved() -> Iterator[None]:
    """Assert that requests inside the block change no entry, standing or event of a write."""
    before = entries_and_writes()
    yield
    assert entries_and_writes() == before


def assert_refused(page: "Response", sent: dict[str, str], field: str, sentence: str) -> None:
    """Assert a 422 with the sentence at its field and every typed value still in the form."""
    html = page.content.decode()
    kept = {name: typed for name, typed in sent.items() if name not in NEW_EACH_TIME}
    if field in NEVER_SHOWN_WRONG:
        kept.pop(field, None)
    assert page.status_code == 422
    assert errors(page) == [sentence]
    assert title(page).startswith("Error: ")
    assert {name: entry_form(html)[name] for name in kept} == kept
    assert any(name.endswith(f"-{field}_error") for name in Markup(html).ids)
    assert_summary_leads_to_fields(html)


def assert_summary_leads_to_fields(html: str) -> None:
    """Assert that every link within the page leads to an id of the page."""
    markup = Markup(html)
    targets = {link[1:] for link in markup.links if link.startswith("#")}
    assert targets <= set(markup.ids)


def assert_sent_again(client: Client, address: str, page: "Response") -> None:
    """Assert that the refused form is accepted when it is sent again unchanged."""
    again = client.post(address, entry_form(page.content.decode()))
    assert again.status_code == 302


def assert_outsider_learns_nothing(
    client: Client, address: str, patient: Patient, outsider: Account
) -> None:
    """Assert that an outsider gets 404 to GET and POST, and that each is on record."""
    with nothing_saved():
        answers = [client.get(address), client.post(address, {})]

    assert [answer.status_code for answer in answers] == [404, 404]
    told = event("read", "refused", by=outsider, clinic_id=None, patient_ids=[patient.pk])
    assert events() == [told, told]


def assert_role_refused(
    client: Client, address: str, form: dict[str, str], sentence: str, told: dict[str, Any]
) -> None:
    """Assert 403 with this sentence to GET and POST, and that each is on record."""
    before = len(events())
    with nothing_saved():
        answers = [client.get(address), client.post(address, form)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert all(sentence in text(answer) for answer in answers)
    assert [refused for refused in events()[before:] if refused["action"] != "read"] == [told, told]


def saved_message(chart: "Response") -> tuple[str, list[str]]:
    """Return a chart's message about what was saved, and the links in it."""
    (message,) = SAVED.findall(chart.content.decode())
    return words(message), Markup(message).links
