"""The parameters of the worklist: a clinic, a view, a page, or a search."""

from typing import NamedTuple

from django import forms

from patients.models import Distribution
from patients.web.fields import IdentifyingField
from titration.record.dose_steps.models import Phase
from titration.rules import RULES
from titration.standing.situation import Group

ALL, CHANGED = "all", "changed"
LARGEST_ID = 2**63 - 1
ANY = ("", "Any")
TAGS = [(code, rule.beside_step) for code, rule in RULES.items() if rule.beside_step]


class WorklistQuery(NamedTuple):
    """The view asked for, empty for the morning list; and after or before whom its page lies.

    ``clinic``, ``after`` and ``before`` are ids. ``narrowed`` are the filters of all patients
    that are set, by their names.
    """

    view: str
    clinic: int | None
    after: int | None
    before: int | None
    narrowed: dict[str, str]


class NarrowingForm(forms.Form):
    """The filters of the view of all patients. An invalid one is ignored."""

    dystonia = forms.ChoiceField(choices=[ANY, *Distribution.choices], required=False)
    taking = forms.ChoiceField(
        choices=[ANY, ("yes", "On baclofen"), ("no", "Not on it")], required=False, label="Baclofen"
    )
    phase = forms.ChoiceField(choices=[ANY, *Phase.choices], required=False)
    tag = forms.ChoiceField(choices=[ANY, *TAGS], required=False, label="Beside the article")

    def narrowed(self) -> dict[str, str]:
        """Return the filters that are set, by their names."""
        self.full_clean()
        return {name: said for name, said in self.cleaned_data.items() if said}


class WorklistForm(forms.Form):
    """The parameters of the worklist's address. An invalid one is ignored."""

    view = forms.ChoiceField(
        choices=[(name, name) for name in (*Group, CHANGED, ALL)], required=False
    )
    clinic = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    after = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    before = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)

    def asked(self) -> WorklistQuery:
        """Return what is asked for; by default the morning list."""
        self.full_clean()
        said = self.cleaned_data
        view = said.get("view") or ""
        return WorklistQuery(
            view=view,
            clinic=said.get("clinic"),
            after=said.get("after"),
            before=said.get("before"),
            narrowed=NarrowingForm(self.data).narrowed() if view == ALL else {},
        )


class SearchForm(forms.Form):
    """A name or a record number, posted so that it stays out of addresses and logs."""

    q = IdentifyingField(
        "search",
        is_part=True,
        max_length=100,
        required=False,
        widget=forms.SearchInput(attrs={"id": "find-patient"}),
    )
