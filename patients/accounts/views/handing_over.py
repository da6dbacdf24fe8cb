"""Handing over a one-time link: sent by e-mail, or else shown once to the admin."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.core import mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from patients.models import OneTimeLink
from patients.web.posting import saved


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The e-mail that brings a link, and the page that the admin goes on to."""

    email: str
    subject: str
    template: str
    link: OneTimeLink
    route: str
    back_url: str


def hand_over(request: HttpRequest, token: str, letter: Letter) -> HttpResponse:
    """Send the link of ``token``, or show it. An empty token means it was handed over before."""
    if not token:
        return saved(request, f"The link for {letter.email} was made before.", letter.back_url)
    link = request.build_absolute_uri(reverse(letter.route, args=[token]))
    if not settings.MAIL_IS_SENT:
        context = {"letter": letter, "link": link}
        return render(request, "accounts/link.html", context)
    if send(letter, link):
        return saved(request, f"A link was sent to {letter.email}.", letter.back_url)
    messages.warning(
        request, f"The mail server did not take the e-mail to {letter.email}: send it again."
    )
    return saved(request, "What you did is saved.", letter.back_url)


def send(letter: Letter, link: str) -> bool:
    """Send the letter; return ``True`` if the mail server took it."""
    text = render_to_string(
        f"accounts/mail/{letter.template}.txt", {"letter": letter, "link": link}
    )
    try:
        # A clinic's name may contain a line break, which a header may not.
        return bool(mail.send_mail(" ".join(letter.subject.split()), text, None, [letter.email]))
    except OSError:  # smtplib's errors, and a server that does not answer
        return False
