"""Addresses of the admin's pages, and of the pages that one-time links open."""

from django.urls import URLPattern, URLResolver, include, path

from patients.accounts.views.access_log import export_access_log, show_access_log
from patients.accounts.views.access_reviews import (
    list_access_reviews,
    review_access,
    show_access_review,
)
from patients.accounts.views.account_status import (
    deactivate_account,
    end_account_sessions,
    reactivate_account,
    reset_sign_in,
    untie_account,
)
from patients.accounts.views.accounts import list_accounts, show_account
from patients.accounts.views.clinics import change_clinic, list_clinics
from patients.accounts.views.invitations import (
    invite,
    renew_invitation,
    show_invitation,
    withdraw_invitation,
)
from patients.accounts.views.memberships import change_role, end_membership
from patients.accounts.views.one_time_links import accept_invitation, choose_password
from patients.accounts.views.outside_sign_in import join_outside

of_account: list[URLPattern | URLResolver] = [
    path("", show_account, name="account"),
    path("memberships/<id:membership_id>/role/", change_role, name="change-role"),
    path("memberships/<id:membership_id>/end/", end_membership, name="end-membership"),
    path("deactivate/", deactivate_account, name="deactivate-account"),
    path("reactivate/", reactivate_account, name="reactivate-account"),
    path("end-sessions/", end_account_sessions, name="end-account-sessions"),
    path("untie/", untie_account, name="untie-account"),
    path("reset-sign-in/", reset_sign_in, name="reset-sign-in"),
]
of_invitation: list[URLPattern | URLResolver] = [
    path("", show_invitation, name="invitation"),
    path("renew/", renew_invitation, name="renew-invitation"),
    path("withdraw/", withdraw_invitation, name="withdraw-invitation"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", list_accounts, name="accounts"),
    path("accounts/invite/", invite, name="invite"),
    path("accounts/<id:account_id>/", include(of_account)),
    path("invitations/<id:invitation_id>/", include(of_invitation)),
    path("join/<slug:token>/", accept_invitation, name="accept-invitation"),
    path("join/<slug:token>/hospital/", join_outside, name="join-outside"),
    path("new-password/<slug:token>/", choose_password, name="choose-password"),
    path("clinics/", list_clinics, name="clinics"),
    path("clinics/<id:clinic_id>/", change_clinic, name="change-clinic"),
    path("clinics/<id:clinic_id>/review/", review_access, name="review-access"),
    path("access-log/", show_access_log, name="access-log"),
    path("access-log/csv/", export_access_log, name="export-access-log"),
    path("access-reviews/", list_access_reviews, name="access-reviews"),
    path("access-reviews/<id:review_id>/", show_access_review, name="access-review"),
]
