"""The parameters of the worklist: an order, a page, or a search."""

from typing import NamedTuple

from django import forms

from patients.web.fields import IdentifyingField
from titration.standing.models import SORTS

FIRST_SORT = "-flags"
LARGEST_ID = 2**63 - 1


class WorklistQuery(NamedTuple):
    """The order asked for, and the id of the patient after or before whom the page lies."""

    sort: str
    after: int | None
    before: int | None


class WorklistForm(forms.Form):
    """The parameters of the worklist's address. An invalid one is ignored."""

    sort = forms.ChoiceField(
        choices=[(name, name) for key in SORTS for name in (key, f"-{key}")], required=False
    )
    after = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    before = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)

    def asked(self) -> WorklistQuery:
        """Return the page asked for; by default the first one, patients with most flags first."""
        self.full_clean()
        said = self.cleaned_data
        return WorklistQuery(said.get("sort") or FIRST_SORT, said.get("after"), said.get("before"))


class SearchForm(forms.Form):
    """A name or a record number, posted so that it stays out of addresses and logs."""

    q = IdentifyingField(
        "search",
        is_part=True,
        max_length=100,
        required=False,
        widget=forms.SearchInput(attrs={"id": "find-patient"}),
    )
