"""Make what is timed: a patient with a long history, and a clinician who reads it."""

from datetime import date, timedelta
from itertools import cycle, islice
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection

from patients.days import first_of
from patients.models import Account, Patient
from tests.factories import (
    a_clinic,
    a_neurologist,
    a_patient,
    a_precaution,
    a_rating,
    a_review,
    a_side_effect,
    a_step,
    a_treatment,
    an_effect_change,
)
from titration.record.side_effects.models import SideEffect
from titration.standing.derivation import rebuild_standing

STEPS, EFFECTS, CHANGES, RATINGS, PATIENTS = 60, 40, 20, 13, 40
FIRST = date(2023, 1, 2)
REGIMENS = ("5x3", "7.5x3", "10x3", "12.5x3", "15x3", "10x4", "5 5 10", "20x3", "25x3", "15x3")
MEASURES = ("spasm", "pain", "CGI severity")
TERMS = ("drowsiness", "muscle weakness", "dry mouth", "hiccups", "dizziness")
SEVERITIES = ("mild", "moderate", "severe")
CSRF_TOKEN = "a" * 32


class Scene(NamedTuple):
    """A patient, and the cookies of a clinician of theirs, with the CSRF token that forms need."""

    patient_id: int
    cookie: str
    csrf_token: str


def fresh_database() -> None:
    """Make the bench's database anew."""
    name = settings.DATABASES["default"]["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    call_command("migrate", verbosity=0)


def set_scene() -> Scene:
    """A clinic of patients, one of them with a long history of dose steps and side effects."""
    clinic = a_clinic()
    reader = a_neurologist(clinic)
    patient = a_patient(clinic)
    tell(patient, STEPS, EFFECTS)
    tell_of_changes(patient)
    tell_of_ratings(patient)
    for _ in range(PATIENTS):
        tell(a_patient(clinic), 3, 1)
    return Scene(patient.pk, session_of(reader), CSRF_TOKEN)


def tell(patient: Patient, steps: int, effects: int) -> None:
    """Record a history of about three years for a patient."""
    a_precaution(patient, "epilepsy", "present")
    for number, regimen in enumerate(islice(cycle(REGIMENS), steps)):
        a_step(patient, regimen, from_=FIRST + timedelta(days=21 * number))
    for number, term in enumerate(islice(cycle(TERMS), effects)):
        onset = FIRST + timedelta(days=31 * number)
        severity = SEVERITIES[number % len(SEVERITIES)]
        a_side_effect(patient, term, severity, from_=onset, until=onset + timedelta(days=9))
    rebuild_standing(patient)


def tell_of_changes(patient: Patient) -> None:
    """Record that some of a patient's side effects became severe on their fourth day."""
    for effect in SideEffect.objects.of(patient).order_by("onset_on")[:CHANGES]:
        on = first_of(effect.onset_on) + timedelta(days=3)
        an_effect_change(effect, "severe", on_=on)


def tell_of_ratings(patient: Patient) -> None:
    """Record ratings on three measures over a year, one other treatment, and a review."""
    for number, measure in enumerate(islice(cycle(MEASURES), RATINGS)):
        a_rating(patient, str(3 + number % 5), measure, on_=FIRST + timedelta(days=28 * number))
    a_treatment(patient, from_=FIRST, detail="Weekly")
    a_review(patient, on_=FIRST, next_on=FIRST + timedelta(days=90))


def session_of(reader: Account) -> str:
    """Return the cookies of a browser in which the reader has signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(reader.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = reader.get_session_auth_hash()
    session.save()
    names = {
        settings.SESSION_COOKIE_NAME: session.session_key,
        settings.CSRF_COOKIE_NAME: CSRF_TOKEN,
    }
    return "; ".join(f"{name}={value}" for name, value in names.items())
