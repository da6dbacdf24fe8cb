"""The parameters in a schedule's address: which tablets the clinician chose."""

from decimal import Decimal
from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict

from titration.letters.tablets import STRENGTHS_MG
from titration.rules import mg, number

NO_SUCH_TABLET = "%(value)s is none of the strengths to choose from."


class TabletsForm(forms.Form):
    """The strengths of tablets that a schedule counts, and if they may be halved.

    Without one, a schedule says amounts only. An unknown one is an error: no sheet may count
    other tablets than those chosen.
    """

    use_required_attribute = False

    strengths = forms.MultipleChoiceField(
        label="Count tablets of",
        choices=[(number(each), mg(each)) for each in STRENGTHS_MG],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": NO_SUCH_TABLET},
    )
    halves = forms.BooleanField(label="They may be halved", required=False)

    def __init__(self, address: QueryDict) -> None:
        super().__init__(address)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("strengths", "halves")

    @property
    def strengths_mg(self) -> list[Decimal]:
        """The strengths chosen, in mg, the weakest first. Use it once the form is valid."""
        return sorted({Decimal(each) for each in self.cleaned_data["strengths"]})

    @property
    def may_halve(self) -> bool:
        """True if the tablets may be halved. Use it once the form is valid."""
        halves: bool = self.cleaned_data["halves"]
        return halves

    @property
    def as_query(self) -> str:
        """The parameters of the same choice. Use it once the form is valid."""
        chosen = [("strengths", number(each)) for each in self.strengths_mg]
        return urlencode([*chosen, *([("halves", "on")] if self.may_halve else [])])
