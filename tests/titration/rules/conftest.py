"""Profiles of Hypothesis for the rules, and the two judges that the tables are checked with.

A long search: ``pytest tests/titration/rules --hypothesis-profile=long``.
"""

from collections import Counter

import pytest
from hypothesis import settings

from patients.days import day_text
from tests.titration.rules.histories import Judge, as_row
from tests.titration.rules.oracle import Row, oracle
from titration.rules import History, flags, number
from titration.rules.dose_rules import comparisons
from titration.rules.effect_rules import listing

settings.register_profile("mutants", max_examples=20, derandomize=True, database=None)
settings.register_profile("long", max_examples=100_000, deadline=None)


def rules(history: History) -> Counter[Row]:
    """Return the flags of the code under test, as rows."""
    return Counter(as_row(flag) for flag in flags(history))


@pytest.fixture(autouse=True)
def fresh_caches() -> None:
    """Clear the rules' caches, so that each test also meets a mutation."""
    for kept in (number, comparisons, listing, day_text):
        kept.cache_clear()


@pytest.fixture(params=[rules, oracle], ids=["rules", "oracle"])
def judge(request: pytest.FixtureRequest) -> Judge:
    """The rules, and then the oracle: a table worked out by hand holds for both."""
    judge: Judge = request.param
    return judge
