"""Signing in and out."""

from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.core.cache import cache
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ..senders import sender_of

MOST_FAILURES = 5
WAIT = 300  # seconds after which failures are forgotten


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request):
    """Five failures for a name from one address, then five minutes of waiting; any failure reads the same."""
    after = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(
        after, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        after = "/"
    form = AuthenticationForm(request, request.POST or None)
    key = f"sign-in:{sender_of(request)}:{request.POST.get('username', '')[:150].casefold()!r}"
    if request.method == "POST":
        if cache.get(key, 0) >= MOST_FAILURES:
            return render(request, "sign_in.html", {"next": after, "wait": True, "username": ""}, status=429)
        if form.is_valid():
            cache.delete(key)
            login(request, form.get_user())
            return redirect(after)
        cache.add(key, 0, WAIT)
        cache.incr(key)
    failed = request.method == "POST"
    context = {"next": after, "failed": failed, "username": request.POST.get("username", "")[:150]}
    return render(request, "sign_in.html", context, status=403 if failed else 200)


@require_POST
def sign_out(request):
    logout(request)
    return redirect("front")
