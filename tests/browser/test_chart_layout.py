"""The chart as a workspace: what stands where at each width, what sticks, and what is cut."""

import pytest
from playwright.sync_api import Locator, expect

from patients.models import Account, Clinic, Patient
from tests.browser import given, when
from tests.browser.visitor import Visitor
from tests.factories import a_patient, a_precaution
from titration.record.dose_steps.models import DoseStep

WIDTHS = {1366: 900, 820: 1180, 390: 844}
# Sixty letters and spaces, thirty-three of them without a space.
LONG_NAME = "Beispielhausenbrandtmusterlindenb von und zu Musterbeispiel"

# True if the middle of an element is what a finger would touch there.
IS_IN_SIGHT = """
  (element) => {
    const {left, top, width, height} = element.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return element.contains(hit) || hit.contains(element);
  }
"""
IS_CUT = "(element) => element.scrollWidth > element.clientWidth + 1"
SCROLLS_SIDEWAYS = (
    "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
)


@pytest.fixture
def severe(patient: Patient, neurologist: Account) -> Patient:
    """A patient with a long history, a severe effect, and a review date that has passed."""
    given.a_history(patient, neurologist, steps=9, effects=6)
    return patient


def top(one: Locator) -> float:
    """Return how far down the page an element begins."""
    box = one.bounding_box()
    assert box is not None
    return box["y"]


def bottom(one: Locator) -> float:
    """Return how far down the page an element ends."""
    box = one.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def is_in_sight(one: Locator) -> bool:
    return bool(one.evaluate(IS_IN_SIGHT))


@pytest.mark.parametrize("width", WIDTHS)
def test_what_needs_attention_stands_above_the_drawing(
    nora: Visitor, severe: Patient, width: int
) -> None:
    nora.page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    when.the_chart_is_opened(nora, severe)
    attention = nora.page.get_by_role("region", name="Needs attention")
    lines = attention.locator("li b")

    expect(lines.first).to_have_text("Muscle weakness, severe, 10 days")
    assert bottom(attention) <= top(nora.page.locator("figure"))
    assert top(nora.page.locator(".dose-value")) <= bottom(lines.first)
    assert all(is_in_sight(line) for line in lines.all()[:2])
    if width == 1366:
        assert all(is_in_sight(line) for line in lines.all())


@pytest.mark.parametrize("width", WIDTHS)
def test_the_current_dose_is_as_large_at_each_width(
    nora: Visitor, severe: Patient, width: int
) -> None:
    nora.page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    when.the_chart_is_opened(nora, severe)

    expect(nora.page.locator(".dose-value")).to_have_css("font-size", "34px")


@pytest.mark.parametrize("width", WIDTHS)
def test_below_the_drawing_the_order_is_that_of_the_width(
    nora: Visitor, severe: Patient, width: int
) -> None:
    nora.page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    when.the_chart_is_opened(nora, severe)
    names = ("Side effects", "Dose steps", "For information", "Response")
    effects, steps, information, response = (
        top(nora.page.get_by_role("heading", name=name)) for name in names
    )

    if width == 390:
        assert effects < steps < information < response
    elif width == 820:
        assert steps < response < information
        assert information == pytest.approx(effects, abs=4)
    else:
        assert steps == pytest.approx(information, abs=4)
        assert information < effects


@pytest.mark.parametrize("width", [1366, 390, 320])
def test_a_long_name_wraps_and_nothing_is_cut(
    nora: Visitor, clinic: Clinic, neurologist: Account, width: int
) -> None:
    named = a_patient(clinic, family_name=LONG_NAME, given_name="Anneliese", by=neurologist)
    given.a_history(named, neurologist, steps=3, effects=3)
    a_precaution(named, "kidney disease", by=neurologist)
    nora.page.set_viewport_size({"width": width, "height": 700})
    when.the_chart_is_opened(nora, named)

    name = nora.page.locator(".patient-name")
    expect(name).to_have_text(f"{LONG_NAME}, Anneliese")
    assert not name.evaluate(IS_CUT)
    for line in nora.page.locator(".patient-banner :is(dd, li), .attention li div").all():
        assert not line.evaluate(IS_CUT), line.inner_text()
    assert not nora.page.locator("html").evaluate(SCROLLS_SIDEWAYS)


def test_on_a_phone_only_name_birth_date_and_severe_effects_stick(
    nora: Visitor, severe: Patient
) -> None:
    nora.page.set_viewport_size({"width": 390, "height": 844})
    when.the_chart_is_opened(nora, severe)
    nora.page.mouse.wheel(0, 2000)
    banner = nora.page.get_by_role("region", name="Patient", exact=True)

    expect(banner.get_by_text("Muscle weakness, severe")).to_be_in_viewport()
    expect(nora.page.locator(".patient-name")).to_be_in_viewport()
    expect(banner.get_by_text("01-May-1980")).to_be_in_viewport()
    expect(banner.get_by_text(severe.record_number)).not_to_be_in_viewport()
    expect(banner.get_by_text("epilepsy")).not_to_be_in_viewport()


def test_what_can_be_done_with_a_row_is_seen_on_hover_and_on_focus(
    nora: Visitor, severe: Patient
) -> None:
    when.the_chart_is_opened(nora, severe)
    step = DoseStep.objects.of(severe).live().latest("starts_on")
    actions = nora.page.locator(f"#step-{step.pk} .row-actions")

    expect(actions).to_have_css("opacity", "0")
    nora.page.locator(f"#step-{step.pk}").hover()
    expect(actions).to_have_css("opacity", "1")
    nora.page.locator("h1").hover()
    expect(actions).to_have_css("opacity", "0")
    actions.get_by_role("link", name="History").focus()
    expect(actions).to_have_css("opacity", "1")
    nora.page.keyboard.press("Enter")
    expect(nora.page.locator(f"#dose-steps-{step.pk}")).to_be_in_viewport()


def test_while_a_form_is_open_the_dose_is_one_line_and_the_attention_a_strip(
    nora: Visitor, severe: Patient
) -> None:
    when.the_chart_is_opened(nora, severe)
    hero = nora.page.locator(".hero")
    at_rest = bottom(hero) - top(hero)

    nora.page.evaluate("() => document.body.classList.add('is-recording')")

    assert bottom(hero) - top(hero) < at_rest / 2
    expect(nora.page.get_by_text("Muscle weakness, severe, 10 days").last).to_be_visible()
    expect(hero.get_by_role("link", name="For information")).to_be_visible()
