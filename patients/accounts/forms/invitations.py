"""The form that invites somebody, and those that whoever was invited fills in."""

from collections.abc import Sequence
from typing import Any

from patients.accounts.forms.chosen_password import ChosenPasswordForm
from patients.models import Clinic, Role
from patients.web.fields import DayField, EmailField, IdentifyingField, OneOfField
from patients.web.posted_form import PostedForm


class InviteForm(PostedForm):
    """An e-mail, a role in one of ``clinics``, and until when."""

    email = EmailField(help_text="The link to accept goes there, or is shown to you to hand on.")
    role = OneOfField(Role.choices, missing="Choose the role.")
    last_day = DayField(
        label="Last day",
        required=False,
        help_text="For example 06-Nov-2025; empty where no end is known",
    )

    def __init__(self, *args: Any, clinics: Sequence[Clinic], **options: Any) -> None:
        super().__init__(*args, **options)
        self.clinics = {str(clinic.pk): clinic for clinic in clinics}
        if len(clinics) > 1:
            choices = [(pk, clinic.name) for pk, clinic in self.clinics.items()]
            self.fields["clinic"] = OneOfField(choices, missing="Choose the clinic.")
            self.helper.layout.insert(0, "clinic")

    @property
    def arguments(self) -> dict[str, Any]:
        """What ``invitations.invite`` takes."""
        only = next(iter(self.clinics))
        chosen = self.clinics[self.cleaned_data.get("clinic", only)]
        return self.cleaned_data | {"clinic": chosen}


class NewAccountForm(ChosenPasswordForm):
    """Name and password of somebody who has no account yet."""

    full_name = IdentifyingField(
        "name",
        max_length=200,
        label="Your name",
        help_text="As colleagues know you. It stands beside everything you record.",
    )
    field_order = ("full_name", "password", "again")

    @property
    def arguments(self) -> dict[str, Any]:
        """What ``invitations.make_account`` takes."""
        return super().arguments | {"full_name": self.cleaned_data["full_name"]}
