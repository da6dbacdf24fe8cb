"""The only door to a patient: check the clinic and the role, and record every opening.

An account without a role in the clinic gets 404, the same as for a record that does
not exist. One with the wrong role there gets 403 with a sentence. Both are audited.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import Http404
from django.utils import timezone

from patients import audit
from patients.models import Account, AuditEvent, Clinic, Entry, Outcome, Patient, Role
from patients.patient_queries import clinic_of, find_patient

# Opening a chart, or any other page of one patient, counts as reading that patient; a row
# in a list does not. A patient who is opened several times counts once.
READ_AT_MOST = 120
READ_WITHIN = timedelta(minutes=10)

CLINICIANS = frozenset({Role.NEUROLOGIST, Role.NURSE})
NEUROLOGISTS = frozenset({Role.NEUROLOGIST})
ADMINS = frozenset({Role.ADMIN})

NO_ROLE = "You have no role in any clinic now: an admin of the clinic can give you one."


class Right(Enum):
    """What a role may do in a clinic, and the sentence that refuses the other roles."""

    READ = (
        CLINICIANS,
        "Patients’ records are read by neurologists and nurses of the clinic.",
    )
    REGISTER = (
        CLINICIANS,
        "Patients are registered by neurologists and nurses of the clinic.",
    )
    RECORD_DOSE_STEP = (
        NEUROLOGISTS,
        "Dose steps are recorded by neurologists of the clinic.",
    )
    DRAFT_PLAN = (
        NEUROLOGISTS,
        "Plans are drafted by neurologists of the clinic.",
    )
    ANSWER_PLAN = (
        CLINICIANS,
        "What was taken of a plan is told by neurologists and nurses of the clinic.",
    )
    RECORD_SIDE_EFFECT = (
        CLINICIANS,
        "Side effects are recorded by neurologists and nurses of the clinic.",
    )
    ACKNOWLEDGE = (
        NEUROLOGISTS,
        "Serious and severe side effects are acknowledged by neurologists of the clinic.",
    )
    RECORD_RATING = (
        CLINICIANS,
        "Ratings are recorded by neurologists and nurses of the clinic.",
    )
    RECORD_TREATMENT = (
        CLINICIANS,
        "Other treatments are recorded by neurologists and nurses of the clinic.",
    )
    RECORD_INTAKE = (
        CLINICIANS,
        "What was not taken as recorded is told by neurologists and nurses of the clinic.",
    )
    RECORD_REVIEW = (
        CLINICIANS,
        "Reviews are recorded by neurologists and nurses of the clinic.",
    )
    SET_REVIEW_DATE = (
        NEUROLOGISTS,
        "The date of the next review is set by neurologists of the clinic.",
    )
    RECORD_CONTACT = (
        CLINICIANS,
        "Contacts are recorded by neurologists and nurses of the clinic.",
    )
    RECORD_NOTE = (
        CLINICIANS,
        "Notes are recorded by neurologists and nurses of the clinic.",
    )
    CHANGE_CARE = (
        CLINICIANS,
        "Care is ended and reopened by neurologists and nurses of the clinic.",
    )
    MARK_ANY_ENTRY = (
        NEUROLOGISTS,
        (
            "An entry is marked as entered in error by the person who recorded it,"
            " or by a neurologist of the clinic."
        ),
    )
    BREAK_GLASS = (
        CLINICIANS,
        "Emergency access is taken by neurologists and nurses who have a clinic of their own.",
    )
    ADMINISTER = (
        ADMINS,
        "Accounts, clinics and the access log are for the clinic’s admins.",
    )

    def __init__(self, roles: frozenset[Role], sentence: str) -> None:
        self.roles = roles
        self.sentence = sentence

    @property
    def word(self) -> str:
        """The word for the right in audit events."""
        return self.name.lower().replace("_", "-")


class ReadTooMany(Exception):
    """An account has met the reading limit; it can open another patient from ``again_at`` on."""

    def __init__(self, again_at: datetime, clinic: Clinic) -> None:
        self.again_at = again_at
        # Rounded up to the first whole minute at which the account can open another patient.
        minute = (again_at + timedelta(minutes=1)).astimezone(ZoneInfo(clinic.time_zone))
        super().__init__(
            f"You have opened {READ_AT_MOST} patients’ records within"
            f" {READ_WITHIN.seconds // 60} minutes, the most that one person may."
            f" You can open another from {minute:%H:%M} on."
        )


def may(account: Account, clinic_id: int, right: Right) -> bool:
    """True if an account has a right in a clinic now."""
    return account.roles.get(clinic_id) in right.roles


def rights_in(account: Account, clinic_id: int) -> frozenset[Right]:
    """Every right that an account has in a clinic now."""
    return frozenset(right for right in Right if may(account, clinic_id, right))


def may_mark(account: Account, clinic_id: int, recorded_by_id: int) -> bool:
    """True if an account may mark an entry that ``recorded_by_id`` recorded as entered in error."""
    own = recorded_by_id == account.pk and may(account, clinic_id, Right.READ)
    return own or may(account, clinic_id, Right.MARK_ANY_ENTRY)


def clinics_where(account: Account, right: Right) -> list[int]:
    """The ids of the clinics in which an account has a right now."""
    return [clinic_id for clinic_id, role in account.roles.items() if role in right.roles]


def require(
    account: Account, clinic_id: int, right: Right, patient_ids: Iterable[int] = ()
) -> None:
    """Pass if the account has the right. Raises ``PermissionDenied``, audited, if not."""
    if not may(account, clinic_id, right):
        refuse(account, clinic_id, right, patient_ids)


def require_marking(account: Account, entry: Entry) -> None:
    """Pass if the account may mark the entry. Raises ``PermissionDenied``, audited, if not."""
    clinic_id = entry.patient.clinic_id
    if not may_mark(account, clinic_id, entry.recorded_by_id):
        refuse(account, clinic_id, Right.MARK_ANY_ENTRY, patient_ids=[entry.patient_id])


def refuse(
    account: Account,
    clinic_id: int | None,
    right: Right,
    patient_ids: Iterable[int] = (),
    sentence: str = "",
) -> None:
    """Audit a refusal and raise ``PermissionDenied`` with a sentence, or with the right's."""
    audit.record(
        right.word,
        by=account,
        outcome=Outcome.REFUSED,
        clinic_id=clinic_id,
        patient_ids=patient_ids,
    )
    raise PermissionDenied(sentence or right.sentence)


