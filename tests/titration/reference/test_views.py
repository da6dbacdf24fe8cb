"""The reference page: what each flag rests on, its limits, and no advice."""

import re

import pytest
from django.test import Client
from hypothesis import given

from tests.pages.reading import text
from tests.titration.rules.strategies import histories
from titration.record.side_effects.near_words import NEAR_WORDS
from titration.reference.page import checked, words_by_term
from titration.rules import ARTICLE, RULES, SOURCES, History, flags

PAGE = "/reference/"
ADVICE = (
    r"\b(should|must|need(s|ed)? to|consider|recommend\w*|advis(e|es|ed|able)|increas\w*|reduc\w*"
    r"|safe\w*|unsafe|overdos\w*)\b|\btoo (high|low)\b"
)


@pytest.fixture
def page(as_nurse: Client) -> str:
    return text(as_nurse.get(PAGE))


def test_every_statement_stands_there_with_its_section_and_figures(as_nurse: Client, page: str):
    html = as_nurse.get(PAGE).content.decode()

    for statement in ARTICLE.statements.values():
        assert f'id="article-{statement.id}"' in html
        assert statement.fact in page
        assert statement.section in page
        for name, figures in statement.figures.items():
            assert name == "given" or f"{name}: {', '.join(figures)}" in page


def test_every_flag_stands_by_each_statement_it_rests_on(as_nurse: Client):
    html = as_nurse.get(PAGE).content.decode()
    parts = dict(re.findall(r'<li id="article-([a-z-]+)">(.*?)</li>', html, re.DOTALL))

    for name, rule in RULES.items():
        for statement in ARTICLE.statements:
            said = f"<strong>{rule.label}</strong>: " in parts[statement]
            assert said == (statement in rule.statements), name


def test_every_flag_links_to_a_statement_that_is_there(as_nurse: Client):
    assert {statement for rule in RULES.values() for statement in rule.statements} <= set(
        ARTICLE.statements
    )


@given(histories())
def test_the_levels_it_names_are_those_the_rules_give(history: History):
    for flag in flags(history):
        assert flag.level in flag.rule.levels


def test_it_says_when_every_flag_is_raised():
    told = [(rule.when(source), rule.levels) for rule in RULES.values() for source in SOURCES]
    assert all(when and levels for when, levels in told)


def test_it_names_the_article_and_its_limits(page: str):
    assert "“Understanding Baclofen’s Role in Dystonia Treatment”" in page
    assert "Its limits: general patient-information article; author and date not stated;" in page
    assert "c460f3ae5318fb8eae0de6e785d8dc02ac0740bc1185c9069d0d3aff738dab06" in page


def test_it_says_that_no_clinician_has_checked_it(page: str):
    assert f"No clinician has checked any of these {len(ARTICLE.statements)} statements yet" in page
    assert page.count("checked by a clinician: none yet · review due 01-Nov-2027") == len(
        ARTICLE.statements
    )
    assert (
        checked(2, len(ARTICLE.statements))
        == f"A clinician has checked 2 of these {len(ARTICLE.statements)} statements."
    )


def test_it_says_what_the_article_does_not_give(page: str):
    for topic in (
        "a starting dose",
        "the size of a step",
        "the interval between steps",
        "a maximum",
        "how baclofen is stopped",
        "children",
        "kidney function",
        "the elderly",
    ):
        assert topic in page


def test_the_reference_page_gives_no_advice(page: str):
    assert re.findall(ADVICE, page, re.IGNORECASE) == []


@pytest.mark.parametrize("browser", ["as_nurse", "as_neurologist", "as_admin"])
def test_every_signed_in_account_may_read_it(browser: str, request: pytest.FixtureRequest):
    assert request.getfixturevalue(browser).get(PAGE).status_code == 200


def test_a_visitor_who_is_not_signed_in_may_not_read_it(client: Client, db: None):
    assert client.get(PAGE).status_code == 302


def test_it_lists_the_words_that_may_mean_a_term_as_the_products_own(page: str):
    assert "This table is ours: no source gives it, and no rule reads it." in page
    for term, words in words_by_term():
        assert f"{term.capitalize()} {', '.join(words)}" in " ".join(page.split())
    assert {word for _, words in words_by_term() for word in words} == NEAR_WORDS.keys()
