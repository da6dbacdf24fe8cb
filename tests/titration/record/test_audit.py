"""Every write leaves an event without clinical words; without the event it is undone."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from patients import access
from patients.accounts.actions import accounts, clinics
from patients.audit import NotOnRecord
from patients.models import Account, AuditEvent, Clinic, Patient
from tests.factories import (
    a_patient,
    a_planned_step,
    a_precaution,
    a_side_effect,
    a_step,
    a_treatment,
    an_account,
    an_effect_change,
    an_end_of_care,
)
from tests.patients.accounts.actions import account_writes
from tests.patients.accounts.actions import calls as of_patients
from tests.patients.events import events
from tests.titration.record import calls, calls_of_plans
from titration.reading.recorded import read
from titration.record.corrections import actions as errors
from titration.record.dose_steps.models import DoseStep
from titration.record.kinds import KINDS
from titration.record.plans import actions as plans
from titration.record.plans.models import PlannedStep
from titration.record.side_effects.models import SideEffect
from titration.record.treatments.models import Treatment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]


class Scene(NamedTuple):
    """Entries of one patient, a neurologist, and an account without a role.

    ``closed`` is a patient whose care ended.
    """

    clinic: Clinic
    by: Account
    patient: Patient
    step: DoseStep
    effect: SideEffect
    grave: SideEffect
    treatment: Treatment
    newcomer: Account
    planned: PlannedStep
    closed: Patient


@pytest.fixture
def scene(clinic: Clinic, neurologist: Account) -> Scene:
    patient = a_patient(clinic, family_name="ZEBULON", given_name="Quux")
    step = a_step(patient, "77x3", from_="2026-02-02", note="Unfug")
    effect = a_side_effect(patient, "Zitterpartie", "severe", from_="2026-02-03")
    an_effect_change(effect, "moderate", on_="2026-02-05", note="Unfug")
    grave = a_side_effect(patient, "Zittern", "severe", from_="2026-02-06")
    a_precaution(patient, "psychiatric disorder", "not asked")
    treatment = a_treatment(patient, from_="2026-02-03", detail="Zitterkur")
    closed = a_patient(clinic, family_name="ZEBULON", given_name="Quax")
    an_end_of_care(closed, on_="2026-02-01")
    newcomer = an_account("Quux")
    planned = a_planned_step(patient, "7x3", from_="2026-02-20")
    return Scene(
        clinic, neurologist, patient, step, effect, grave, treatment, newcomer, planned, closed
    )


ZEBULON = {**calls.DETAILS, "record_number": "QX-77", "family_name": "ZEBULON", "sex": "male"}

WRITES: dict[str, tuple[Callable[[Scene], object], list[str]]] = {
    "record a step": (
        lambda on: calls.record_step(on.patient, on.by, "78x3", from_="2026-02-09", note="Unfug"),
        ["record-dose-step"],
    ),
    "correct a step": (
        lambda on: calls.record_step(
            on.patient, on.by, "7x3", from_="2026-02-02", corrects=on.step, error_reason="Unfug"
        ),
        ["mark-in-error", "record-dose-step"],
    ),
    "plan": (
        lambda on: calls_of_plans.plan(
            on.patient, on.by, ("2026-04-06", "7x3"), ("2026-04-13", "")
        ),
        ["supersede", "draft-plan", "draft-plan"],
    ),
    "withdraw a plan": (
        lambda on: plans.withdraw(
            patient=on.patient, by=on.by, seen=plans.edition(read(on.patient))
        ),
        ["supersede"],
    ),
    "confirm a planned step": (
        lambda on: calls_of_plans.confirm(on.planned, on.by, note="Unfug"),
        ["confirm-planned-step"],
    ),
    "report an effect": (
        lambda on: calls.report(on.patient, on.by, "Zitterpartie", from_="2026-02-09"),
        ["record-side-effect"],
    ),
    "change an effect": (
        lambda on: calls.report_change(
            on.effect, on.by, "resolved", on_="2026-02-09", note="Unfug"
        ),
        ["record-side-effect-change"],
    ),
    "correct an effect that changed": (
        lambda on: calls.report(
            on.patient, on.by, "Unfug", from_="2026-02-04", corrects=on.effect, error_reason="Unfug"
        ),
        ["mark-in-error", "record-side-effect", "record-side-effect-change"],
    ),
    "acknowledge an effect": (
        lambda on: calls_of_plans.acknowledge(on.grave, on.by, "Unfug"),
        ["acknowledge-side-effect"],
    ),
    "report none": (
        lambda on: calls.report_none(on.patient, on.by, asked_on="2026-02-09"),
        ["record-side-effect-check"],
    ),
    "rate": (
        lambda on: calls.rate(
            on.patient,
            on.by,
            calls.a_score("7"),
            calls.a_score("7", "Zitterskala", low="0", high="77", better="lower"),
            on_="2026-02-09",
        ),
        ["record-rating", "record-rating"],
    ),
    "record a treatment": (
        lambda on: calls.treat(on.patient, on.by, from_="2026-02-09", detail="Unfug"),
        ["record-treatment"],
    ),
    "alter a treatment": (
        lambda on: calls.alter(on.treatment, on.by, on_="2026-02-09", detail="Unfug"),
        ["record-treatment-change"],
    ),
    "record an intake": (
        lambda on: calls.not_as_recorded(on.patient, on.by, from_="2026-02-09", note="Unfug"),
        ["record-intake"],
    ),
    "review": (
        lambda on: calls.review(on.patient, on.by, on_="2026-02-09", note="Unfug"),
        ["record-review"],
    ),
    "contact": (
        lambda on: calls.contact(on.patient, on.by, on_="2026-02-09", note="Unfug"),
        ["record-contact"],
    ),
    "note": (lambda on: calls.leave_note(on.patient, on.by, "Unfug"), ["record-note"]),
    "end care": (
        lambda on: calls.end_care(on.patient, on.by, on_="2026-02-09", note="Unfug"),
        ["end-care"],
    ),
    "reopen care": (
        lambda on: calls.reopen_care(on.closed, on.by, from_="2026-02-09", note="Unfug"),
        ["reopen-care"],
    ),
    "mark a duplicate": (
        lambda on: calls.mark_duplicate(
            on.closed, on.by, of=on.patient.record_number, note="Unfug"
        ),
        ["mark-duplicate"],
    ),
    "mark in error": (
        lambda on: errors.mark(entry=on.step, by=on.by, reason="Unfug"),
        ["mark-in-error"],
    ),
    "register": (
        lambda on: calls.register(on.clinic, on.by, details=ZEBULON),
        ["register", "record-dystonia", "record-precaution", "record-precaution"],
    ),
    "change": (
        lambda on: calls.change(on.patient, on.by, details=ZEBULON),
        ["change-details", "record-dystonia", "record-precaution", "record-precaution"],
    ),
    "change details": (
        lambda on: of_patients.change(on.patient, on.by, family_name="ZEBULON", sex="male"),
        ["change-details"],
    ),
    "record a dystonia": (
        lambda on: of_patients.record_dystonia(on.patient, on.by, cause="genetic"),
        ["record-dystonia"],
    ),
    "answer": (
        lambda on: of_patients.answer(on.patient, on.by, "epilepsy", "present"),
        ["record-precaution"],
    ),
    "answer anew": (
        lambda on: of_patients.answer(on.patient, on.by, "psychiatric disorder", "present"),
        ["supersede", "record-precaution"],
    ),
    "create an account": (
        lambda on: accounts.create(
            email="quux@zebulon.example", full_name="Quux", password="Unfug", by=on.by
        ),
        ["create-account"],
    ),
    "grant a role": (
        lambda on: accounts.grant(account=on.newcomer, clinic=on.clinic, role="nurse", by=on.by),
        ["grant-role"],
    ),
    "create a clinic": (
        lambda on: clinics.create(name="Unfug", time_zone="Europe/London", by=on.by),
        ["create-clinic"],
    ),
}
every_write = pytest.mark.parametrize("write", WRITES)

# A sign-in writes an event and nothing else.
SIGN_INS = {"sign-in", "second-factor", "time-out", "sign-out"}
AN_ACTION = re.compile(r'(?:audit\.record\(\s*|action=)"([a-z-]+)"')
OBJECTS = {kind.model._meta.model_name for kind in KINDS.values()}
OBJECTS |= {"account", "clinic", "membership", "patient"}


def all_rows() -> dict[str, list[Any]]:
    """Return every row of every table of the product."""
    ours = [*apps.get_app_config("patients").get_models()]
    ours += apps.get_app_config("titration").get_models()
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in ours}


def let_the_log_refuse(action: str) -> None:
    """Let the database refuse all events of one action."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE patients_auditevent"
            f" ADD CONSTRAINT log_is_full CHECK (action <> '{action}') NOT VALID"
        )


