"""What can somebody do with their own account? See it, sign out of it, and join by an invitation."""

from allauth.account import views as allauth_views
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import forms, services, session_clock
from .models import Person

sign_in = allauth_views.LoginView.as_view(form_class=forms.SignInForm)
forgotten_password = allauth_views.PasswordResetView.as_view(form_class=forms.ForgottenPasswordForm)
reset_password = allauth_views.PasswordResetFromKeyView.as_view(form_class=forms.ResetPasswordForm)
change_password = allauth_views.PasswordChangeView.as_view(
    form_class=forms.ChangePasswordForm, success_url=reverse_lazy("account")
)


def _person(request: HttpRequest) -> Person:
    return Person.objects.select_related("job_role", "team__service__agency").get(pk=request.user.pk or 0)


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    roles = [str(grant) for grant in person.role_grants.select_related("team", "service")]
    return render(request, "account/account.html", {"person": person, "roles": roles})


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    services.sign_out_everywhere(person=person, by=person, at=timezone.now())
    logout(request)
    messages.success(request, "You are signed out on every device.")
    return redirect("account_login")


@login_not_required
@require_safe
def signup_closed(request: HttpRequest) -> HttpResponse:
    return render(request, "account/signup_closed.html")


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    now = timezone.now()
    try:
        person = services.find_invitation(secret, now).person
        form = forms.AcceptForm(request.POST or None, person=person)
        if request.method == "POST" and form.is_valid():
            services.accept(secret=secret, password=form.cleaned_data["password"], at=now)
            logout(request)  # whoever was signed in at this browser
            messages.success(request, "Your password is set. Sign in with it.")
            return redirect("account_login")
    except services.InvitationGone:
        return render(request, "account/invitation_gone.html", status=404)
    return render(request, "account/invitation.html", {"form": form, "person": person})


@login_not_required
@never_cache
@require_POST
def still_here(request: HttpRequest) -> JsonResponse:
    """The person is at the screen, though they asked for no page."""
    if request.user.is_authenticated:
        session_clock.renew(request.session, timezone.now())
    return _time_left(request)


@login_not_required
@never_cache
@require_safe
def time_left(request: HttpRequest) -> JsonResponse:
    return _time_left(request)


def _time_left(request: HttpRequest) -> JsonResponse:
    """Seconds; 0 for somebody who is not, or no longer, signed in."""
    signed_in = request.user.is_authenticated
    left = session_clock.seconds_left(request.session, timezone.now()) if signed_in else 0
    return JsonResponse({"seconds_left": max(left, 0)})
