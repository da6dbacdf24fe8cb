"""What the admin's addresses answer each person: rows for the table of ``test_access_table``.

They are about a nurse and their membership, an invitation that waits for an answer,
a reset whose link is unused, and a review that is signed.
"""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from patients.models import Clinic
from tests.factories import a_nurse, a_reset, an_access_review, an_admin, an_invitation

TABLE = """
accounts                 GET   sign-in   403         403   200   403      403    sign-in
accounts                 POST  sign-in   405         405   405   405      405    sign-in
account                  GET   sign-in   403         403   200   403      403    sign-in
account                  POST  sign-in   405         405   405   405      405    sign-in
change-role              GET   sign-in   403         403   200   403      403    sign-in
change-role              POST  sign-in   403         403   422   403      403    sign-in
end-membership           GET   sign-in   403         403   200   403      403    sign-in
end-membership           POST  sign-in   403         403   422   403      403    sign-in
deactivate-account       GET   sign-in   403         403   200   403      403    sign-in
deactivate-account       POST  sign-in   403         403   422   403      403    sign-in
reactivate-account       GET   sign-in   403         403   200   403      403    sign-in
reactivate-account       POST  sign-in   403         403   422   403      403    sign-in
end-account-sessions     GET   sign-in   403         403   200   403      403    sign-in
end-account-sessions     POST  sign-in   403         403   422   403      403    sign-in
reset-sign-in            GET   sign-in   403         403   200   403      403    sign-in
reset-sign-in            POST  sign-in   403         403   422   403      403    sign-in
untie-account            GET   sign-in   403         403   200   403      403    sign-in
untie-account            POST  sign-in   403         403   422   403      403    sign-in
invite                   GET   sign-in   403         403   200   403      403    sign-in
invite                   POST  sign-in   403         403   422   403      403    sign-in
invitation               GET   sign-in   403         403   200   403      403    sign-in
invitation               POST  sign-in   405         405   405   405      405    sign-in
renew-invitation         GET   sign-in   403         403   200   403      403    sign-in
renew-invitation         POST  sign-in   403         403   422   403      403    sign-in
withdraw-invitation      GET   sign-in   405         405   405   405      405    sign-in
withdraw-invitation      POST  sign-in   403         403   302   403      403    sign-in
accept-invitation        GET   200       200         200   200   200      200    200
accept-invitation        POST  422       422         422   422   422      422    422
join-outside             GET   200       302         302   302   302      302    200
join-outside             POST  422       302         302   302   302      302    422
choose-password          GET   200       200         200   200   200      200    200
choose-password          POST  422       422         422   422   422      422    422
clinics                  GET   sign-in   403         403   200   403      403    sign-in
clinics                  POST  sign-in   405         405   405   405      405    sign-in
change-clinic            GET   sign-in   403         403   200   404      404    sign-in
change-clinic            POST  sign-in   403         403   422   404      404    sign-in
review-access            GET   sign-in   403         403   200   404      404    sign-in
review-access            POST  sign-in   403         403   422   404      404    sign-in
access-log               GET   sign-in   403         403   200   403      403    sign-in
access-log               POST  sign-in   403         403   302   403      403    sign-in
export-access-log        GET   sign-in   403         403   200   403      403    sign-in
export-access-log        POST  sign-in   405         405   405   405      405    sign-in
access-reviews           GET   sign-in   403         403   200   403      403    sign-in
access-reviews           POST  sign-in   405         405   405   405      405    sign-in
access-review            GET   sign-in   403         403   200   403      403    sign-in
access-review            POST  sign-in   405         405   405   405      405    sign-in
"""


def of_account(clinic: Clinic) -> list[Any]:
    return [a_nurse(clinic).pk]


def of_membership(clinic: Clinic) -> list[Any]:
    nurse = a_nurse(clinic)
    return [nurse.pk, nurse.memberships.get().pk]


def of_invitation(clinic: Clinic) -> list[Any]:
    return [an_invitation(clinic)[0].pk]


def of_clinic(clinic: Clinic) -> list[Any]:
    return [clinic.pk]


ARGUMENTS: dict[str, Callable[[Clinic], list[Any]]] = {
    "account": of_account,
    "change-role": of_membership,
    "end-membership": of_membership,
    "deactivate-account": of_account,
    "reactivate-account": of_account,
    "end-account-sessions": of_account,
    "reset-sign-in": of_account,
    "untie-account": of_account,
    "invitation": of_invitation,
    "renew-invitation": of_invitation,
    "withdraw-invitation": of_invitation,
    "accept-invitation": lambda clinic: [an_invitation(clinic)[1]],
    "join-outside": lambda clinic: [an_invitation(clinic)[1]],
    "choose-password": lambda clinic: [a_reset(a_nurse(clinic), by=an_admin(clinic))[1]],
    "change-clinic": of_clinic,
    "review-access": of_clinic,
    "access-review": lambda clinic: [an_access_review(clinic, by=an_admin(clinic)).pk],
}
NAMES = list(dict.fromkeys(line.split()[0] for line in TABLE.strip().splitlines()))


def url(name: str, clinic: Clinic) -> str:
    """Return the address of one of these pages, about an object of this clinic."""
    return reverse(name, args=ARGUMENTS[name](clinic) if name in ARGUMENTS else [])
