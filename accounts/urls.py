"""Addresses of the accounts floor; sign-in itself stands under /accounts/ (django-allauth)."""

from django.urls import URLPattern, URLResolver, path

from accounts import views

activate = views.ActivateSecondFactor.as_view()

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/2fa/totp/activate/", activate, name="mfa_activate_totp"),  # before django-allauth's own
    path("accounts/email/", views.closed, name="account_email"),  # before django-allauth's own
    path("account/", views.account, name="account"),
    path("account/sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
]
