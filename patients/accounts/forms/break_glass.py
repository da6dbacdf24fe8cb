"""The form of emergency access."""

from typing import Any, TypedDict

from django import forms

from patients.models import Account, Clinic
from patients.web.fields import NOT_A_CHOICE
from patients.web.posted_form import ValuesForm

SHORTEST_REASON = 10
GIVE_A_REASON = "Give the reason, so that the clinic’s admin understands it later."


class BreakGlassValues(TypedDict):
    """Which clinic, and why."""

    clinic: Clinic
    reason: str


class BreakGlassForm(ValuesForm[BreakGlassValues]):
    """A clinic where ``account`` has no role, and the reason to enter it."""

    clinic = forms.ModelChoiceField(
        Clinic.objects.none(),
        empty_label="Choose a clinic",
        error_messages={"required": "Choose the clinic.", "invalid_choice": NOT_A_CHOICE},
    )
    reason = forms.CharField(
        label="Reason",
        min_length=SHORTEST_REASON,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text="Do not name the patient: it is read by the clinic’s admins.",
        error_messages={"required": GIVE_A_REASON, "min_length": GIVE_A_REASON},
    )

    def __init__(self, *args: Any, account: Account, **options: Any) -> None:
        super().__init__(*args, **options)
        # A clinic where the account has emergency access already stays a choice, so that the
        # same form can be sent again.
        own = account.memberships.current().filter(is_emergency=False)
        elsewhere = Clinic.objects.exclude(pk__in=own.values("clinic")).order_by("name")
        self.fields["clinic"].queryset = elsewhere  # type: ignore[attr-defined]
