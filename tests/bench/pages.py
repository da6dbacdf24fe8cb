"""Time the pages, as multiples of an empty page through the same middleware and server."""

from collections.abc import Iterator
from datetime import date, timedelta
from http import HTTPStatus
from itertools import count, repeat
from urllib.parse import urlencode
from uuid import uuid4

from patients.models import Patient
from tests.bench.figures import Figure
from tests.bench.scene import CHANGES, EFFECTS, RATINGS, STEPS, Scene
from tests.bench.serving import FORGETFUL, Ask, alternate, server
from titration.record.dose_steps.models import DoseStep

EMPTY, CHART, WORKLIST, RECORDING = "empty", "chart", "worklist", "recording"


def figures(scene: Scene) -> Iterator[Figure]:
    """Request each page in turn, as one reader, from one worker process.

    The pages that record come after those that only read: the page after a save confirms it.
    """
    empty, chart = repeat(Ask("/empty/")), repeat(Ask(f"/patients/{scene.patient_id}/"))
    reading = {EMPTY: empty, CHART: chart, WORKLIST: repeat(Ask("/"))}
    with server(FORGETFUL) as port:
        first = alternate(port, scene.cookie, {EMPTY: empty, CHART: chart})
    with server() as port:
        read = alternate(port, scene.cookie, reading)
        recorded = alternate(port, scene.cookie, {EMPTY: empty, RECORDING: recordings(scene)})
    yield Figure("an empty page (E)", read[EMPTY] * 1000, "ms")
    what = f"chart: {STEPS} steps, {EFFECTS} effects, {CHANGES} changes, {RATINGS} ratings"
    yield Figure(f"{what}, opened first", first[CHART] / first[EMPTY], "E", 6)
    yield Figure(f"{what}, opened again", read[CHART] / read[EMPTY], "E", 3.5)
    yield Figure("morning list", read[WORKLIST] / read[EMPTY], "E", 3)
    yield Figure("recording a dose step", recorded[RECORDING] / recorded[EMPTY], "E", 6)


def recordings(scene: Scene) -> Iterator[Ask]:
    """Yield dose steps to record, each a day later and for another patient and amount."""
    patients = list(Patient.objects.exclude(pk=scene.patient_id))
    for number in count():
        patient = patients[number % len(patients)]
        typed = {
            "csrfmiddlewaretoken": scene.csrf_token,
            "form_token": str(uuid4()),
            "seen": DoseStep.objects.edition(patient),
            "amount": str(31 + number % 30),
            "times_a_day": "3",
            "starts_on": f"{date(2024, 1, 1) + timedelta(days=number):%Y-%m-%d}",
            "phase": "maintenance",
            "decided_by": "this clinic",
        }
        path = f"/patients/{patient.pk}/dose-steps/record/"
        yield Ask(path, urlencode(typed), HTTPStatus.FOUND)
