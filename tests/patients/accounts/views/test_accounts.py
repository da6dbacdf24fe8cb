"""The admin's pages list the clinic's own accounts, and reveal nothing of another clinic's."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from patients.accounts.actions import emergencies
from patients.models import AccessReview, Account, Clinic
from tests.admin_addresses import ARGUMENTS, url
from tests.factories import (
    a_clinic,
    a_membership,
    a_nurse,
    a_second_factor,
    an_access_review,
    an_account,
    an_admin,
    an_invitation,
)
from tests.fixtures import signed_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db

ACCOUNTS = "/accounts/"


def text(answer: "Response") -> str:
    return answer.content.decode()


def page_of(account: Account) -> str:
    return reverse("account", args=[account.pk])


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in ARGUMENTS
        if name not in {"accept-invitation", "join-outside", "choose-password"}
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_admin_of_another_clinic_finds_nothing(name: str, method: str, clinic: Clinic):
    address = url(name, clinic)

    answer = signed_in(an_admin(a_clinic())).generic(method, address)

    assert answer.status_code in {404, 405}
    assert clinic.name not in text(answer)


@pytest.mark.parametrize(
    "name", ["invite", "renew-invitation", "change-role", "reset-sign-in", "reactivate-account"]
)
def test_a_page_that_gives_access_asks_for_the_password_again(
    name: str, clinic: Clinic, as_admin: Client
):
    session = as_admin.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    address = url(name, clinic)

    for answer in (as_admin.get(address), as_admin.post(address)):
        assert answer["Location"] == f"/account/confirm/?next={quote(address, safe='')}"


@pytest.fixture
def staff(clinic: Clinic, admin: Account) -> dict[str, Account]:
    """One account of each status that the list distinguishes, by the status's name."""
    gone, closed = an_account("Gwen GONE"), a_nurse(clinic, full_name="Cleo CLOSED")
    a_membership(gone, clinic, "nurse", until=timezone.now())
    Account.objects.filter(pk=closed.pk).update(is_active=False)
    safe = a_nurse(clinic, full_name="Sara SAFE")
    a_second_factor(safe)
    Account.objects.filter(pk=safe.pk).update(last_login=timezone.now())
    plain = a_nurse(clinic, full_name="Paul PLAIN")
    return {"gone": gone, "closed": closed, "safe": safe, "plain": plain}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"gone", "closed", "safe", "plain"}),
        ("?state=now", {"safe", "plain"}),
        ("?state=no-factor&role=nurse", {"plain"}),
        ("?state=never&role=nurse", {"plain"}),
        ("?state=ended", {"gone"}),
        ("?state=deactivated", {"closed"}),
        ("?role=neurologist", set()),
        ("?q=SARA", {"safe"}),
        ("?q=%00&role=x&state=x&clinic=9&after=x", {"gone", "closed", "safe", "plain"}),
    ],
)
def test_the_list_is_filtered(
    staff: dict[str, Account], as_admin: Client, asked: str, found: set[str]
):
    page = text(as_admin.get(ACCOUNTS + asked))

    assert {name for name, account in staff.items() if page_of(account) in page} == found


def test_the_list_goes_on_page_by_page(clinic: Clinic, as_admin: Client):
    for number in range(26):
        a_nurse(clinic, full_name=f"Nurse {number:02}")

    first = as_admin.get(ACCOUNTS, {"role": "nurse"})
    assert "Nurse 24" in text(first)
    assert "Nurse 25" not in text(first)
    last = clinic.memberships.get(account__full_name="Nurse 24").pk
    assert f"?role=nurse&amp;after={last}" in text(first)
    assert "Nurse 25" in text(as_admin.get(f"{ACCOUNTS}?role=nurse&after={last}"))


def test_the_clinic_is_named_only_where_there_are_several(
    as_admin: Client, clinic: Clinic, admin: Account
):
    an_access_review(clinic, by=admin)
    assert clinic.name not in text(as_admin.get(ACCOUNTS))
    a_membership(admin, a_clinic(), "admin")
    assert clinic.name in text(signed_in(admin).get(ACCOUNTS))
    assert "Choose the clinic." in text(signed_in(admin).post(reverse("invite")))


def test_an_account_shows_nothing_of_its_other_clinics(nurse: Account, as_admin: Client):
    elsewhere = a_clinic("Clinic elsewhere")
    a_membership(nurse, elsewhere, "neurologist")

    page = text(as_admin.get(page_of(nurse)))

    assert "also a member of a clinic that you are no admin of" in page
    assert "elsewhere" not in page
    assert "Neurologist" not in page


def test_of_a_former_member_no_later_sign_in_is_shown(nurse: Account, as_admin: Client):
    nurse.memberships.update(until=timezone.now())
    client = Client()
    client.force_login(nurse)

    page = text(as_admin.get(page_of(nurse)))

    assert "Last sign-in" not in page
    assert "Sessions" not in page
    assert "An invitation begins a new one." in page


Post = Callable[[str, dict[str, str]], "Response"]


@pytest.fixture
def post(as_admin: Client) -> Post:
    """Return a function that sends a form as the admin."""

    def send(address: str, said: dict[str, str]) -> "Response":
        return as_admin.post(address, {"form_token": "0" * 32, **said}, follow=True)

    return send


