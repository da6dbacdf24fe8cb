"""Addresses of the people's pages. allauth's other pages stay unmounted."""

from allauth.account.views import LogoutView
from django.urls import URLPattern, URLResolver, include, path

from patients.accounts.views.break_glass import break_glass
from patients.accounts.views.identity import confirm_identity, open_to_half_signed_in
from patients.accounts.views.outside_identities import tie_identity, untie_identity
from patients.accounts.views.outside_sign_in import (
    begin_confirmation,
    begin_sign_in,
    come_back,
)
from patients.accounts.views.own_account import (
    change_name,
    change_password,
    choose_first_password,
    show_own_account,
    show_sessions,
    show_sign_in_history,
)
from patients.accounts.views.second_factors import (
    add_passkey,
    remove_second_factor,
    set_up_app,
    show_recovery_codes,
    show_second_factors,
)
from patients.accounts.views.session_state import session_state
from patients.accounts.views.sign_ins import SecondFactor, SignIn, SignInByPasskey

sign_out = open_to_half_signed_in(LogoutView.as_view(template_name="accounts/sign_out.html"))

of_account: list[URLPattern | URLResolver] = [
    path("", show_own_account, name="own-account"),
    path("name/", change_name, name="change-name"),
    path("password/", change_password, name="change-password"),
    path("password/first/", choose_first_password, name="choose-first-password"),
    path("hospital/", tie_identity, name="tie-identity"),
    path("hospital/untie/", untie_identity, name="untie-identity"),
    path("confirm/", confirm_identity, name="confirm-identity"),
    path("confirm/hospital/", begin_confirmation, name="begin-confirmation"),
    path("sessions/", show_sessions, name="sessions"),
    path("sign-ins/", show_sign_in_history, name="sign-in-history"),
    path("second-factors/", show_second_factors, name="second-factors"),
    path("second-factors/app/", set_up_app, name="set-up-app"),
    path("second-factors/passkey/", add_passkey, name="add-passkey"),
    path("second-factors/codes/", show_recovery_codes, name="recovery-codes"),
    path(
        "second-factors/<id:factor_id>/remove/", remove_second_factor, name="remove-second-factor"
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [
    # allauth reverses these four by their names.
    path("sign-in/", SignIn.as_view(), name="account_login"),
    path("sign-in/second-factor/", SecondFactor.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("sign-in/hospital/", begin_sign_in, name="begin-sign-in"),
    path("sign-in/hospital/back/", come_back, name="come-back"),
    path("sign-out/", sign_out, name="account_logout"),
    path("session/", session_state, name="session-state"),
    path("account/", include(of_account)),
    path("emergency-access/", break_glass, name="break-glass"),
]
