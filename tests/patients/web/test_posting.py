"""A posted form is saved, refused in words, or answered as a conflict."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import QueryDict
from django.test import RequestFactory
from psycopg2.errors import UniqueViolation

from patients.actions.conflicts import AT_ONCE, ChangedMeanwhile, retried
from patients.web.fields import WordsField
from patients.web.posted_form import PostedForm
from patients.web.posting import form_page, sent


class NameForm(PostedForm):
    """A form with one field that its action calls by another name."""

    SHOWN_BY = {"full_name": "name"}
    name = WordsField("name", max_length=10)


def valid_form() -> NameForm:
    form = NameForm({"name": "Ada", "form_token": "0" * 32})
    assert form.is_valid()
    return form


def collision() -> IntegrityError:
    """Return the error Django raises for a row that violates a unique constraint."""
    problem = IntegrityError()
    problem.__cause__ = UniqueViolation()
    return problem


def raising(*problems: Exception) -> Callable[[], str]:
    """Make an action that raises these errors, one at each call, and then saves."""
    left = list(problems)

    @retried
    def action() -> str:
        if left:
            raise left.pop(0)
        return "saved"

    return action


def test_an_action_is_retried_once_after_a_unique_constraint_failed():
    assert raising(collision())() == "saved"


def test_a_refusal_at_the_second_try_is_the_answer():
    with pytest.raises(ValidationError, match="Taken"):
        raising(collision(), ValidationError("Taken."))()


def test_a_constraint_that_fails_twice_is_a_conflict_in_words():
    with pytest.raises(ChangedMeanwhile, match=AT_ONCE):
        raising(collision(), collision())()


@pytest.mark.parametrize("refusal", [ValidationError("No."), IntegrityError("a check")])
def test_any_other_refusal_is_not_tried_again(refusal: Exception):
    action = raising(refusal)

    with pytest.raises(type(refusal)):
        action()
    assert action() == "saved"


def test_a_refusal_stands_on_the_field_it_names(rf: RequestFactory):
    form = valid_form()

    form.show_refusal(ValidationError({"full_name": "Taken."}))

    assert form.errors == {"name": ["Taken."]}
    page = form_page(rf.get("/"), "components/_error_summary.html", form)
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize(
    "problem",
    [ValidationError("No."), ValidationError(["No."]), ValidationError({"elsewhere": "No."})],
    ids=["sentence", "list", "no such field"],
)
def test_an_error_without_a_field_stands_on_the_form(problem: ValidationError):
    form = valid_form()

    form.show_refusal(problem)

    assert form.non_field_errors() == ["No."]


def test_a_conflict_keeps_what_was_typed_and_gives_the_form_a_new_token(rf: RequestFactory):
    form = valid_form()

    form.show_refusal(ChangedMeanwhile("It changed."))

    page = form_page(rf.get("/"), "components/_error_summary.html", form)
    assert page.status_code == HTTPStatus.CONFLICT
    assert form.non_field_errors() == ["It changed."]
    assert form["name"].value() == "Ada"
    assert str(form["form_token"].value()) != "0" * 32


def test_a_form_that_is_only_opened_is_no_error(rf: RequestFactory):
    page = form_page(rf.get("/"), "components/_error_summary.html", NameForm())
    assert page.status_code == HTTPStatus.OK


def test_a_post_of_nothing_at_all_is_a_post(rf: RequestFactory):
    assert sent(rf.post("/")) == QueryDict("")
    assert sent(rf.get("/")) is None
