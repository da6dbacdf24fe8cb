"""Check the markup of the demo's pages with vnu, the Nu HTML checker.

Prints each fault with the first page that has it. Exits 1 where there is a fault, or a
template with which no page was drawn.
"""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.markup.settings"
django.setup()

from django.conf import settings  # noqa: E402 - settings come first
from django.template import engines  # noqa: E402
from django.template.backends.jinja2 import Jinja2  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import reverse  # noqa: E402

from tests.markup.crawl import pages_seen_by  # noqa: E402
from tests.markup.demo import loaded_demo  # noqa: E402
from tests.markup.visits import beginnings, visitors  # noqa: E402
from tests.markup.vnu import faults_in  # noqa: E402
from tests.patients.accounts.provider import serving  # noqa: E402
from titration.letters import pdf  # noqa: E402


def pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the markup of each page, with the error pages that no visitor meets."""
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    templates = set(engine.env.list_templates(filter_func=is_page))
    for name in sorted(name for name in templates if name[:3].isdecimal()):
        yield name, engine.env.get_template(name).render()
    start = beginnings()
    with papers() as drawn:
        for who, browser in visitors().items():
            for request, html in pages_seen_by(browser, start):
                yield f"{who}: {request}", html
        yield from drawn
    if undrawn := templates - {name for _, name in engine.env.cache or ()}:
        raise SystemExit(f"No page was drawn with {', '.join(sorted(undrawn))}.")


@contextmanager
def papers() -> Iterator[list[tuple[str, str]]]:
    """Collect the documents of which PDFs would be made; none is made, so Pango is not needed."""
    drawn: list[tuple[str, str]] = []

    def collect(html: str) -> bytes:
        drawn.append((f"paper {len(drawn) + 1}", html))
        raise pdf.NoPdf("This was only drawn.")

    makes, pdf.pdf_of = pdf.pdf_of, collect
    yield drawn
    pdf.pdf_of = makes


def provider_away() -> tuple[str, str]:
    """Return the page that says that the provider does not answer, while none is served."""
    page = Client().post(reverse("begin-sign-in"))
    return f"anonymous, without a provider: {page.status_code}", page.content.decode()


@contextmanager
def provider() -> Iterator[None]:
    """Serve a provider of the hospital's accounts, for the page that goes on to it."""
    ours: Any = settings.OUTSIDE_PROVIDER
    with (
        serving(ours.client_id, ours.client_secret) as served,
        override_settings(OUTSIDE_PROVIDER=replace(ours, issuer=served.issuer)),
    ):
        yield


def is_page(template: str) -> bool:
    """Return whether a template is of a page; Django's own engine draws forms with others."""
    return template.endswith(".html") and not template.startswith("crispy/")


def main() -> int:
    """Check every page, and print each fault."""
    logging.disable(logging.ERROR)  # the server would log each page and each refusal
    with loaded_demo():
        seen = [provider_away()]
        with provider():
            seen += pages()
    faults = faults_in(seen)
    first_of_each = {fault.message: fault for fault in reversed(faults)}
    for page, message, markup in reversed(first_of_each.values()):
        print(f"{page}: {message}\n  {markup}")
    print(f"vnu checked {len(seen)} pages and found {len(faults)} faults in them.")
    return int(bool(faults) or not seen)


if __name__ == "__main__":
    sys.exit(main())
