"""Addresses of signing in. Those named `account_…` and `mfa_…` are known to django-allauth under these names."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path

from kadrost.accounts.views import factors, me, passwords, people, provider, sign_in

urlpatterns = [
    path("sign-in", sign_in.SignIn.as_view(), name="accounts-sign-in"),
    path("sign-in", sign_in.SignIn.as_view(), name="account_login"),
    path("sign-in/code", sign_in.second_factor, name="mfa_authenticate"),
    path("sign-in/passkey", sign_in.passkey, name="accounts-passkey-sign-in"),
    path("sign-in/provider", provider.start, name="accounts-provider"),
    path("sign-in/provider/back", provider.finish, name="accounts-provider-back"),
    path("sign-out", LogoutView.as_view(), name="accounts-sign-out"),
    path("standing", sign_in.choose, name="accounts-standing-choose"),
    path("password", passwords.PasswordChange.as_view(), name="accounts-password-change"),
    path("recovery", passwords.recover, name="accounts-recovery"),
    path("recovery/<str:token>", passwords.set_new, name="accounts-recovery-set"),
    path("me/", me.show, name="accounts-me"),
    path("me/", me.show, name="mfa_index"),
    path("me/protect", me.protect, name="accounts-protect"),
    path("me/contacts", me.contacts, name="accounts-contacts"),
    path("me/email/<str:token>", me.confirm, name="accounts-email-confirm"),
    path("me/sessions/<int:session_id>/end", me.end_session, name="accounts-session-end"),
    path("me/sessions/end-others", me.end_others, name="accounts-sessions-end"),
    path("me/again/password", factors.PasswordAgain.as_view(), name="account_reauthenticate"),
    path("me/again/code", factors.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path("me/again/passkey", factors.PasskeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
    path("me/application/add", factors.AddApplication.as_view(), name="mfa_activate_totp"),
    path("me/application/picture.svg", factors.application_picture, name="accounts-application-picture"),
    path("me/application/drop", factors.DropApplication.as_view(), name="mfa_deactivate_totp"),
    path("me/spare-codes", factors.SpareCodes.as_view(), name="mfa_view_recovery_codes"),
    path("me/spare-codes/new", factors.NewSpareCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("me/passkeys/add", factors.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("me/passkeys/<int:passkey_id>/name", factors.RenamePasskey.as_view(), name="accounts-passkey-name"),
    path("me/passkeys/<int:passkey_id>/drop", factors.DropPasskey.as_view(), name="accounts-passkey-drop"),
    path("people/<int:person_id>/sign-in", people.person, name="accounts-person"),
    path("people/sign-in-rules", people.rules, name="accounts-rules"),
]
