"""From a posted form to a saved record, or back to the form with a sentence.

A view that saves says which action its form is for, and leaves the rest here::

    form = ClinicForm(sent(request), initial={"name": clinic.name})
    return answer(
        request,
        form,
        action=partial(clinics.change, clinic=clinic, by=request.user),
        saved=lambda clinic: Saved(f"Saved {clinic}.", reverse("clinics")),
        template="accounts/change_clinic.html",
        context=lambda: {"clinic": clinic},
    )
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from patients.actions.conflicts import AlreadySaved, ChangedMeanwhile, breaks_a_form_token
from patients.web.posted_form import PostedForm

T = TypeVar("T")

SENT_ELSEWHERE = "This form was already sent for something else. Nothing was saved now."
AT_ONCE = "Somebody else saved something about this at the same moment. Nothing was saved here."


class Saved(NamedTuple):
    """What was saved, read back in a sentence, and the address of the page that shows it."""

    sentence: str
    url: str


def answer(
    request: HttpRequest,
    form: PostedForm,
    *,
    action: Callable[..., T],
    saved: Callable[[T], Saved | HttpResponse],
    template: str,
    context: Callable[[], Mapping[str, Any]],
) -> HttpResponse:
    """Show a form; when it was posted, run ``action(**form.arguments)``.

    Saved: 302 to ``saved(result).url``, where its sentence is read back, or the
    answer that ``saved`` gives itself, of what can be shown only once. Not
    valid, or refused by the action with ``ValidationError``: the page again
    with 422, its errors on their fields. ``ChangedMeanwhile``: 409, with what
    was typed and a form that can be sent again. ``AlreadySaved``: 409, with what
    was saved and what was sent; sent again, the form saves nothing either. All
    these pages are ``template`` with ``form`` and what ``context()`` then reads.
    ``PermissionDenied`` and ``Http404`` pass through.
    """
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                done = saved(run(action, form.arguments))
            except ValidationError as problem:
                form.refuse(problem)
            except (ChangedMeanwhile, IntegrityError) as conflict:
                status = HTTPStatus.CONFLICT
                refuse_stale(form, conflict)
            else:
                return done if isinstance(done, HttpResponse) else go_on(request, done)
    return render(request, template, {"form": form, **context()}, status=status)


def go_on(request: HttpRequest, saved: Saved) -> HttpResponse:
    """Lead to the page that shows what was saved, and there read it back."""
    messages.success(request, saved.sentence)
    return redirect(saved.url)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was posted, were it nothing at all; ``None`` where a form is only asked for."""
    return request.POST if request.method == "POST" else None


def run(action: Callable[..., T], arguments: Mapping[str, Any]) -> T:
    """Run an action; once more if a row saved at the same moment stood in its way.

    By then the other row can be seen, so the action finds what the same form
    saved, or refuses in words.
    """
    try:
        return action(**arguments)
    except IntegrityError:
        return action(**arguments)


def refuse_stale(form: PostedForm, conflict: Exception) -> None:
    """Say what changed meanwhile, and make the form one that can be sent again.

    A form that has saved something keeps its token, so that it saves nothing else.
    """
    if isinstance(conflict, IntegrityError) and breaks_a_form_token(conflict):
        conflict = AlreadySaved(SENT_ELSEWHERE)
    sentence = str(conflict) if isinstance(conflict, ChangedMeanwhile) else AT_ONCE
    form.refuse(ValidationError(sentence))
    if isinstance(conflict, AlreadySaved):
        form.was_saved, form.resending = True, conflict.resending
    else:
        form.renew()
