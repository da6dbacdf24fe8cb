"""Opening clinics, and changing their settings."""

from django.core.exceptions import ValidationError
from django.db import transaction

from patients import access, audit
from patients.access import Right
from patients.actions.conflicts import ChangedMeanwhile, retried
from patients.models import Account, Clinic
from patients.models.look_alikes import like
from patients.models.visible_text import composed

NAME_TAKEN = "Another clinic has this name, or one that looks the same."


def create(*, name: str, time_zone: str, by: Account | None, contact: str = "") -> Clinic:
    """Open a clinic in a time zone of the IANA database.

    Raises ``ValidationError``, by field, for a name that is taken or an unknown zone.
    """
    clinic = Clinic(name=composed(name), time_zone=time_zone, contact=contact)
    check(clinic)
    with transaction.atomic():
        clinic.save(force_insert=True)
        audit.record("create-clinic", by=by, clinic_id=clinic.pk, about=clinic)
    return clinic


@retried
def change(
    *, clinic: Clinic, by: Account, seen: str, name: str, time_zone: str, contact: str
) -> Clinic:
    """Change a clinic's settings; ``seen`` is the ``edition`` when the form was opened.

    Raises ``PermissionDenied``, ``ValidationError`` by field, or ``ChangedMeanwhile``.
    """
    access.require(by, clinic.pk, Right.ADMINISTER)
    with transaction.atomic():
        held = Clinic.objects.select_for_update(no_key=True).get(pk=clinic.pk)
        wanted = {"name": composed(name), "time_zone": time_zone, "contact": contact}
        if all(getattr(held, field) == value for field, value in wanted.items()):
            return held
        if edition(held) != seen:
            raise ChangedMeanwhile("Another person changed these settings after you opened them.")
        for field, value in wanted.items():
            setattr(held, field, value)
        check(held)
        held.save(update_fields=list(wanted))
        audit.record("change-clinic", by=by, clinic_id=held.pk, about=held)
    return held


def check(clinic: Clinic) -> None:
    """Raise ``ValidationError``, by field, for a clinic that cannot be saved as it is."""
    if Clinic.objects.exclude(pk=clinic.pk).filter(like("name", clinic.name)).exists():
        raise ValidationError({"name": NAME_TAKEN})
    clinic.full_clean()


def edition(clinic: Clinic) -> str:
    """Return a text that differs if a clinic's settings do, to notice a change meanwhile."""
    return "\n".join((clinic.name, clinic.time_zone, clinic.contact))
