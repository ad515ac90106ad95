"""Addresses of signing in."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path

from kadrost.accounts.views import sign_in

urlpatterns = [
    path("sign-in", sign_in.SignIn.as_view(), name="accounts-sign-in"),
    path("sign-out", LogoutView.as_view(), name="accounts-sign-out"),
    path("password", sign_in.PasswordChange.as_view(), name="accounts-password-change"),
    path("standing", sign_in.choose, name="accounts-standing-choose"),
]
