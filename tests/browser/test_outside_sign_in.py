"""Signing in with an account at the hospital: the browser leaves for another site, and comes back.

Only a browser shows that our policy lets it, and that its cookies come back with it.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from patients.models import Account
from tests.browser import when
from tests.browser.conftest import Visits
from tests.browser.visitor import Visitor
from tests.patients.accounts.at_the_hospital import tied
from tests.patients.accounts.provider import Provider, serving

AWAY = "Continue with Example Hospital"


@pytest.fixture
def provider(settings: Settings, real_rows: None) -> Iterator[Provider]:
    ours = settings.OUTSIDE_PROVIDER
    with serving(ours.client_id, ours.client_secret) as served:
        settings.OUTSIDE_PROVIDER = replace(ours, issuer=served.issuer)
        yield served


def goes_to_the_hospital(who: Visitor, provider: Provider, person: str) -> None:
    """Leave for the provider by the button of a page, and come back as a person."""
    provider.person = person
    who.goes_to += (provider.issuer,)
    who.page.get_by_role("button", name=AWAY).click()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_tied_account_is_opened_at_the_page_that_was_wanted(
    has_scripts: bool, visits: Visits, provider: Provider, neurologist: Account
) -> None:
    tied(neurologist, provider, subject="nora")
    nora = visits(java_script_enabled=has_scripts)
    nora.opens("/account/")

    goes_to_the_hospital(nora, provider, "nora")

    expect(nora.page.get_by_role("heading", name=neurologist.full_name)).to_be_visible()


def test_a_stranger_reads_a_page_and_is_not_signed_in(visits: Visits, provider: Provider) -> None:
    stranger = visits()
    stranger.expects = {403}
    stranger.opens("/sign-in/")

    goes_to_the_hospital(stranger, provider, "a stranger")

    expect(stranger.page.get_by_role("heading", name="Nothing was opened")).to_be_visible()
    stranger.opens("/account/")
    expect(stranger.page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_person_ties_their_account_and_signs_in_with_it(
    visits: Visits, provider: Provider, nurse: Account
) -> None:
    nils = visits(nurse)
    nils.opens("/account/")
    when.link_is_followed(nils, "Tie account")
    goes_to_the_hospital(nils, provider, "nils")
    expect(
        nils.page.get_by_text("Your account at the hospital opens this one now.")
    ).to_be_visible()
    when.the_person_signs_out(nils)

    goes_to_the_hospital(nils, provider, "nils")

    expect(nils.page.get_by_role("banner")).to_contain_text(nurse.full_name)
