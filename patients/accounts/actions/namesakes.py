"""Keeping the names of a clinic's members different: entries and the access log show them."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Q

from patients.models import Account, Clinic
from patients.models.look_alikes import like

TELL_APART = "add what tells you apart, for example a middle initial or your profession"


def refuse_namesake(full_name: str, clinics: Iterable[Clinic], *, but: Account | None) -> None:
    """Raise ``ValidationError`` for a name that another member of a clinic has or had.

    Former members and former names count, because what they recorded still shows the name.
    Locks the clinics, so that no two people take one name at the same moment.
    """
    for clinic in clinics:
        members = Account.objects.filter(memberships__clinic=clinic)
        others = members.exclude(pk=but.pk) if but else members
        is_held = like("full_name", full_name) | Q(
            pk__in=others.filter(like("former_names__full_name", full_name)).values("pk")
        )
        if others.filter(is_held).exists():
            raise ValidationError(
                {
                    "full_name": f"Another member of {clinic} is, or was, called {full_name},"
                    f" or a name that looks the same: {TELL_APART}."
                }
            )


def refuse_joining_namesake(account: Account, clinic: Clinic) -> None:
    """Raise ``ValidationError`` if a member of a clinic has the name of an account that joins."""
    try:
        refuse_namesake(account.full_name, [clinic], but=account)
    except ValidationError as refusal:
        (sentence,) = refusal.messages
        raise ValidationError(f"{sentence} You can do so under “Change your name”.") from refusal


def lock_clinics_of(account: Account) -> list[Clinic]:
    """Lock the clinics that an account is a member of, now or later, and return them."""
    mine = account.memberships.unended().values("clinic")
    return list(Clinic.objects.select_for_update(no_key=True).filter(pk__in=mine).order_by("pk"))
