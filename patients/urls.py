"""Addresses of the people's pages. allauth's other pages stay unmounted."""

from allauth.account.views import LogoutView
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from patients.views.sign_ins import SignIn

# Signing out with a session that has ended already leads to sign-in, not back here.
sign_out = login_not_required(LogoutView.as_view(template_name="account/sign_out.html"))

urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="account_login"),
    path("sign-out/", sign_out, name="account_logout"),
]
