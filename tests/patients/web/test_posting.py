"""What becomes of a posted form when two people, or one person twice, save at the same moment."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponse, QueryDict
from django.test import RequestFactory

from patients.web import posting
from patients.web.fields import WordsField
from patients.web.posted_form import PostedForm


class NameForm(PostedForm):
    """A form with one field, whose action calls it by another name."""

    SHOWN_BY = {"full_name": "name"}
    name = WordsField("name", max_length=10)


def post(rf: RequestFactory, action: Any) -> tuple[HttpResponse, NameForm]:
    request = rf.post("/", {"name": "Ada", "form_token": "0" * 32})
    form = NameForm(posting.sent(request))
    answer = posting.answer(
        request,
        form,
        action=action,
        saved=lambda name: posting.Saved(f"Saved {name}.", "/"),
        template="components/_error_summary.html",
        context=dict,
    )
    return answer, form


def refusing(*problems: Exception) -> Any:
    """An action that is refused so, one time after another."""
    left = list(problems)

    def action(**values: Any) -> None:
        raise left.pop(0)

    return action


def test_after_a_row_got_in_the_way_the_action_is_asked_again(rf: RequestFactory):
    action = refusing(IntegrityError(), ValidationError({"full_name": "Taken."}))

    answer, form = post(rf, action)

    assert answer.status_code == 422
    assert form.errors == {"name": ["Taken."]}


def test_a_row_that_is_still_in_the_way_is_a_conflict_in_words(rf: RequestFactory):
    answer, form = post(rf, refusing(IntegrityError(), IntegrityError()))

    assert answer.status_code == 409
    assert form.non_field_errors() == [posting.AT_ONCE]
    assert form["name"].value() == "Ada"


@pytest.mark.parametrize(
    "problem",
    [ValidationError("No."), ValidationError(["No."]), ValidationError({"elsewhere": "No."})],
    ids=["sentence", "list", "no such field"],
)
def test_what_belongs_to_no_field_is_said_of_the_form(rf: RequestFactory, problem: ValidationError):
    answer, form = post(rf, refusing(problem))

    assert answer.status_code == 422
    assert form.non_field_errors() == ["No."]


def test_a_post_of_nothing_at_all_is_a_post(rf: RequestFactory):
    assert posting.sent(rf.post("/")) == QueryDict("")
    assert posting.sent(rf.get("/")) is None
