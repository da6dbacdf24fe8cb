"""Two published titrations, worked out on paper from the table of rules, and then asserted.

The figures compared with: 10-20 mg a dose, three doses a day, and, derived
from these, 30-60 mg a day; a first step is low below 30 mg a day.

(a) The schedule of the US label for oral baclofen tablets (Dosage and
Administration): 5, 10, 15 and 20 mg three times a day, 3 days each. The label
ends its schedule there and leaves what follows open, so the record's last
step stays open. Entered as an initiation from 5 January 2026:

    from    amounts     sum  10-20 a dose?   3 doses?  30-60 a day?  flags
    5 Jan    5  5  5     15  all three < 10  yes       15 < 30       per-dose-below, total-below
    8 Jan   10 10 10     30  at the low end  yes       at the end    none
    11 Jan  15 15 15     45  within          yes       within        none
    14 Jan  20 20 20     60  at the high end yes       at the end    none

The first step is 15 mg a day: low. What lies below is context in an
initiation, and would be a notice in maintenance.

(b) The protocol of a trial in Meige syndrome (Andrade and Bertolucci, Arq
Neuropsiquiatr 1985;43:260-266): 20 mg a day, 10 mg a day more every 3 days up
to 70 mg a day, in two equal amounts. Entered likewise:

    from    amounts  sum  10-20 a dose?   3 doses?  30-60 a day?  flags
    5 Jan   10 10     20  at the low end  no, 2     20 < 30       frequency-differs, total-below
    8 Jan   15 15     30  within          no, 2     at the end    frequency-differs
    11 Jan  20 20     40  at the high end no, 2     within        frequency-differs
    14 Jan  25 25     50  both > 20       no, 2     within        frequency-differs, per-dose-above
    17 Jan  30 30     60  both > 20       no, 2     at the end    frequency-differs, per-dose-above
    20 Jan  35 35     70  both > 20       no, 2     70 > 60       ... and total-above

The first step is 20 mg a day: low. A frequency that differs and a total below
are context in an initiation (notices in maintenance); what lies above is a
notice in every phase.
"""

from collections import Counter
from datetime import timedelta

import pytest

from tests.titration.rules.histories import ALL_ABSENT, NOBODY_ASKED, Judge, history, on, row, step
from tests.titration.rules.oracle import Row
from titration.rules import Answer, History, Phase, flags

LABEL = [
    ("2026-01-05", "5 5 5"),
    ("2026-01-08", "10 10 10"),
    ("2026-01-11", "15 15 15"),
    ("2026-01-14", "20 20 20"),
]
MEIGE = [
    ("2026-01-05", "10 10"),
    ("2026-01-08", "15 15"),
    ("2026-01-11", "20 20"),
    ("2026-01-14", "25 25"),
    ("2026-01-17", "30 30"),
    ("2026-01-20", "35 35"),
]

# ``low`` is the level of what lies below or differs: context, or a notice in maintenance.


def label_rows(low: str) -> list[Row]:
    return [
        row("per-dose-below", low, "2026-01-05", "2026-01-08"),
        row("total-below", low, "2026-01-05", "2026-01-08"),
    ]


def meige_rows(low: str) -> list[Row]:
    return [
        row("frequency-differs", low, "2026-01-05", "2026-01-08"),
        row("total-below", low, "2026-01-05", "2026-01-08"),
        row("frequency-differs", low, "2026-01-08", "2026-01-11"),
        row("frequency-differs", low, "2026-01-11", "2026-01-14"),
        row("frequency-differs", low, "2026-01-14", "2026-01-17"),
        row("per-dose-above", "notice", "2026-01-14", "2026-01-17"),
        row("frequency-differs", low, "2026-01-17", "2026-01-20"),
        row("per-dose-above", "notice", "2026-01-17", "2026-01-20"),
        row("frequency-differs", low, "2026-01-20"),
        row("per-dose-above", "notice", "2026-01-20"),
        row("total-above", "notice", "2026-01-20"),
    ]


# What unasked histories add to either: baclofen is taken from the first day on.
UNASKED = [row("caution-not-asked", "context", "2026-01-05")] * 3


def unwatched(schedule: list[tuple[str, str]]) -> list[Row]:
    """Return the flags added where only steps are recorded: no contact, no other treatment.

    Each step changes the regimen, so from the day after it until the next step,
    two days later, there is no contact; after the last step there is none at all.
    """
    starts = [on(starts_on) for starts_on, _ in schedule]
    days = [(f"{start + timedelta(days=1)}", f"{start + timedelta(days=3)}") for start in starts]
    quiet = [row("no-contact-since-change", "context", *span) for span in days[:-1]]
    last = row("no-contact-since-change", "context", days[-1][0])
    return [*quiet, last, row("no-other-treatment", "context", "2026-01-05")]


def titration(
    schedule: list[tuple[str, str]], phase: Phase, precautions: dict[str, Answer]
) -> History:
    entered = (step(starts_on, amounts, phase) for starts_on, amounts in schedule)
    return history(*entered, precautions=precautions)


@pytest.mark.parametrize(("phase", "low"), [("initiation", "context"), ("maintenance", "notice")])
def test_the_label(judge: Judge, phase: Phase, low: str) -> None:
    assert judge(titration(LABEL, phase, {**ALL_ABSENT})) == Counter(label_rows(low))


@pytest.mark.parametrize(("phase", "low"), [("initiation", "context"), ("maintenance", "notice")])
def test_the_trial_in_meige_syndrome(judge: Judge, phase: Phase, low: str) -> None:
    assert judge(titration(MEIGE, phase, {**ALL_ABSENT})) == Counter(meige_rows(low))


def test_unasked_histories_add_three_cautions(judge: Judge) -> None:
    label = titration(LABEL, "initiation", {**NOBODY_ASKED})
    meige = titration(MEIGE, "initiation", {**NOBODY_ASKED})
    assert judge(label) == Counter(label_rows("context") + UNASKED)
    assert judge(meige) == Counter(meige_rows("context") + UNASKED)


def test_steps_recorded_alone_add_no_contact_and_no_other_treatment(judge: Judge) -> None:
    for schedule, rows in ((LABEL, label_rows("context")), (MEIGE, meige_rows("context"))):
        entered = (step(starts_on, amounts, "initiation") for starts_on, amounts in schedule)
        alone = history(*entered, checks=(), treatments=())
        assert judge(alone) == Counter(rows + unwatched(schedule))


def test_the_last_steps_of_both_hold_for_as_long_as_nothing_follows() -> None:
    """20 mg three times a day raises nothing; 35 mg twice a day raises three flags."""
    still = [
        [
            flag.code
            for flag in flags(titration(plan, "initiation", {**ALL_ABSENT}))
            if not flag.until
        ]
        for plan in (LABEL, MEIGE)
    ]
    assert still == [[], ["frequency-differs", "per-dose-above", "total-above"]]
