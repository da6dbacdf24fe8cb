"""crispy renders each field with its hint and error tied to it, and placed before it."""

import re
from types import SimpleNamespace
from typing import ClassVar

from crispy_forms.utils import render_crispy_form
from django import forms
from django.template.loader import render_to_string

from tests.pages.reading import words


class EffectForm(forms.Form):
    """One field of each kind the pages have."""

    TERMS: ClassVar = [
        ("Common in the article", [("drowsiness", "Drowsiness")]),
        ("Serious in the article", [("muscle weakness", "Muscle weakness")]),
        ("other", "Other"),
    ]

    term = forms.ChoiceField(label="Side effect", choices=TERMS, widget=forms.RadioSelect)
    onset_on = forms.DateField(label="Onset", help_text="For example 06-Nov-2025")
    action = forms.ChoiceField(choices=[("", "Choose"), ("nothing", "Nothing")])
    ongoing = forms.BooleanField(label="Still there", required=False)


def drawn(form: forms.Form) -> str:
    return re.sub(r"\s+", " ", render_crispy_form(form))


def test_a_hint_and_an_error_describe_their_field_and_stand_before_it() -> None:
    page = drawn(EffectForm({"onset_on": "31-Feb-2025"}))

    control = page.index('id="id_onset_on"')
    assert page.index('id="id_onset_on_helptext"') < page.index('id="id_onset_on_error"') < control
    assert 'aria-describedby="id_onset_on_helptext id_onset_on_error"' in page
    assert 'aria-invalid="true"' in page
    assert "Error:</span> Enter a valid date." in page


def test_choices_are_a_fieldset_described_by_its_error() -> None:
    page = drawn(EffectForm({}))

    assert (
        '<fieldset class="field" aria-describedby="id_term_error"> <legend>Side effect</legend>'
    ) in page


def test_a_named_group_of_choices_is_a_group() -> None:
    page = drawn(EffectForm())

    for index, name in ((0, "Common in the article"), (1, "Serious in the article")):
        label = f"id_term_group_{index}"
        assert f'role="group" aria-labelledby="{label}"' in page
        assert f'id="{label}">{name}</p>' in page


def test_what_was_chosen_stays_chosen() -> None:
    page = drawn(EffectForm({"term": "other", "action": "nothing", "ongoing": "on"}))

    assert len(re.findall(r"\bchecked\b", page)) == 2
    assert re.search(r'<input [^>]*value="other"[^>]*checked', page)
    assert '<option value="nothing" selected>' in page


def test_a_form_without_errors_mentions_none() -> None:
    page = drawn(EffectForm())

    assert "Error:" not in page
    assert "aria-invalid" not in page
    assert render_to_string("components/_error_summary.html", {"form": EffectForm()}).strip() == ""


def test_the_summary_leads_to_each_field_and_takes_the_focus() -> None:
    form = EffectForm({"onset_on": "31-Feb-2025", "action": "nothing"})
    form.add_error(None, "Nothing has changed.")

    summary = render_to_string("components/_error_summary.html", {"form": form})

    first_term, onset = re.findall(r'<a href="#(\w+)">', summary)
    assert re.search(
        rf'<input type="radio"[^>]*value="drowsiness"[^>]*id="{first_term}"', drawn(form)
    )
    assert f'<a href="#{onset}">Enter a valid date.</a>' in summary
    assert "<li>Nothing has changed.</li>" in summary
    assert 'tabindex="-1" autofocus' in summary


def test_the_banner_writes_an_unknown_birth_date_as_such() -> None:
    patient = SimpleNamespace(
        family_name="Sample",
        given_name="Ben",
        born_on=None,
        age="",
        sex_label="Male",
        record_number="223",
        dystonia_label="",
        care_ended="",
        doubles_id=None,
        effects=(),
        histories=(),
    )

    banner = render_to_string("components/_patient_banner.html", {"patient": patient})

    assert "Sample, Ben" in words(banner)
    assert "Birth date not recorded" in banner
    assert "None" not in banner
