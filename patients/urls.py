"""Addresses of the people's pages. allauth's other pages stay unmounted."""

from allauth.account.views import LogoutView
from django.urls import path

from patients.views.sign_ins import SignIn

urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="account_login"),
    path(
        "sign-out/",
        LogoutView.as_view(template_name="account/sign_out.html"),
        name="account_logout",
    ),
]
