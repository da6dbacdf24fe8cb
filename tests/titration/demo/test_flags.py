"""The demo's patients raise every flag at every level, and those of published titrations."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from patients.models import Dystonia, Patient, age_on
from tests.titration.demo.conftest import LOADED_AT
from titration.demo.clinics import NORTHBRIDGE
from titration.reading.recorded import history_of
from titration.record.dose_steps.models import DoseStep
from titration.record.side_effects.models import SideEffect
from titration.rules import RULES, Flag, flags, number

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

TODAY = LOADED_AT.date()  # in London, where most of the demo's patients are


def patient(given_name: str) -> Patient:
    return Patient.objects.get(given_name=given_name)


@pytest.fixture(scope="module")
def found(demo: str) -> dict[Patient, tuple[Flag, ...]]:
    """Return each patient's flags of all days."""
    return {one: flags(history_of(one)) for one in Patient.objects.select_related("clinic")}


@pytest.fixture
def raised(found: dict[Patient, tuple[Flag, ...]]) -> list[Flag]:
    return [flag for raised in found.values() for flag in raised]


def schedule(one: Patient) -> list[tuple[int, str]]:
    """Return the live steps as days since the first, and the amounts of a day."""
    steps = list(DoseStep.objects.of(one).live().order_by("starts_on"))
    first = steps[0].starts_on
    return [((step.starts_on - first).days, " ".join(map(number, step.doses_mg))) for step in steps]


def test_the_clinic_northbridge_alone_raises_every_code(found: dict[Patient, tuple[Flag, ...]]):
    there = [raised for one, raised in found.items() if one.clinic.name == NORTHBRIDGE.name]

    assert {flag.code for raised in there for flag in raised} == set(RULES)


@pytest.mark.parametrize(
    ("code", "levels"),
    {
        "per-dose-below": {"context", "notice"},
        "per-dose-above": {"notice"},
        "frequency-differs": {"context", "notice"},
        "total-below": {"context", "notice"},
        "total-above": {"notice"},
        "comparison-not-made": {"context"},
        "first-step-not-low": {"notice"},
        "serious-effect": {"attention"},
        "common-effect": {"context", "notice"},
        "effect-not-listed": {"context", "notice"},
        "caution-recorded": {"notice"},
        "caution-not-asked": {"context"},
        "no-contact-since-change": {"context"},
        "review-overdue": {"notice"},
        "worse-on-same-dose": {"notice"},
        "same-benefit-at-lower-dose": {"context"},
        "no-other-treatment": {"context"},
        "intrathecal-outside": {"notice"},
    }.items(),
)
def test_every_code_is_raised_at_each_of_its_levels_and_holds_today(
    raised: list[Flag], code: str, levels: set[str]
):
    of_code = [flag for flag in raised if flag.code == code]

    assert {flag.level for flag in of_code} == levels
    assert {flag.level for flag in of_code if flag.holds_on(TODAY)} == levels


def test_flags_are_planned_past_and_present(raised: list[Flag]):
    assert any(flag.since > TODAY and flag.is_told_on(TODAY) for flag in raised)
    assert any(flag.since > TODAY and not flag.is_told_on(TODAY) for flag in raised)
    assert any(flag.until and flag.until <= TODAY for flag in raised)
    assert any(flag.holds_on(TODAY) for flag in raised)


def test_the_standings_are_what_the_entries_give():
    call_command("rebuild_standings", check=True)


# --- Published titrations -----------------------------------------------------


def test_the_schedule_of_the_us_label():
    """5, 10, 15 and 20 mg three times a day, 3 days each."""
    assert schedule(patient("US label schedule")) == [
        (0, "5 5 5"),
        (3, "10 10 10"),
        (6, "15 15 15"),
        (9, "20 20 20"),
    ]


def test_the_protocol_of_the_trial_in_meige_syndrome():
    """From 20 mg a day 10 mg a day more every 3 days, up to 70 mg a day, in two equal amounts."""
    assert schedule(patient("Meige trial protocol")) == [
        (0, "10 10"),
        (3, "15 15"),
        (6, "20 20"),
        (9, "25 25"),
        (12, "30 30"),
        (15, "35 35"),
    ]


@pytest.mark.parametrize(
    ("given_name", "codes"),
    {
        "US label schedule": [
            *["no-contact-since-change"] * 4,
            "no-other-treatment",
            "per-dose-below",
            "total-below",
        ],
        "Meige trial protocol": [
            *["frequency-differs"] * 6,
            *["no-contact-since-change"] * 6,
            "no-other-treatment",
            *["per-dose-above"] * 3,
            "total-above",
            "total-below",
        ],
    }.items(),
)
def test_their_flags_are_those_worked_out_on_paper(
    found: dict[Patient, tuple[Flag, ...]], given_name: str, codes: list[str]
):
    """The working stands in tests/titration/rules/test_published_titrations.py."""
    assert sorted(flag.code for flag in found[patient(given_name)]) == codes


@pytest.mark.parametrize("given_name", ["US label schedule", "Meige trial protocol"])
def test_they_are_named_for_their_source(given_name: str):
    note = DoseStep.objects.of(patient(given_name)).earliest("starts_on").note

    assert "US label" in note or "Meige syndrome (Andrade and Bertolucci" in note


@pytest.mark.parametrize(
    ("given_name", "age", "dystonia"),
    [
        ("Edith", 45, "Cervical dystonia"),
        ("Rupert", 32, "Generalized dystonia"),
        ("Sofia", 50, "Oromandibular dystonia"),
    ],
)
def test_the_situations_of_the_article_s_patient_table(given_name: str, age: int, dystonia: str):
    one = patient(given_name)
    step = DoseStep.objects.of(one).earliest("starts_on")

    assert isinstance(one.born_on, date)
    assert age_on(TODAY, one.born_on) == age
    assert str(Dystonia.objects.of(one).get()) == dystonia
    assert f"patient table: {dystonia.lower()} at {age}" in step.note


def test_the_long_history():
    one = patient("Sixty steps")
    steps = DoseStep.objects.of(one).live()
    span = steps.latest("starts_on").starts_on - steps.earliest("starts_on").starts_on

    assert (steps.count(), SideEffect.objects.of(one).live().count()) == (60, 40)
    assert timedelta(days=2.8 * 365) < span < timedelta(days=3 * 365)
