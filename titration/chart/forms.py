"""The parameters in a chart's address: which part, and as known when."""

from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from patients.models import Patient
from patients.web.fields import TYPED_DATES, in_ascii_digits

# The name of a list of the chart, and that of one of its rows. Of a name that no list has
# nothing follows.
LIST = r"^[a-z]{1,20}$"
ROW = r"^[a-z]{1,20}(-change)?-[0-9]{1,18}$"
EXAMPLE = "06-Nov-2025 14:30"


class ChartOptionsForm(forms.Form):
    """The range drawn, the list shown whole, and the instant as of which.

    A list is asked for by its name, or by a row of it that a link leads to. Of all but the
    instant an invalid value means the default. An invalid instant is an error:
    the page must not show another chart than the one asked for.
    """

    span = forms.ChoiceField(choices=[(s, s) for s in ("3m", "12m", "all")], required=False)
    all = forms.RegexField(LIST, required=False)
    row = forms.RegexField(ROW, required=False)
    known_at = forms.CharField(label="Date and time", max_length=40, required=False)

    def __init__(self, address: QueryDict, patient: Patient) -> None:
        super().__init__(address)
        self.patient = patient
        self.is_valid()

    @property
    def as_query(self) -> str:
        """The parameters as they were given, to ask for the drawing of the same chart."""
        given = {name: self.data.get(name) for name in self.fields}
        return urlencode({name: value for name, value in given.items() if value})

    @property
    def span_asked_for(self) -> str:
        """The range to draw; all dates unless the address names a known range."""
        span: str = self.cleaned_data.get("span") or "all"
        return span

    @property
    def whole(self) -> set[str]:
        """The names of the lists of which every row is shown."""
        kind, *_ = (self.cleaned_data.get("row") or "").split("-")
        named = (self.cleaned_data.get("all"), kind and f"{kind}s")
        return {name for name in named if name}

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
        instant = instant_typed(" ".join(in_ascii_digits(text).split()))
        if instant is None:
            raise ValidationError(f"“{text}” is not a date and time such as {EXAMPLE}.")
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=ZoneInfo(self.patient.clinic.time_zone))
        if instant > timezone.now():
            raise ValidationError("This moment lies ahead; nothing is known of it yet.")
        if instant < self.patient.registered_at:
            raise ValidationError("The patient was registered later than this moment.")
        return instant


def instant_typed(text: str) -> datetime | None:
    """Read an instant as pages write it, ``06-Nov-2025 14:30``, or in ISO form; else ``None``."""
    for pattern in TYPED_DATES:
        try:
            return datetime.strptime(text, f"{pattern} %H:%M")  # noqa: DTZ007 - the clinic's zone
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
