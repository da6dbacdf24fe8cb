"""The parameters of the worklist: a clinic, a view, a page, or a search."""

from typing import NamedTuple

from django import forms

from patients.web.fields import IdentifyingField
from titration.standing.situation import Group

ALL = "all"
LARGEST_ID = 2**63 - 1


class WorklistQuery(NamedTuple):
    """The view asked for, empty for the morning list; and after or before whom its page lies.

    ``clinic``, ``after`` and ``before`` are ids.
    """

    view: str
    clinic: int | None
    after: int | None
    before: int | None


class WorklistForm(forms.Form):
    """The parameters of the worklist's address. An invalid one is ignored."""

    view = forms.ChoiceField(choices=[(name, name) for name in (*Group, ALL)], required=False)
    clinic = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    after = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    before = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)

    def asked(self) -> WorklistQuery:
        """Return what is asked for; by default the morning list."""
        self.full_clean()
        said = self.cleaned_data
        ids = (said.get(name) for name in ("clinic", "after", "before"))
        return WorklistQuery(said.get("view") or "", *ids)


class SearchForm(forms.Form):
    """A name or a record number, posted so that it stays out of addresses and logs."""

    q = IdentifyingField(
        "search",
        is_part=True,
        max_length=100,
        required=False,
        widget=forms.SearchInput(attrs={"id": "find-patient"}),
    )
