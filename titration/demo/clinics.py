"""The demo’s two clinics, their members and their patients."""

from dataclasses import dataclass

from patients.models import Role
from titration.demo import (
    ages,
    alike,
    closed,
    courses,
    effects,
    people,
    published,
    regimens,
    responses,
    sixty_steps,
    told,
)
from titration.demo.story import Story

# No secret: load_demo prints it, and runs only in a demo.
PASSWORD = "baclofen-demo-only"  # noqa: S105  # nosec B105


@dataclass(frozen=True)
class Member:
    """A person who signs in, and their role in one clinic."""

    role: str
    full_name: str
    email: str


@dataclass(frozen=True)
class DemoClinic:
    """A clinic, its members and its patients."""

    name: str
    time_zone: str
    contact: str
    members: tuple[Member, ...]
    stories: tuple[Story, ...]


IN_BOTH_CLINICS = ("Dr Iris Placeholder", "both.clinics@example.org")

NORTHBRIDGE = DemoClinic(
    "Northbridge Movement Disorder Clinic (demo)",
    "Europe/London",
    "000 000 00 00, weekdays 08:00 to 16:00",
    (
        Member(Role.NEUROLOGIST, "Dr Nora Example", "northbridge.neurologist@example.org"),
        Member(Role.NURSE, "Noel Sample", "northbridge.nurse@example.org"),
        Member(Role.ADMIN, "Nico Tester", "northbridge.admin@example.org"),
        Member(Role.NEUROLOGIST, *IN_BOTH_CLINICS),
    ),
    (
        *published.STORIES,
        *regimens.STORIES,
        *told.STORIES,
        *courses.STORIES,
        *effects.STORIES,
        *ages.STORIES,
        *responses.STORIES,
        *sixty_steps.STORIES,
        *alike.STORIES,
    ),
)
HARBOURLIGHT = DemoClinic(
    "Harbourlight Dystonia Clinic (demo)",
    "Pacific/Auckland",
    "000 000 00 01, weekdays 09:00 to 15:00",
    (
        Member(Role.NEUROLOGIST, "Dr Hal Example", "harbourlight.neurologist@example.org"),
        Member(Role.NURSE, "Hope Sample", "harbourlight.nurse@example.org"),
        Member(Role.ADMIN, "Hugo Tester", "harbourlight.admin@example.org"),
        Member(Role.NURSE, *IN_BOTH_CLINICS),
    ),
    (*people.STORIES, *closed.STORIES),
)
CLINICS = (NORTHBRIDGE, HARBOURLIGHT)
