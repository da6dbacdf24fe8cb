"""Patients whose courses are much alike, so that the clinic at a glance has groups to tell."""

from patients.models import Cause, Sex, Site
from titration.demo.person import ALL_ABSENT, Age, DystoniaKind, focal
from titration.demo.story import Asked, Event, Rated, Story, hold, rise, stop, taper

RAISED, RATED_AGAIN = 28, 60  # days after the first step


def better_at_10_mg(
    record_number: str,
    given_name: str,
    sex: str,
    age: Age,
    dystonia: DystoniaKind,
    *,
    start: int,
    spasm: tuple[str, str],
    pain: tuple[str, str],
    then: tuple[Event, ...] = (),
) -> Story:
    """Tell of a patient rated at 5 mg and again at 10 mg three times a day, and what came then."""
    events = (
        *rise("5x3", "10x3", start=start, every=RAISED),
        Rated(start + RAISED, {"spasm": spasm[0], "pain": pain[0]}),
        hold(start + RATED_AGAIN, "10x3"),
        Rated(start + RATED_AGAIN, {"spasm": spasm[1], "pain": pain[1]}),
        Asked(start + RATED_AGAIN),
        *then,
    )
    return Story(record_number, "Sample", given_name, sex, age, dystonia, ALL_ABSENT, events)


def stopped_slowly(day: int) -> tuple[Event, ...]:
    """Stop from a day on, after two weeks of taper; asked about side effects a week later."""
    return (*taper("5x3", "5x1", start=day - 14), stop(day), Asked(day + 7))


STORIES = (
    better_at_10_mg(
        "DEMO-0041",
        "Agnes",
        Sex.FEMALE,
        Age(58, 21),
        focal(Site.CERVICAL, Cause.IDIOPATHIC, years=11),
        start=-420,
        spasm=("7", "5"),
        pain=("6", "4"),
        then=stopped_slowly(-150),
    ),
    better_at_10_mg(
        "DEMO-0042",
        "Bela",
        Sex.MALE,
        Age(63, 140),
        focal(Site.BLEPHAROSPASM, Cause.IDIOPATHIC, years=4),
        start=-390,
        spasm=("8", "6"),
        pain=("4", "3"),
        then=stopped_slowly(-201),
    ),
    better_at_10_mg(
        "DEMO-0043",
        "Carys",
        Sex.FEMALE,
        Age(45, 77),
        focal(Site.OROMANDIBULAR, Cause.UNKNOWN, years=2),
        start=-365,
        spasm=("6", "4"),
        pain=("7", "5"),
        then=stopped_slowly(-88),
    ),
    better_at_10_mg(
        "DEMO-0044",
        "Dario",
        Sex.MALE,
        Age(37, 301),
        focal(Site.UPPER_LIMB, Cause.IDIOPATHIC, years=8),
        start=-340,
        spasm=("5", "3"),
        pain=("5", "2"),
        then=stopped_slowly(-64),
    ),
    better_at_10_mg(
        "DEMO-0045",
        "Eszter",
        Sex.FEMALE,
        Age(70, 8),
        focal(Site.CERVICAL, Cause.IDIOPATHIC, years=19),
        start=-310,
        spasm=("7", "4"),
        pain=("8", "6"),
        then=(Asked(-96),),
    ),
    better_at_10_mg(
        "DEMO-0046",
        "Finn",
        Sex.MALE,
        Age(52, 190),
        focal(Site.CERVICAL, Cause.UNKNOWN, years=5),
        start=-280,
        spasm=("6", "5"),
        pain=("6", "3"),
        then=(Asked(-120),),
    ),
)
