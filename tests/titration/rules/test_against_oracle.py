"""The rules and the slow oracle give the same flags for any history."""

from collections import Counter

from hypothesis import given, settings

from tests.titration.rules.histories import as_row
from tests.titration.rules.oracle import oracle
from tests.titration.rules.strategies import histories
from titration.rules import History, flags

# 500 in an ordinary run; as many as its profile asks for in a long one.
EXAMPLES = max(500, settings().max_examples)


@given(histories())
@settings(max_examples=EXAMPLES, deadline=None)
def test_rules_and_oracle_give_the_same_flags(history: History) -> None:
    assert Counter(as_row(flag) for flag in flags(history)) == oracle(history)
