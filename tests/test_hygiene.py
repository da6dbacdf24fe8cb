"""Patients' details and sign-in input are in no log, on every error path."""

import pytest
from django.conf import settings

from tests.titration.server.test_metrics import wrong_labels
from tests.trust import hygiene


@pytest.mark.django_db(transaction=True)
def test_a_word_sent_everywhere_is_in_no_log():
    statuses, texts = hygiene.search()

    assert set(statuses) == hygiene.STATUSES
    assert '"status": 503' in texts["the server"]
    if settings.EMBEDDED_DATABASE:
        assert "ERROR:  refused" in texts["PostgreSQL"]
    assert 'titration_requests_total{method="POST"' in texts["the metrics"]
    assert wrong_labels(texts["the metrics"]) == set()
    for name, text in texts.items():
        assert hygiene.WORD.lower() not in text.lower(), name
