"""The rules and the slow oracle say the same of any history."""

from collections import Counter

from hypothesis import given, settings

from tests.titration.rules.histories import as_row
from tests.titration.rules.oracle import oracle
from tests.titration.rules.strategies import histories
from titration.rules import History, flags

# 2,000 in an ordinary run; as many as its profile asks for in a long one.
EXAMPLES = max(2_000, settings().max_examples)


@given(histories())
@settings(max_examples=EXAMPLES, deadline=None)
def test_the_rules_say_what_the_oracle_says(history: History) -> None:
    assert Counter(as_row(flag) for flag in flags(history)) == oracle(history)
