"""The demo's patients together show every state of a record and every code of a field."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from django.db.models import F

from patients.days import is_inexact
from patients.models import (
    Answer,
    Care,
    CareState,
    Cause,
    Condition,
    Distribution,
    Dystonia,
    Edition,
    EndReason,
    FormerDetails,
    Patient,
    Precaution,
    Sex,
    Site,
    Status,
)
from tests.titration.demo.conftest import LOADED_AT
from tests.titration.rules.test_words import ill_written
from titration.record.contacts.models import Contact, ContactOutcome
from titration.record.dose_steps.models import DecidedBy, DoseStep, Phase, Reason
from titration.record.intakes.models import Departure, Intake
from titration.record.notes.models import Note
from titration.record.ratings.models import Direction, Measure, Rating
from titration.record.reporter import Reporter
from titration.record.reviews.models import Review
from titration.record.side_effects.changes.models import SideEffectChange
from titration.record.side_effects.models import ActionTaken, Severity, SideEffect, SideEffectCheck
from titration.record.treatments.changes.models import TreatmentChange
from titration.record.treatments.models import Treatment, TreatmentKind
from titration.rules import ARTICLE, COMMON, SERIOUS, number, total_mg
from titration.standing.models import Standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

TODAY = LOADED_AT.date()  # in London, where most of the demo's patients are
INVENTED_NAMES = ("Example", "Sample", "Tester", "Demo", "Specimen", "Placeholder")


def regimens() -> set[str]:
    return {" ".join(map(number, step.doses_mg)) for step in DoseStep.objects.live()}


def begins_in(first: int, last: int) -> bool:
    days = (TODAY + timedelta(days=first), TODAY + timedelta(days=last))
    return DoseStep.objects.live().filter(starts_on__range=days).exists()


def phases_of_each() -> list[list[str]]:
    begun = DoseStep.objects.live().filter(starts_on__lte=TODAY).order_by("starts_on")
    return [list(begun.of(one).values_list("phase", flat=True)) for one in Patient.objects.all()]


def eighteenth_birthdays() -> Iterator[tuple[Patient, date]]:
    for one in Patient.objects.all():
        if isinstance(one.born_on, date):
            yield one, one.born_on.replace(year=one.born_on.year + 18)


def turns_18_within_the_history() -> bool:
    return any(
        birthday < TODAY and DoseStep.objects.of(one).live().filter(starts_on__lt=birthday)
        for one, birthday in eighteenth_birthdays()
    )


def turns_18_soon() -> bool:
    month = timedelta(days=31)
    return any(TODAY < birthday < TODAY + month for _, birthday in eighteenth_birthdays())


def corrected(model: type[DoseStep | SideEffect | Treatment | Review], *, replaced: bool) -> bool:
    wrong = model.objects.filter(status=Status.ENTERED_IN_ERROR)
    return wrong.filter(replaced_by__isnull=not replaced).exists()


def changed(**known: str) -> bool:
    return SideEffectChange.objects.live().filter(**known).exists()


def repeats_regimen_to_change_phase() -> bool:
    return any(
        before.doses_mg == step.doses_mg and before.phase != step.phase
        for one in Patient.objects.all()
        for before, step in pairwise(DoseStep.objects.of(one).live().order_by("starts_on"))
    )


def dips_after_a_rise() -> bool:
    return any(
        total_mg(first.doses_mg) < total_mg(second.doses_mg) > total_mg(third.doses_mg) > 0
        and third.reason == Reason.SIDE_EFFECT
        for one in Patient.objects.all()
        for steps in [list(DoseStep.objects.of(one).live().order_by("starts_on"))]
        for first, second, third in zip(steps, steps[1:], steps[2:], strict=False)
    )


STATES: dict[str, Callable[[], object]] = {
    "a step planned for tomorrow": lambda: begins_in(1, 1),
    "a step planned for next month": lambda: begins_in(28, 31),
    "a step that starts today": lambda: begins_in(0, 0),
    "a first step ahead": lambda: Patient.objects.filter(
        dosestep_entries__starts_on__gt=TODAY, standing__doses_mg=None
    ),
    "a stop ahead": lambda: DoseStep.objects.live().filter(
        starts_on__gt=TODAY, phase=Phase.STOPPED
    ),
    "stopped today": lambda: Standing.objects.filter(doses_mg=[], in_words=""),
    "restarted": lambda: any(
        Phase.STOPPED in phases[:-1] and phases[-1] != Phase.STOPPED for phases in phases_of_each()
    ),
    "no dose yet": lambda: Patient.objects.filter(
        dosestep_entries=None, dystonia_entries__isnull=False
    ),
    "nothing but a name": lambda: Patient.objects.filter(dystonia_entries=None),
    "a dystonia with the least of details": lambda: Dystonia.objects.filter(
        sites=[], cause=Cause.UNKNOWN, age_at_onset=None, since_on=None
    ),
    "a dystonia of three sites": lambda: Dystonia.objects.filter(sites__len=3),
    "an age at onset": lambda: Dystonia.objects.filter(age_at_onset__gt=0),
    "an onset in the first year of life": lambda: Dystonia.objects.filter(age_at_onset=0),
    "already taking": lambda: DoseStep.objects.filter(already_taking=True),
    "already taking since a year": lambda: DoseStep.objects.filter(taking_since__isnull=False),
    "a regimen in words": lambda: Standing.objects.filter(in_words="5 mg every other day"),
    "a dose not known": lambda: DoseStep.objects.live().filter(in_words="dose not known"),
    "no dose at midday": lambda: DoseStep.objects.filter(times_of_day=["morning", "bedtime"]),
    "a note in lines": lambda: DoseStep.objects.filter(note__contains="\n"),
    "a phase changed at the same dose": repeats_regimen_to_change_phase,
    "a dip after a side effect": dips_after_a_rise,
    "a step recorded after a later one": lambda: any(
        before.starts_on > step.starts_on
        for one in Patient.objects.all()
        for before, step in pairwise(DoseStep.objects.of(one).live().order_by("pk"))
    ),
    "a wrong step replaced": lambda: corrected(DoseStep, replaced=True),
    "a wrong step not replaced": lambda: corrected(DoseStep, replaced=False),
    "a wrong effect replaced": lambda: corrected(SideEffect, replaced=True),
    "a wrong effect not replaced": lambda: corrected(SideEffect, replaced=False),
    "a wrong check": lambda: SideEffectCheck.objects.filter(status=Status.ENTERED_IN_ERROR),
    "an effect that resolved later": lambda: changed(became="resolved"),
    "an effect that worsened": lambda: changed(became="severe", effect__severity="moderate"),
    "an effect that worsened, then resolved": lambda: changed(
        became="resolved", effect__changes__became="moderate"
    ),
    "an effect of whose onset the month is known": lambda: any(
        is_inexact(effect.onset_on) for effect in SideEffect.objects.live()
    ),
    "an effect before the first dose": lambda: SideEffect.objects.filter(note__contains="before"),
    "asked, none reported": SideEffectCheck.objects.live,
    "a treatment that ended later": lambda: TreatmentChange.objects.live().filter(became="ended"),
    "a pump with another rate": lambda: TreatmentChange.objects.live().exclude(mcg_per_day=None),
    "a treatment of one day": lambda: any(
        treatment.until_on == treatment.from_on for treatment in Treatment.objects.live()
    ),
    "a wrong treatment replaced": lambda: corrected(Treatment, replaced=True),
    "a wrong review replaced": lambda: corrected(Review, replaced=True),
    "an intake of several days": lambda: Intake.objects.live().filter(until_on__gt=F("from_on")),
    "a call to come": lambda: Contact.objects.live().filter(call_again_on__gt=TODAY),
    "a note to colleagues": Note.objects.live,
    "a review to come": lambda: Review.objects.live().filter(next_on__gt=TODAY),
    "two scales of one patient": lambda: Patient.objects.filter(
        rating_entries__better="lower"
    ).filter(rating_entries__better="higher"),
    "weakness and muscle weakness": lambda: SideEffect.objects.live().filter(
        term="weakness",
        patient__in=SideEffect.objects.live().filter(term="muscle weakness").values("patient"),
    ),
    "care that ended, with a step planned ahead": lambda: DoseStep.objects.live().filter(
        starts_on__gt=TODAY, patient__standing__is_listed=False
    ),
    "care that was reopened": lambda: Care.objects.live().filter(
        state=CareState.REOPENED, patient__standing__is_listed=True
    ),
    "a duplicate": lambda: Care.objects.live().filter(doubles__standing__is_listed=True),
    "a child": lambda: Patient.objects.filter(born_on__gt=TODAY - timedelta(days=16 * 365)),
    "18 within the history": turns_18_within_the_history,
    "18 soon": turns_18_soon,
    "birth date unknown": lambda: Patient.objects.filter(
        born_on=None, dosestep_entries__isnull=False
    ),
    "only the year of birth known": lambda: Patient.objects.filter(born_on__regex=r"^\d{4}$"),
    "only the month of birth known": lambda: Patient.objects.filter(born_on__regex=r"^\d{4}-\d\d$"),
    "a former name": lambda: FormerDetails.objects.exclude(family_name="Example"),
    "a birth date found out": lambda: FormerDetails.objects.filter(
        born_on=None, patient__born_on__isnull=False
    ),
    "a very long name": lambda: any(
        len(one.family_name) > 70 and len(one.given_name) > 60 for one in Patient.objects.all()
    ),
    "two of one name": lambda: (
        max(Counter(Patient.objects.values_list("family_name", "given_name")).values()) > 1
    ),
    "a history known later": lambda: Precaution.objects.filter(replaces__answer=Answer.ABSENT),
    "once a day": lambda: "10" in regimens(),
    "four times a day": lambda: "10 10 10 10" in regimens(),
    "eight times a day": lambda: "5 5 5 5 5 5 5 5" in regimens(),
    "unequal amounts": lambda: "5 5 10" in regimens(),
    "7.5 mg": lambda: "7.5 7.5 7.5" in regimens(),
    "12.5 mg": lambda: "12.5 12.5 12.5" in regimens(),
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_shown_by_a_patient(state: str):
    assert STATES[state]()


@pytest.mark.parametrize(
    ("values", "model", "field"),
    [
        (Sex.values, Patient, "sex"),
        (Distribution.values, Dystonia, "distribution"),
        ([None, *Site.values], Dystonia, "sites__0"),
        (Cause.values, Dystonia, "cause"),
        (Edition.values, Dystonia, "edition"),
        ([Status.LIVE, Status.ENTERED_IN_ERROR], SideEffect, "status"),
        ([Status.LIVE, Status.SUPERSEDED], Precaution, "status"),
        (Phase.values, DoseStep, "phase"),
        (["", *Reason.values], DoseStep, "reason"),
        (DecidedBy.values, DoseStep, "decided_by"),
        (Reporter.values, SideEffect, "reported_by"),
        (ActionTaken.values, SideEffect, "action_taken"),
        (Reporter.values, Rating, "rater"),
        (["", *Direction.values], Rating, "better"),
        (TreatmentKind.values, Treatment, "kind"),
        (["", *EndReason.values], Care, "reason"),
        (Departure.values, Intake, "what"),
        (ContactOutcome.values, Contact, "outcome"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_code_of_a_field_is_used(values: list[str], model: type[Patient], field: str):
    assert set(model.objects.values_list(field, flat=True)) == set(values)


def test_every_measure_is_rated_and_named_scales_beside_them():
    rated = set(Rating.objects.values_list("measure", flat=True))

    assert rated > set(Measure.values)


def test_every_history_is_present_absent_and_not_asked():
    live = Precaution.objects.live()
    known = set(live.values_list("condition", "answer"))
    unasked = [
        condition
        for condition in Condition.values
        if Patient.objects.exclude(pk__in=live.filter(condition=condition).values("patient"))
    ]

    assert known == set(product(Condition.values, [Answer.PRESENT, Answer.ABSENT]))
    assert unasked == Condition.values


def test_every_term_is_recorded_in_every_severity_and_open_as_well_as_resolved():
    terms = [*ARTICLE.figures(COMMON, "terms"), *ARTICLE.figures(SERIOUS, "terms")]
    live = SideEffect.objects.live()
    recorded = set(live.values_list("term", "severity"))
    free = {severity for term, severity in recorded if term not in terms}

    assert len(terms) == 8
    assert recorded >= set(product(terms, Severity.values))
    assert free == set(Severity.values)
    for listed in (live.filter(term__in=terms), live.exclude(term__in=terms)):
        assert listed.filter(resolved_on=None).exists()
        assert listed.exclude(resolved_on=None).exists()


def test_no_patient_can_be_taken_for_a_real_person():
    for one in Patient.objects.all():
        assert any(name in one.family_name for name in INVENTED_NAMES), one.family_name
        assert one.record_number.startswith("DEMO-")


def test_no_note_gives_advice():
    notes = [
        *DoseStep.objects.values_list("note", flat=True),
        *SideEffect.objects.values_list("note", flat=True),
        *Treatment.objects.values_list("detail", flat=True),
        *Review.objects.values_list("note", flat=True),
        *Contact.objects.values_list("note", flat=True),
        *Note.objects.values_list("text", flat=True),
        *DoseStep.objects.values_list("marked_reason", flat=True),
        *SideEffect.objects.values_list("marked_reason", flat=True),
    ]

    assert [(note, ill_written(note)) for note in notes if ill_written(note)] == []
