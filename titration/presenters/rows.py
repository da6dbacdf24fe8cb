"""A patient's entries as plain rows, few columns each: the ORM's objects cost a page its speed."""

from collections.abc import Sequence
from typing import Any

from patients.models import Dystonia, Patient, Precaution, Status
from titration.models import DoseStep, SideEffect, SideEffectCheck

MARKING = (
    "pk",
    "status",
    "marked_at",
    "marked_reason",
    "marked_by__full_name",
    "recorded_at",
    "recorded_by_id",
    "recorded_by__full_name",
    "replaces_id",
)

Rows = Sequence[Any]


def dose_steps(patient: Patient) -> Rows:
    """Live steps and those entered in error, earliest first."""
    fields = ("starts_on", "doses_mg", "phase", "reason", "note", "already_taking", *MARKING)
    steps = DoseStep.objects.of(patient).order_by("starts_on", "pk")
    return list(steps.values_list(*fields, named=True))


def side_effects(patient: Patient) -> Rows:
    """Every side effect but those superseded, latest onset first."""
    fields = (
        "term",
        "severity",
        "onset_on",
        "resolved_on",
        "reported_on",
        "reported_by",
        "action_taken",
        "note",
        *MARKING,
    )
    effects = SideEffect.objects.of(patient).exclude(status=Status.SUPERSEDED)
    return list(effects.order_by("-onset_on", "-pk").values_list(*fields, named=True))


def side_effect_checks(patient: Patient) -> Rows:
    """The days on which somebody asked and none was reported, latest first."""
    checks = SideEffectCheck.objects.of(patient).order_by("-asked_on", "-pk")
    return list(checks.values_list("asked_on", *MARKING, named=True))


def answers(patient: Patient) -> dict[str, str]:
    """The answers about histories that count, by condition."""
    return dict(Precaution.objects.of(patient).live().values_list("condition", "answer"))


def dystonia(patient: Patient) -> Dystonia | None:
    """The dystonia that counts."""
    return Dystonia.objects.of(patient).live().first()


def live(rows: Rows) -> Rows:
    """The rows that count."""
    return [row for row in rows if row.status == Status.LIVE]


def edition(steps: Rows) -> str:
    """What ``DoseStep.objects.edition`` gives, from rows already read."""
    marked = sum(row.marked_at is not None for row in steps)
    return f"{max((row.pk for row in steps), default=0)}.{marked}"