def open_clinics(account: Account, right: Right) -> list[Clinic]:
    """Return the clinics in which an account has a right, by name.

    Raises ``PermissionDenied``, audited, if there are none.
    """
    clinics = [clinic for role, clinic in account.held if role in right.roles]
    if not clinics:
        refuse(account, None, right, sentence=NO_ROLE if not account.held else "")
    return clinics


def open_clinic(account: Account, clinic_id: int, right: Right) -> Clinic:
    """Return one clinic, for an account that has a right in it.

    Raises ``Http404`` for an account without a role in the clinic and
    ``PermissionDenied`` for one with the wrong role; both are audited.
    """
    clinics = {clinic.pk: clinic for _, clinic in account.held}
    if clinic_id not in clinics:
        audit.record(right.word, by=account, outcome=Outcome.REFUSED, clinic_id=clinic_id)
        raise Http404
    require(account, clinic_id, right)
    return clinics[clinic_id]


def open_account(admin: Account, account_id: int) -> Account:
    """Return an account that is, or was, a member of a clinic that ``admin`` is an admin of.

    Raises ``PermissionDenied`` if ``admin`` is an admin of no clinic, and ``Http404`` for
    an account of other clinics only, as for one that does not exist; both are audited.
    """
    clinics = open_clinics(admin, Right.ADMINISTER)
    members = Account.objects.filter(memberships__clinic__in=clinics).distinct()
    account = members.filter(pk=account_id).first()
    if account is None:
        audit.record(Right.ADMINISTER.word, by=admin, outcome=Outcome.REFUSED)
        raise Http404
    return account


def open_patient(account: Account, patient_id: int, right: Right = Right.READ) -> Patient:
    """Return one patient, for an account that has a right in the patient's clinic.

    Raises ``Http404`` outside the clinic, ``PermissionDenied`` for the wrong role,
    and ``ReadTooMany`` past the reading limit; writes one audit event in each case.
    """
    found = find_patient(patient_id, reader=account, since=timezone.now() - READ_WITHIN)
    if found is None:
        if clinic_id := clinic_of(patient_id):
            refuse(account, clinic_id, right, [patient_id])
        audit.record("read", by=account, outcome=Outcome.REFUSED, patient_ids=[patient_id])
        raise Http404
    patient, others_read = found
    if not may(account, patient.clinic_id, right):
        refuse(account, patient.clinic_id, right, [patient_id])
    if others_read >= READ_AT_MOST:
        refuse_more(account, patient)
    audit.record("read", by=account, clinic_id=patient.clinic_id, patient_ids=[patient_id])
    return patient


def refuse_more(account: Account, patient: Patient) -> None:
    """Audit that an account met the reading limit and raise ``ReadTooMany``."""
    openings = AuditEvent.objects.openings(account.pk, since=timezone.now() - READ_WITHIN)
    others = openings.exclude(patient_ids=[patient.pk]).values("patient_ids")
    last_reads = others.annotate(last_at=Max("at")).order_by("-last_at")
    again_at = last_reads[READ_AT_MOST - 1]["last_at"] + READ_WITHIN
    audit.record(
        "reading-limit",
        by=account,
        outcome=Outcome.REFUSED,
        clinic_id=patient.clinic_id,
        patient_ids=[patient.pk],
    )
    raise ReadTooMany(again_at, patient.clinic)


def record_glance_shown(account: Account, clinic: Clinic) -> None:
    """Write the audit event for numbers of a clinic's patients that were shown."""
    audit.record("glance", by=account, clinic_id=clinic.pk)


def record_list_shown(account: Account, patient_ids: list[int]) -> None:
    """Write the audit event for a list of patients that was shown."""
    audit.record("list", by=account, patient_ids=patient_ids)


def record_print(account: Account, patient: Patient, what: str) -> None:
    """Write the audit event for a print of one patient: ``what`` is ``summary`` or ``schedule``."""
    named = [patient.pk]
    audit.record(f"print-{what}", by=account, clinic_id=patient.clinic_id, patient_ids=named)
