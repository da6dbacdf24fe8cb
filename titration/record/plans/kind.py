"""Tells the other packages about planned steps."""

from titration import rules
from titration.record.kind import Kind, Page
from titration.record.plans.models import PlannedStep
from titration.record.plans.rows import fact_words
from titration.record.plans.views import (
    answer_otherwise,
    confirm_planned_step,
    draft_plan,
    withdraw_plan,
)

KIND = Kind(
    model=PlannedStep,
    fact=rules.StepAhead,
    fact_words=fact_words,
    pages=[
        Page("draft/", draft_plan, "draft-plan"),
        Page("withdraw/", withdraw_plan, "withdraw-plan"),
        Page("<id:planned_step_id>/taken/", confirm_planned_step, "confirm-planned-step"),
        Page("<id:planned_step_id>/otherwise/", answer_otherwise, "answer-otherwise"),
    ],
)
