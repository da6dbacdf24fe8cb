"""What comes back from the hospital's provider, and the name of a person who joins by it."""

from typing import TypedDict

from django import forms

from patients.accounts.forms.invitations import name_field
from patients.web.posted_form import ValuesForm

LONGEST = 4000  # characters; a code may be long


class CameBack(TypedDict):
    """The parameters with which a provider sends a browser back; each may be empty."""

    state: str
    code: str
    iss: str


class CameBackForm(forms.Form):
    """The parameters with which a provider sends a browser back. Others are ignored."""

    state = forms.CharField(required=False, max_length=LONGEST, strip=False)
    code = forms.CharField(required=False, max_length=LONGEST, strip=False)
    iss = forms.CharField(required=False, max_length=LONGEST, strip=False)

    def asked(self) -> CameBack:
        """Return them; one that cannot be read is empty."""
        self.full_clean()
        state, code, iss = (self.cleaned_data.get(name, "") for name in self.fields)
        return {"state": state, "code": code, "iss": iss}


class JoinOutsideValues(TypedDict):
    """The name of a person who has no account yet."""

    full_name: str


class JoinOutsideForm(ValuesForm[JoinOutsideValues]):
    """The name of a person who signs in at the hospital; their link opens one account."""

    full_name = name_field()
