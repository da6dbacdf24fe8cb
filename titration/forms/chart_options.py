"""What part of a chart is asked for in its address."""

from django import forms
from django.http import QueryDict


class ChartOptionsForm(forms.Form):
    """The range drawn, and whether every row is listed. Nonsense means the defaults."""

    span = forms.ChoiceField(choices=[(s, s) for s in ("3m", "12m", "all")], required=False)
    show = forms.ChoiceField(choices=[("all", "all")], required=False)

    def __init__(self, address: QueryDict) -> None:
        super().__init__(address)
        self.is_valid()

    @property
    def span_asked_for(self) -> str:
        """The range to draw: everything, unless a known range is named."""
        span: str = self.cleaned_data.get("span") or "all"
        return span

    @property
    def is_for_all(self) -> bool:
        """Whether every row is to be listed, not the newest alone."""
        return self.cleaned_data.get("show") == "all"
