"""Every page of the product, in every state that looks different."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from playwright.sync_api import expect

from patients.models import Account, Clinic, Patient
from tests.browser import given, when
from tests.browser.visitor import Visitor
from tests.factories import a_nurse, a_patient, an_end_of_care
from tests.titration.glance.told import tell_every_plot
from titration.record.dose_steps.models import DoseStep
from titration.record.side_effects.models import SideEffect
from titration.record.treatments.models import Treatment


@dataclass
class Record:
    """One clinic's patients, each recorded when a page first needs them."""

    clinic: Clinic
    by: Account

    @cached_property
    def known(self) -> Patient:
        """A patient with everything a chart can show."""
        patient = a_patient(self.clinic, by=self.by)
        given.a_history(patient, self.by, steps=9, effects=6)
        return patient

    @cached_property
    def known_for_long(self) -> Patient:
        """A patient with sixty steps and forty effects."""
        patient = a_patient(self.clinic, by=self.by)
        given.a_history(patient, self.by, steps=60, effects=40)
        return patient

    @cached_property
    def new(self) -> Patient:
        """A patient of whom nothing else is recorded, not even the birth date."""
        return a_patient(self.clinic, family_name="NEWCOMER", born_on=None, by=self.by)

    @cached_property
    def ended(self) -> Patient:
        """A patient whose care ended."""
        patient = a_patient(self.clinic, by=self.by)
        an_end_of_care(patient, on_=given.ago(patient, 3), by=self.by)
        return patient

    @cached_property
    def nurse(self) -> Account:
        """A nurse of the clinic."""
        return a_nurse(self.clinic)

    @property
    def step(self) -> DoseStep:
        """The known patient's first step."""
        return DoseStep.objects.of(self.known).live().earliest("starts_on")

    @property
    def treatment(self) -> Treatment:
        """The known patient's first treatment."""
        return Treatment.objects.of(self.known).live().earliest("from_on")

    @property
    def effect(self) -> SideEffect:
        """The known patient's first effect."""
        return SideEffect.objects.of(self.known).live().earliest("onset_on")


Opening = Callable[[Visitor, Record], None]


def at(address: str, *, status: int = 200) -> Opening:
    """Open a page by its address, which may name parts of the record in braces."""

    def opening(who: Visitor, record: Record) -> None:
        who.expects.add(status)
        who.opens(address.format(record=record))

    return opening


def among_many(opening: Opening) -> Opening:
    """Open a page after the clinic has more patients than one page shows."""

    def fill_and_open(who: Visitor, record: Record) -> None:
        given.many_patients(record.clinic, 26, record.by)
        given.an_effect(record.new, "muscle weakness", "severe", days_ago=3)
        opening(who, record)

    return fill_and_open


def told_at_a_glance(opening: Opening) -> Opening:
    """Open a page after every plot of the clinic is told."""

    def tell_and_open(who: Visitor, record: Record) -> None:
        tell_every_plot(record.clinic)
        opening(who, record)

    return tell_and_open


def with_keys(opening: Opening, *keys: str) -> Opening:
    """Open a chart, then press keys that open a form."""

    def press(who: Visitor, record: Record) -> None:
        opening(who, record)
        when.keys_are_pressed(who, *keys)
        expect(who.page.locator(".form-panel:visible")).to_be_visible()

    return press


def in_correction(opening: Opening) -> Opening:
    """Open a chart, then the panel that corrects its newest dose step."""

    def correct(who: Visitor, record: Record) -> None:
        opening(who, record)
        who.page.get_by_role("link", name="Correct the step").first.click()
        expect(who.page.get_by_role("group", name="What was wrong")).to_be_visible()

    return correct


def searched(text: str) -> Opening:
    """Open the worklist, and search for a text."""

    def search(who: Visitor, record: Record) -> None:
        who.opens("/reference/")
        when.keys_are_pressed(who, "/", *text, "Enter")
        expect(who.page).to_have_title("Search – Titration")

    return search


def with_errors(opening: Opening) -> Opening:
    """Send a page's form with impossible dates and its other text fields empty."""

    def spoil_and_send(who: Visitor, record: Record) -> None:
        who.expects.add(422)
        opening(who, record)
        form = who.page.get_by_role("main").locator("form")
        for field in form.get_by_role("textbox").all():
            is_date = "input-date" in (field.get_attribute("class") or "")
            field.fill("31-Feb-2026" if is_date else "")
        form.locator("[type=submit]").first.click()
        expect(who.page).to_have_title(re.compile("^Error: "))

    return spoil_and_send


def as_the_session_ends(opening: Opening) -> Opening:
    """Open a page, and let all but a minute and a half of the session pass."""

    def open_and_wait(who: Visitor, record: Record) -> None:
        who.page.clock.install()
        opening(who, record)
        who.page.clock.fast_forward((settings.SESSION_IDLE_SECONDS - 90) * 1000)
        expect(who.page.get_by_role("button", name="Stay signed in")).to_be_visible()

    return open_and_wait