@every_write
def test_every_write_is_one_event_by_its_author(write: str, scene: Scene):
    act, actions = WRITES[write]

    act(scene)

    told = events()
    assert [event["action"] for event in told] == actions
    assert {event["account_id"] for event in told} == {scene.by.pk}
    assert {event["outcome"] for event in told} == {"allowed"}
    assert {event["object_type"] for event in told} <= OBJECTS
    assert all(event["object_id"] for event in told)


@every_write
def test_no_event_holds_another_word_than_these(write: str, scene: Scene):
    act, actions = WRITES[write]

    act(scene)

    values = [value for row in AuditEvent.objects.values() for value in row.values()]
    words = {value for value in values if isinstance(value, str)}
    assert words <= {*actions, *OBJECTS, "allowed"}


@every_write
def test_a_write_whose_event_is_refused_is_not_made(write: str, scene: Scene):
    act, actions = WRITES[write]
    before = all_rows()
    let_the_log_refuse(actions[-1])

    with pytest.raises(NotOnRecord):
        act(scene)

    assert all_rows() == before


def test_a_patient_whose_read_event_is_refused_is_not_shown(scene: Scene):
    let_the_log_refuse("read")

    with pytest.raises(NotOnRecord):
        access.open_patient(scene.by, scene.patient.pk)


def test_these_tests_know_every_action_that_writes():
    found = {
        action
        for package in ("patients", "titration")
        for module in (settings.BASE_DIR / package).rglob("*.py")
        if "actions" in {module.stem, module.parent.name} or module.stem == "entering"
        for action in AN_ACTION.findall(module.read_text())
    }
    known = {action for _, actions in WRITES.values() for action in actions}

    assert found == known | set(account_writes.WRITES) | SIGN_INS
