"""Answering a posted form: save and redirect, or show the form again with a sentence.

A view that saves reads top to bottom::

    form = ReviewForm(sent(request), initial={"reviewed_on": patient.clinic.today()})
    if form.is_valid():
        try:
            review = reviews.record(patient=patient, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return saved(request, f"Recorded {review}.", chart)
    return form_page(request, "record/record.html", form, patient=patient_banner(patient))
"""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from patients.actions.conflicts import ChangedMeanwhile
from patients.web.posted_form import PostedForm

# What an action raises if it saves nothing, and ``form.show_refusal`` can show.
Refused = (ValidationError, ChangedMeanwhile)

# A panel of the chart sends this header. The answer has it if it is a form alone, which the
# panel can show; the script follows ``NEXT_PAGE``, because it cannot read a redirect.
PANEL, NEXT_PAGE = "X-Panel", "X-Next-Page"


def sent(request: HttpRequest) -> QueryDict | None:
    """What was posted, even if it is empty; ``None`` if the request is no POST."""
    return request.POST if request.method == "POST" else None


def saved(request: HttpRequest, sentence: str, url: str) -> HttpResponse:
    """Redirect to the page that shows what was saved, and say there in a sentence what it was."""
    messages.success(request, sentence)
    if PANEL in request.headers:
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={NEXT_PAGE: url})
    return redirect(url)


def form_page(
    request: HttpRequest, template: str, form: PostedForm, **context: Any
) -> HttpResponse:
    """Show a form: 200 when it is opened, 422 with errors, 409 after a conflict.

    A template that extends ``layout`` is shown alone to a panel, and as a page to a browser.
    """
    in_panel = PANEL in request.headers
    context |= {"form": form, "in_panel": in_panel}
    context["layout"] = "panel.html" if in_panel else "base.html"
    response = render(request, template, context, status=form.status)
    if in_panel:
        response.headers[PANEL] = "form"
    return response
