"""A plan is drafted, waits for answers, and never advances by itself."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from patients.models import Account, Patient
from tests.factories import a_check, a_planned_step, a_step, on
from tests.fixtures import signed_in
from tests.pages.entry_pages import nothing_saved, opened_form, saved_message
from tests.pages.reading import errors, field_values, groups, list_row, text
from tests.titration.record.calls_of_plans import confirm, plan
from titration.reading.recorded import read
from titration.record.dose_steps.models import DoseStep
from titration.record.intakes.models import Intake
from titration.record.plans.models import PlannedStep

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-03-02T12:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def on_45(patient: Patient) -> Patient:
    """A patient who takes 15 mg three times a day, and was asked about side effects since."""
    a_step(patient, "15x3", from_="2026-02-02")
    a_check(patient, asked_on="2026-02-10")
    return patient


def draft_page(patient: Patient) -> str:
    return f"/patients/{patient.pk}/planned-steps/draft/"


def chart_text(client: Client, patient: Patient) -> str:
    return text(client.get(f"/patients/{patient.pk}/"))


def test_a_taper_is_filled_in_and_saved_and_shown_as_planned(
    as_neurologist: Client, on_45: Patient
):
    page = draft_page(on_45)
    form = opened_form(as_neurologist, page)
    numbers = {"change": "less", "by_mg": "5", "every_days": "14", "from_0": "09-Mar-2026"}

    filled = as_neurologist.post(f"{page}?fill=1", {**form, **numbers})

    values = field_values(filled)
    assert [values[f"from_{place}"] for place in (0, 1)] == ["09-Mar-2026", "23-Mar-2026"]
    assert [values[f"midday_{place}"] for place in (0, 1)] == ["10", "5"]
    assert values["stopped_on"] == "06-Apr-2026"
    assert not PlannedStep.objects.exists()
    kept = {name: value for name, value in values.items() if value}
    answer = as_neurologist.post(page, kept)
    said = saved_message(as_neurologist.get(answer["Location"]))[0]
    assert said.startswith("Recorded version 1 of the plan, 3 steps from 09-Mar-2026")
    chart = chart_text(as_neurologist, on_45)
    assert "Planned 09-Mar-2026: 10 mg morning, 10 mg midday, 10 mg evening a day" in chart
    assert "planned Stopped, plan, version 1" in chart


@pytest.mark.parametrize(("filled", "shown"), [([], 4), ([0, 1], 4), ([0, 6], 7), ([11], 12)])
def test_rows_beyond_the_fourth_are_folded_until_they_hold_something(
    as_neurologist: Client, on_45: Patient, filled: list[int], shown: int
):
    page = draft_page(on_45)
    typed = {f"morning_{place}": "x" for place in filled}

    answer = as_neurologist.post(page, {**opened_form(as_neurologist, page), **typed})

    before, *folded = answer.content.decode().split('<details class="plan-more">')
    assert before.count('class="plan-row"') == shown
    assert "".join(folded).count('class="plan-row"') == 12 - shown
    assert bool(folded) == (shown < 12)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Enter at least one step"),
        ({"from_0": "09-Mar-2026"}, "Enter an amount of this step, or use Stopped from."),
        ({"morning_0": "10"}, "Enter the date from which these amounts are planned."),
        ({"from_0": "09-Mar-2026", "morning_0": "1,5"}, "has a comma"),
        (
            {"from_0": "16-Mar-2026", "morning_0": "5", "stopped_on": "09-Mar-2026"},
            "09-Mar-2026 comes after 16-Mar-2026",
        ),
        (
            {"from_0": "09-Mar-2026", "morning_0": "5", "from_1": "16-Mar-2026", "morning_1": "5"},
            "The step from 16-Mar-2026 is the same as the one before it.",
        ),
        ({"from_0": "02-Feb-2026", "morning_0": "5"}, "does not come after the last dose step"),
        ({"from_0": "09-Mar-2029", "morning_0": "5"}, "more than two years ahead"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_everything_typed(
    as_neurologist: Client, on_45: Patient, typed: dict[str, str], sentence: str
):
    form = opened_form(as_neurologist, draft_page(on_45))

    with nothing_saved():
        answer = as_neurologist.post(draft_page(on_45), {**form, **typed})

    assert answer.status_code == 422
    assert sentence in " ".join(errors(answer))
    assert {name: field_values(answer)[name] for name in typed} == typed


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Enter by how many mg each amount changes."),
        ({"by_mg": "0.01", "every_days": "1"}, "These numbers make more than 12 steps"),
        ({"by_mg": "1.16", "every_days": "7"}, "These numbers make more than 12 steps"),
        ({"by_mg": "5", "every_days": "0"}, "Two steps are at least one day apart."),
        ({"by_mg": "5", "every_days": "7", "until_mg": "15"}, "These numbers make no step"),
    ],
)
def test_numbers_that_fill_in_nothing_are_refused(
    as_neurologist: Client, on_45: Patient, typed: dict[str, str], sentence: str
):
    form = opened_form(as_neurologist, draft_page(on_45))

    answer = as_neurologist.post(
        f"{draft_page(on_45)}?fill=1", {**form, "from_0": "09-Mar-2026", **typed}
    )

    assert answer.status_code == 422
    assert sentence in " ".join(errors(answer))


def test_a_new_version_replaces_what_has_no_answer_and_the_old_one_stays_readable(
    as_neurologist: Client, on_45: Patient, neurologist: Account
):
    plan(on_45, neurologist, ("2026-03-09", "10x3"), ("2026-03-16", "5x3"))

    second = plan(on_45, neurologist, ("2026-03-12", "10x3"))

    assert [step.version for step in second] == [2]
    assert [row.starts_on for row in read(on_45).planned_steps] == [on("2026-03-12")]
    history = text(as_neurologist.get(f"/patients/{on_45.pk}/entries/"))
    assert "Planned 5 mg three times a day from 16-Mar-2026, version 1" in history
    assert "Superseded by a later entry" in history


def test_a_form_that_had_not_seen_the_newest_plan_is_refused(
    as_neurologist: Client, on_45: Patient, neurologist: Account
):
    form = opened_form(as_neurologist, draft_page(on_45))
    plan(on_45, neurologist, ("2026-03-09", "10x3"))

    with nothing_saved():
        answer = as_neurologist.post(
            draft_page(on_45), {**form, "from_0": "10-Mar-2026", "morning_0": "5"}
        )

    assert answer.status_code == 409
    assert "The plan or the dose steps changed while this form was open." in text(answer)


def test_a_withdrawn_plan_leaves_the_chart(as_neurologist: Client, on_45: Patient):
    a_planned_step(on_45, "10x3", from_="2026-03-09")
    page = f"/patients/{on_45.pk}/planned-steps/withdraw/"

    as_neurologist.post(page, opened_form(as_neurologist, page))

    assert "Planned 09-Mar-2026" not in chart_text(as_neurologist, on_45)


def test_on_its_day_a_planned_step_waits_and_the_dose_stays(
    nurse: Account, on_45: Patient, clock: time_machine.Traveller
):
    a_planned_step(on_45, "10x3", from_="2026-03-09")
    clock.move_to("2026-03-11T12:00Z")
    client = signed_in(nurse)

    page = client.get("/")
    assert groups(page) == {"Planned steps": [f"{on_45.family_name}, {on_45.given_name}"]}
    words = "Taken? 10 mg three times a day planned from 09-Mar-2026, 2 days ago"
    assert list_row(page, on_45.family_name)[1] == words
    chart = chart_text(client, on_45)
    assert "Taken? 10 mg three times a day planned from 09-Mar-2026, version 1" in chart
    assert "45 mg per day since 02-Feb-2026" in chart


def test_a_nurse_confirms_it_as_taken_and_it_becomes_the_dose(
    nurse: Account, on_45: Patient, clock: time_machine.Traveller
):
    planned = a_planned_step(on_45, "10x3", from_="2026-03-09")
    clock.move_to("2026-03-11T12:00Z")
    client, page = signed_in(nurse), f"/patients/{on_45.pk}/planned-steps/{planned.pk}/taken/"

    client.post(page, {**opened_form(client, page), "starts_on": "10-Mar-2026"})

    step = DoseStep.objects.get(planned=planned)
    assert (step.recorded_by, step.starts_on) == (nurse, on("2026-03-10"))
    assert step.doses_mg == [Decimal("10.00")] * 3
    chart = chart_text(client, on_45)
    assert "30 mg per day since 10-Mar-2026" in chart
    assert "Taken?" not in chart


def test_what_was_taken_otherwise_stays_beside_what_was_planned(
    nurse: Account, on_45: Patient, clock: time_machine.Traveller
):
    planned = a_planned_step(on_45, "10x3", from_="2026-03-09")
    clock.move_to("2026-03-11T12:00Z")
    client, page = signed_in(nurse), f"/patients/{on_45.pk}/planned-steps/{planned.pk}/otherwise/"
    form = {**opened_form(client, page), "what": "not as planned"}

    refused = client.post(page, form)
    assert "Enter what was taken." in " ".join(errors(refused))
    client.post(page, {**form, "note": "10 mg at bedtime only"})

    assert Intake.objects.get().planned == planned
    answer = client.get(f"/patients/{on_45.pk}/")
    chart = text(answer)
    assert "Taken?" not in chart
    assert "planned: 10 mg three times a day from 09-Mar-2026 10 mg at bedtime only" in chart
    assert "45 mg per day since 02-Feb-2026" in chart
    assert "planned 10 mg three times a day = 30 mg per day" in answer.content.decode()


def test_a_dose_step_of_a_later_day_answers_it_too(
    nurse: Account, on_45: Patient, clock: time_machine.Traveller
):
    a_planned_step(on_45, "10x3", from_="2026-03-09")
    clock.move_to("2026-03-11T12:00Z")

    a_step(on_45, "20x3", from_="2026-03-10")

    assert "Taken?" not in chart_text(signed_in(nurse), on_45)


def test_a_step_that_was_answered_is_not_confirmed_again(
    nurse: Account, on_45: Patient, clock: time_machine.Traveller
):
    planned = a_planned_step(on_45, "10x3", from_="2026-03-09")
    clock.move_to("2026-03-11T12:00Z")
    confirm(planned, nurse)
    client, page = signed_in(nurse), f"/patients/{on_45.pk}/planned-steps/{planned.pk}/taken/"

    with nothing_saved():
        answer = client.post(page, opened_form(client, page))

    assert answer.status_code == 409
    assert "This planned step waits for no answer" in text(answer)


def test_what_was_taken_is_not_dated_before_the_last_dose_step(
    nurse: Account, on_45: Patient, clock: time_machine.Traveller
):
    planned = a_planned_step(on_45, "10x3", from_="2026-03-09")
    clock.move_to("2026-03-11T12:00Z")

    with pytest.raises(ValidationError, match="does not come after the last dose step"):
        confirm(planned, nurse, from_="2026-01-20")


def test_a_step_that_lies_ahead_is_not_answered_yet(nurse: Account, on_45: Patient):
    planned = a_planned_step(on_45, "10x3", from_="2026-03-09")
    client, page = signed_in(nurse), f"/patients/{on_45.pk}/planned-steps/{planned.pk}/otherwise/"
    form = opened_form(client, page)

    with nothing_saved():
        answer = client.post(page, {**form, "what": "missed", "from_on": "02-Mar-2026"})

    assert answer.status_code == 409
    assert "This planned step waits for no answer" in text(answer)
