"""The form of emergency access."""

from typing import Any

from django import forms

from patients.accounts.forms.own_account import OwnForm
from patients.models import Clinic
from patients.web.fields import NOT_A_CHOICE

SHORTEST_REASON = 10
GIVE_A_REASON = "Give the reason, so that the clinic’s admin understands it later."


class BreakGlassForm(OwnForm):
    """Which clinic, and why."""

    clinic = forms.ModelChoiceField(
        Clinic.objects.none(),
        empty_label="Choose a clinic",
        error_messages={"required": "Choose the clinic.", "invalid_choice": NOT_A_CHOICE},
    )
    reason = forms.CharField(
        label="Reason",
        min_length=SHORTEST_REASON,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Do not name the patient: it is read by the clinic’s admins.",
        error_messages={"required": GIVE_A_REASON, "min_length": GIVE_A_REASON},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # A clinic where the account already has emergency access stays a choice, so that
        # the form sent again leads to it.
        own = self.account.memberships.current().filter(is_emergency=False)
        elsewhere = Clinic.objects.exclude(pk__in=own.values("clinic")).order_by("name")
        self.fields["clinic"].queryset = elsewhere  # type: ignore[attr-defined]
