"""The parameters in a chart's address: which part, and as known when."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from patients.models import Patient


class ChartOptionsForm(forms.Form):
    """The range drawn, all rows or the newest, and the instant as of which.

    For the first two an invalid value means the default. An invalid instant is an error:
    the page must not show another chart than the one asked for.
    """

    span = forms.ChoiceField(choices=[(s, s) for s in ("3m", "12m", "all")], required=False)
    show = forms.ChoiceField(choices=[("all", "all")], required=False)
    known_at = forms.CharField(label="Date and time", max_length=40, required=False)

    def __init__(self, address: QueryDict, patient: Patient) -> None:
        super().__init__(address)
        self.patient = patient
        self.is_valid()

    @property
    def span_asked_for(self) -> str:
        """The range to draw; all dates unless the address names a known range."""
        span: str = self.cleaned_data.get("span") or "all"
        return span

    @property
    def is_for_all(self) -> bool:
        """True if every row is listed, not only the newest."""
        return self.cleaned_data.get("show") == "all"

    @property
    def instant(self) -> datetime | None:
        """The past instant asked for, if one is."""
        instant: datetime | None = self.cleaned_data.get("known_at")
        return instant

    def clean_known_at(self) -> datetime | None:
        """Read the instant; without an offset it is in the clinic's time zone."""
        text: str = self.cleaned_data["known_at"].strip()
        if not text:
            return None
        try:
            instant = datetime.fromisoformat(text)
        except ValueError as error:
            sentence = f"“{text}” is not a date and time such as 2026-05-01T10:00."
            raise ValidationError(sentence) from error
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=ZoneInfo(self.patient.clinic.time_zone))
        if instant > timezone.now():
            raise ValidationError("This moment lies ahead; nothing is known of it yet.")
        if instant < self.patient.registered_at:
            raise ValidationError("The patient was registered later than this moment.")
        return instant
