"""The page tells each number in its drawing and in its table, one view of a clinic and no other."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from patients.models import Account, Clinic
from tests.factories import a_clinic, a_neurologist
from tests.fixtures import signed_in
from tests.pages.reading import text, words
from tests.patients.events import event, events
from tests.statements import statements
from tests.titration.glance.told import tell, tell_every_plot
from tests.titration.rules.test_words import ill_written
from titration.glance.placing import DOSES, EFFECTS, RATINGS, STOPS, TIMES, Placing
from titration.glance.plots import plots

pytestmark = pytest.mark.django_db

ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
PLOT = re.compile(
    r'<section class="glance-plot" aria-labelledby="(\w+)">(.*?)</section>', re.DOTALL
)
DRAWN = re.compile(r"<text [^>]*font-weight[^>]*>([\d,]+\+)</text>")


def address(clinic: Clinic) -> str:
    return reverse("clinic-at-a-glance", args=[clinic.pk])


def sections(browser: Client, clinic: Clinic) -> dict[str, str]:
    """Return the markup of each plot, by its name."""
    return dict(PLOT.findall(browser.get(address(clinic)).content.decode()))


def table(section: str) -> list[list[str]]:
    """Return the cells of the rows of a plot's table, its head left out."""
    rows = [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in ROW.findall(section)
    ]
    return [[words(cell) for cell in row] for row in rows][1:]


NUMBERS = {
    Placing(DOSES, "", "3"): 1240,
    Placing(DOSES, "", "5"): 15,
    Placing(TIMES, "", "84"): 10,
    Placing(EFFECTS, "2", "began"): 10,
    Placing(EFFECTS, "2", "none reported"): 25,
    Placing(STOPS, "", ""): 5,
    Placing(STOPS, "", "pregnancy"): 5,
    Placing(RATINGS, "spasm", "better"): 30,
    Placing(RATINGS, "spasm", "worse"): 20,
}
TABLES = {
    DOSES: [
        ["under 15 mg", "not shown"],
        ["15 to under 30 mg", "not shown"],
        ["30 to under 45 mg", "1,240+"],
        ["45 to 60 mg", "not shown"],
        ["over 60 mg", "15+"],
    ],
    TIMES: [
        ["up to 4 weeks", "not shown"],
        ["over 4 to 8 weeks", "not shown"],
        ["over 8 to 12 weeks", "10+"],
        ["over 12 weeks", "not shown"],
    ],
    EFFECTS: [
        ["under 15 mg", "not shown", "not shown", "not shown"],
        ["15 to under 30 mg", "10+", "25+", "35+"],
        ["30 to under 45 mg", "not shown", "not shown", "not shown"],
        ["45 to 60 mg", "not shown", "not shown", "not shown"],
        ["over 60 mg", "not shown", "not shown", "not shown"],
    ],
    STOPS: [["No reason recorded", "5+"], ["Pregnancy", "5+"]],
    RATINGS: [["Spasm", "30+", "not shown", "20+", "50+"]],
}


@pytest.mark.parametrize("plot", TABLES)
def test_each_number_stands_in_the_table_and_in_the_drawing(
    plot: str, clinic: Clinic, as_nurse: Client
):
    tell(clinic, NUMBERS)

    section = sections(as_nurse, clinic)[plot]

    assert table(section) == TABLES[plot]
    drawn = DRAWN.findall(section)
    assert sorted(drawn) == sorted(
        f"{n:,}+" for placing, n in NUMBERS.items() if placing.plot == plot
    )


def test_each_plot_tells_its_day_and_how_many_count_in_it(clinic: Clinic, as_nurse: Client):
    tell(clinic, NUMBERS)

    said = {plot: words(markup) for plot, markup in sections(as_nurse, clinic).items()}

    assert "1,255+ patients, as of 31-Jan-2026" in said[DOSES]
    assert "10+ patients, as of 31-Jan-2026" in said[STOPS]
    assert "patients, as of" not in said[EFFECTS]  # one can count on several totals
    for plot in plots():
        assert plot.definition in said[plot.name]


def test_the_article_is_named_beside_what_its_range_is_drawn_behind(
    clinic: Clinic, as_nurse: Client
):
    tell(clinic, NUMBERS)

    found = sections(as_nurse, clinic)

    label = "Article: 10–20 mg three times a day (30–60 mg per day by arithmetic)"
    assert {plot for plot, markup in found.items() if label in words(markup)} == {DOSES, EFFECTS}
    assert [found[DOSES].count(f'x1="{edge}%"') for edge in ("40.0", "80.0")] == [2, 2]


def test_a_plot_without_a_group_of_five_says_so(clinic: Clinic, as_nurse: Client):
    tell(clinic, {})

    for markup in sections(as_nurse, clinic).values():
        assert "Too few patients: nothing is shown." in markup
        assert "<svg" not in markup
        assert "<table" not in markup


def test_a_clinic_of_which_nothing_is_told_yet_says_so(clinic: Clinic, as_nurse: Client):
    assert "Nothing is told of this clinic yet." in text(as_nurse.get(address(clinic)))


def test_another_clinics_numbers_are_not_in_it(clinic: Clinic, nurse: Account):
    other = a_clinic()
    tell(other, {Placing(DOSES, "", "3"): 335})
    tell(clinic, {})
    both = signed_in(a_neurologist(other))

    assert "335+" not in text(signed_in(nurse).get(address(clinic)))
    assert "335+" in text(both.get(address(other)))
    assert signed_in(nurse).get(address(other)).status_code == 404


@pytest.mark.parametrize(
    "query", ["?phase=taper", "?dystonia=focal", "?as_of=2026-01-30", "?plot=doses", "?clinic=1"]
)
def test_no_parameter_makes_a_second_view_of_the_same_patients(
    query: str, clinic: Clinic, as_nurse: Client
):
    tell_every_plot(clinic)

    plain, asked = (text(as_nurse.get(address(clinic) + each)) for each in ("", query))

    assert plain == asked


def test_it_is_on_record_who_looked_and_costs_the_same_however_much_is_told(
    clinic: Clinic, nurse: Account, as_nurse: Client
):
    as_nurse.get(address(clinic))
    with statements() as empty:
        as_nurse.get(address(clinic))
    tell_every_plot(clinic)
    with statements() as full:
        as_nurse.get(address(clinic))

    assert len(empty) == len(full) <= 8
    assert events()[-1] == event("glance", by=nurse, clinic_id=clinic.pk)


def test_the_worklist_leads_to_the_clinic_that_it_shows(clinic: Clinic, as_nurse: Client):
    assert f'href="{address(clinic)}"' in as_nurse.get("/").content.decode()


def test_no_text_of_it_judges_a_dose(clinic: Clinic, as_nurse: Client):
    empty = text(as_nurse.get(address(clinic)))
    tell_every_plot(clinic)
    full = text(as_nurse.get(address(clinic)))

    assert "neither evidence nor a target" in full
    assert ill_written(empty) == ill_written(full) == []
