"""URLs under ``/accounts/`` that stand for allauth's own, which are included after them."""

from __future__ import annotations

from django.urls import path, re_path

from kilowire.accounts.invited import choose_password, invited
from kilowire.accounts.views import (
    NewPassword,
    RecoveryCodesFile,
    SignOut,
    end_own_sessions,
    own_address,
    own_devices,
    signed_in,
)

urlpatterns = [
    path("invited/", choose_password, name="choose_password"),
    path("invited/<str:token>/", invited, name="invited"),
    path("logout/", SignOut.as_view(), name="account_logout"),
    path("email/", own_address, name="account_email"),
    path("2fa/recovery-codes/download/", RecoveryCodesFile.as_view(), name="mfa_download_recovery_codes"),
    path("sessions/", own_devices, name="usersessions_list"),
    path("sessions/end/", end_own_sessions, name="end_own_sessions"),
    path("signed-in/", signed_in, name="signed_in"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
]