def test_a_message_confirms_what_was_done(post: Post, nurse: Account, clinic: Clinic):
    membership = nurse.memberships.get()
    role = reverse("change-role", args=[nurse.pk, membership.pk])
    assert f"is now neurologist of {clinic}." in text(post(role, {"role": "neurologist"}))

    now = nurse.memberships.latest("since")
    end = reverse("end-membership", args=[nurse.pk, now.pk])
    tomorrow = f"{clinic.today() + timedelta(days=1):%d-%b-%Y}"
    assert f"ends after {tomorrow}." in text(post(end, {"when": "later", "last_day": tomorrow}))
    assert "goes on with no end date." in text(post(end, {"when": "never"}))
    for name in ("end-account-sessions", "deactivate-account", "reactivate-account"):
        assert post(reverse(name, args=[nurse.pk]), {}).redirect_chain
    assert "has ended." in text(post(end, {"when": "now"}))


def test_a_refusal_stands_on_the_form(post: Post, admin: Account, nurse: Account):
    own = [admin.pk, admin.memberships.get().pk]
    nurses = [nurse.pk, nurse.memberships.get().pk]
    for address, said, sentence in (
        (reverse("change-role", args=own), {"role": "nurse"}, "change your own membership"),
        (reverse("end-membership", args=own), {"when": "now"}, "change your own membership"),
        (reverse("deactivate-account", args=[admin.pk]), {}, "This is your own account"),
        (reverse("end-membership", args=nurses), {"when": "later"}, "Enter the last day."),
        (reverse("reset-sign-in", args=[nurse.pk]), {"remove_second_factors": "on"}, "Enter why"),
    ):
        answer = post(address, said)
        assert (answer.status_code, sentence in text(answer)) == (422, True), address


def test_settings_changed_meanwhile_are_a_conflict(post: Post, clinic: Clinic, as_admin: Client):
    address = reverse("change-clinic", args=[clinic.pk])
    said = {"name": clinic.name, "time_zone": "Europe/Paris", "contact": "Ward 3, extension 12"}
    seen = "\n".join((clinic.name, clinic.time_zone, ""))

    saved = post(address, said | {"seen": seen})
    assert "are saved." in text(saved)
    assert "Ward 3, extension 12" in text(saved)
    answer = post(address, said | {"seen": seen, "contact": "Ward 4"})

    assert answer.status_code == 409
    clinic.refresh_from_db()
    assert (clinic.time_zone, clinic.contact) == ("Europe/Paris", "Ward 3, extension 12")


def test_a_review_is_signed_and_kept(post: Post, clinic: Clinic, nurse: Account, admin: Account):
    an_invitation(clinic)
    address = reverse("review-access", args=[clinic.pk])
    fields = {f"member-{m.pk}": "keep" for m in clinic.memberships.all()}

    unsigned = post(address, {})
    assert unsigned.status_code == 422
    assert f"Choose keep or end for {nurse}." in text(unsigned)
    assert "1 invitation not answered yet" in text(unsigned)
    signed = post(address, fields | {f"member-{nurse.memberships.get().pk}": "end"})

    review = AccessReview.objects.get()
    assert f"Signed by {admin.full_name}" in text(signed)
    assert "Ended" in text(signed)
    due = clinic.today() + timedelta(weeks=13)
    assert (review.next_due_on, f"Next due {due:%d-%b-%Y}" in plain(signed)) == (due, True)


def plain(answer: "Response") -> str:
    return text(answer).replace('<span class="nowrap">', "").replace("</span>", "")


def test_emergency_access_is_listed_and_stands_in_the_next_review(
    clinic: Clinic, admin: Account, outsider: Account, as_admin: Client
):
    emergencies.take(clinic=clinic, reason="Ward round at night", by=outsider)
    review = reverse("review-access", args=[clinic.pk])

    assert outsider.full_name in text(as_admin.get(f"{ACCOUNTS}?state=emergency"))
    assert "Emergency access: Ward round at night" in text(as_admin.get(page_of(outsider)))
    assert ": Ward round at night</li>" in text(as_admin.get(review))
    an_access_review(clinic, by=admin)
    assert "Ward round at night" not in text(as_admin.get(review))


def test_a_review_due_says_so(clinic: Clinic, admin: Account, as_admin: Client):
    an_access_review(clinic, by=admin, signed_at=timezone.now() - timedelta(weeks=14))

    assert "Due since" in text(as_admin.get("/access-reviews/"))
    assert f"The access review of {clinic} is due since" in text(as_admin.get(ACCOUNTS))


def test_the_first_review_is_due_13_weeks_after_the_first_member():
    clinic = a_clinic()
    admin = an_account()
    a_membership(admin, clinic, "admin", since=timezone.now())

    page = signed_in(admin).get("/access-reviews/")

    due = clinic.today() + timedelta(weeks=13)
    assert f"Next due {due:%d-%b-%Y}" in plain(page)
    assert "No review is signed yet." in text(page)
    assert "is due since" not in text(signed_in(admin).get(ACCOUNTS))