def asked_what_is_meant(opening: Opening) -> Opening:
    """Send the form for a side effect with a word that may mean two listed terms."""

    def type_and_send(who: Visitor, record: Record) -> None:
        who.expects.add(422)
        opening(who, record)
        who.page.get_by_label("Other", exact=True).check()
        who.page.get_by_label("Other side effect").fill("weak")
        who.page.get_by_role("button", name="Save side effect").click()
        expect(who.page.get_by_label("Muscle weakness: listed as serious")).to_be_visible()

    return type_and_send


def saved_before(opening: Opening) -> Opening:
    """Save 50 mg with a dose form, then send the same form again with 5 mg."""

    def save_and_correct(who: Visitor, record: Record) -> None:
        opening(who, record)
        when.a_dose_is_typed(who, "50", 3)
        when.it_is_saved_but_the_answer_is_lost(who, "Record dose step")
        when.a_dose_is_typed(who, "5", 3)
        who.expects.add(409)
        when.the_dose_is_saved(who)
        expect(who.page.get_by_role("alert")).to_contain_text("already saved")

    return save_and_correct


def signed_out(opening: Opening) -> Opening:
    """Open a page without being signed in."""

    def leave_and_open(who: Visitor, record: Record) -> None:
        who.context.clear_cookies()
        opening(who, record)

    return leave_and_open


def as_nurse(opening: Opening) -> Opening:
    """Open a page as a nurse."""

    def change_places(who: Visitor, record: Record) -> None:
        who.context.clear_cookies()
        when.the_person_signs_in(who, record.nurse)
        opening(who, record)

    return change_places


GLANCE = "/clinics/{record.clinic.pk}/glance/"
CHART = "/patients/{record.known.pk}/"
CORRECT_STEP = f"{CHART}dose-steps/{{record.step.pk}}/entered-in-error/"
CORRECT_EFFECT = f"{CHART}side-effects/{{record.effect.pk}}/entered-in-error/"

# These are opened in this order by a signed-in neurologist; the last ones sign out.
PAGES: dict[str, Opening] = {
    "worklist-empty": at("/"),
    "worklist": among_many(at("/")),
    "worklist-all": among_many(at("/?view=all")),
    "found": among_many(searched("ex")),
    "nobody-found": searched("zz"),
    "glance": told_at_a_glance(at(GLANCE)),
    "glance-empty": at(GLANCE),
    "register": at("/patients/register/"),
    "register-with-errors": with_errors(at("/patients/register/")),
    "edit": at(f"{CHART}edit/"),
    "chart-all-effects": at(f"{CHART}?all=effects"),
    "chart-all-past": at(f"{CHART}?all=past"),
    "chart-long": at("/patients/{record.known_for_long.pk}/"),
    "chart-empty": at("/patients/{record.new.pk}/"),
    "chart-dose-form": with_keys(at(CHART), "d"),
    "chart-effect-form": with_keys(at(CHART), "s", "o"),
    "chart-correction": in_correction(at(CHART)),
    "dose": at(f"{CHART}dose-steps/record/"),
    "dose-with-errors": with_errors(at(f"{CHART}dose-steps/record/")),
    "dose-already-saved": saved_before(at(f"{CHART}dose-steps/record/")),
    "effect": at(f"{CHART}side-effects/record/"),
    "effect-with-errors": with_errors(at(f"{CHART}side-effects/record/")),
    "effect-meant": asked_what_is_meant(at(f"{CHART}side-effects/record/")),
    "effect-change": at(f"{CHART}side-effects/{{record.effect.pk}}/change/"),
    "chart-rating-form": with_keys(at(CHART), "r"),
    "chart-treatment-form": with_keys(at(CHART), "t", "i"),
    "response": at(f"{CHART}response/"),
    "summary": at(f"{CHART}summary/"),
    "schedule": at(f"{CHART}schedule/?strengths=10"),
    "ratings-with-errors": with_errors(at(f"{CHART}ratings/record/")),
    "treatment-with-errors": with_errors(at(f"{CHART}treatments/record/")),
    "treatment-change": at(f"{CHART}treatments/{{record.treatment.pk}}/change/"),
    "review": at(f"{CHART}reviews/record/"),
    "effects-none": at(f"{CHART}side-effects/none/"),
    "error": at(CORRECT_STEP),
    "error-with-errors": with_errors(at(CORRECT_STEP)),
    "error-with-effect": at(CORRECT_EFFECT),
    "review-as-the-session-ends": as_the_session_ends(at(f"{CHART}reviews/record/")),
    "care-ended": at("/patients/{record.ended.pk}/reviews/record/", status=409),
    "reference": at("/reference/"),
    "sign-out": at("/sign-out/"),
    "not-found": at("/patients/999999/", status=404),
    "nurse-chart": as_nurse(at(CHART)),
    "not-open": as_nurse(at(f"{CHART}dose-steps/record/", status=403)),
    "sign-in": signed_out(at("/sign-in/")),
    "sign-in-with-errors": signed_out(with_errors(at("/sign-in/"))),
}
