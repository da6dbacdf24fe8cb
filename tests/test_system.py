"""``make`` installs what it needs from the operating system, or says how to."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.machine import (
    APT,
    APT_WITHOUT_LISTS,
    APT_WITHOUT_NETWORK,
    ASKS_FOR_A_SNAP,
    NPM,
    PYTHON,
    SNAP,
    STARTS,
    SUDO,
    SUDO_ASKING,
    Machine,
)

UPDATE = "apt-get -o DPkg::Lock::Timeout=120 update"
INSTALL = "apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends"
PANGO = "libpangoft2-1.0-0 libharfbuzz-subset0"
ALL = f"python3.11-venv chromium-headless-shell libatomic1 poppler-utils {PANGO}"
REASONS = (
    "python3.11-venv (to make .venv), chromium-headless-shell (the browser of the tests), "
    "libatomic1 (for the program that drives the browser), "
    f"poppler-utils (to read what the tests print), {PANGO} (to make PDFs)"
)
AS_ROOT = f"apt-get update && apt-get install --no-install-recommends {ALL}\n"
FOR_CHECKING = "python3.11-venv default-jre-headless npm"
REASONS_FOR_CHECKING = (
    "python3.11-venv (to make .venv), default-jre-headless (to run vnu, which checks HTML), "
    "npm (to install vnu)"
)
MENDED = f"once that is mended, run as root: {AS_ROOT.strip()}"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path).has(uname="echo Linux", id="echo 0", python3=PYTHON)


@pytest.fixture
def debian(machine: Machine) -> Machine:
    return machine.has(apt_get=APT).is_called("debian")


@pytest.fixture
def ubuntu(machine: Machine) -> Machine:
    machine.has(apt_get=APT, pdftotext="exit 0").is_called("ubuntu")
    return machine.holds("python3.11-venv", "libatomic1", "libharfbuzz-subset0")


@pytest.fixture
def mac(machine: Machine) -> Machine:
    machine.has(uname="echo Darwin", id="echo 501", pdftotext="exit 0", pango_view="exit 0")
    return machine.holds("python3.11-venv")


@pytest.fixture
def terminal() -> Iterator[int]:
    master, slave = os.openpty()
    yield slave
    os.close(slave)
    os.close(master)


def test_root_on_debian_is_told_what_is_installed_and_why(debian: Machine):
    assert debian.asked_for("test") == (
        0,
        "",
        f"Installing with apt-get: {REASONS}. This may take a few minutes.\n",
        [UPDATE, f"{INSTALL} {ALL}"],
    )


def test_serving_the_demo_takes_no_browser(debian: Machine):
    assert debian.asked_for("run").calls == [UPDATE, f"{INSTALL} python3.11-venv"]


def test_checking_takes_java_and_npm_and_no_browser(debian: Machine):
    assert debian.asked_for("check") == (
        0,
        "",
        f"Installing with apt-get: {REASONS_FOR_CHECKING}. This may take a few minutes.\n",
        [UPDATE, f"{INSTALL} {FOR_CHECKING}"],
    )


def test_another_user_goes_through_sudo(debian: Machine):
    outcome = debian.has(id="echo 1000", sudo=SUDO).asked_for("test")

    assert outcome.status == 0
    assert outcome.said.startswith("Installing with sudo and apt-get: python3.11-venv (to make")
    assert outcome.calls == ["sudo", UPDATE, "sudo", f"{INSTALL} {ALL}"]


def test_sudo_may_ask_for_a_password_on_a_terminal(debian: Machine, terminal: int):
    outcome = debian.has(id="echo 1000", sudo=SUDO_ASKING).asked_for("test", stdin=terminal)

    assert (outcome.status, outcome.calls[-1]) == (0, f"{INSTALL} {ALL}")


@pytest.mark.parametrize("programs", [{}, {"sudo": SUDO_ASKING}], ids=["no sudo", "no terminal"])
def test_a_user_who_cannot_become_root_is_shown_the_command(
    debian: Machine, programs: dict[str, str]
):
    outcome = debian.has(id="echo 1000", **programs).asked_for("test")

    assert outcome == (1, "", f"Titration needs {REASONS}; run as root: {AS_ROOT}", [])


def test_when_apt_fails_its_own_words_and_the_command_are_shown(debian: Machine):
    outcome = debian.has(apt_get=APT_WITHOUT_NETWORK).asked_for("test")

    assert outcome.status == 1
    assert outcome.said.splitlines()[1:] == [
        "E: Unable to fetch",
        "E: Unable to fetch",
        f"Titration needs {REASONS}, and installing it failed as shown above; {MENDED}",
    ]


def test_an_unreachable_package_source_does_not_matter_if_the_packages_install(debian: Machine):
    outcome = debian.has(apt_get=APT_WITHOUT_LISTS).asked_for("test")

    assert (outcome.status, len(outcome.said.splitlines())) == (0, 1)


@pytest.mark.parametrize("goal", ["run", "check", "test"])
def test_where_nothing_is_missing_nothing_is_run_or_printed(debian: Machine, goal: str):
    debian.has(chromium=STARTS, pdftotext="exit 0", java="exit 0", npm=NPM)
    debian.holds("python3.11-venv", "libatomic1", "libharfbuzz-subset0")

    assert debian.asked_for(goal) == (0, "", "", [])


def test_the_chromium_without_windows_is_taken_before_another(debian: Machine):
    debian.has(chromium=STARTS, google_chrome=STARTS, chromium_headless_shell=STARTS)

    path = f"{debian.folder}/bin/chromium-headless-shell"
    assert debian.asked_for("browser").printed == f"{path}\n"


def test_a_browser_that_apt_brought_and_that_does_not_start_is_named(debian: Machine):
    debian.program(debian.folder / "browser", "exit 1")
    outcome = debian.asked_for("test")

    assert (outcome.status, len(outcome.calls)) == (1, 2)
    assert "Chromium was installed and does not start" in outcome.said


def test_ubuntu_has_the_browser_as_a_snap(ubuntu: Machine):
    outcome = ubuntu.has(snap=SNAP, chromium_browser=ASKS_FOR_A_SNAP).asked_for("test")

    assert (outcome.status, outcome.calls) == (0, ["snap install chromium"])


def test_ubuntu_without_snap_is_told_of_chrome(ubuntu: Machine):
    outcome = ubuntu.has(chromium_browser=ASKS_FOR_A_SNAP).asked_for("test")

    assert (outcome.status, outcome.calls) == (1, [])
    assert "as a snap only, and there is no snap here: install Google Chrome" in outcome.said


def test_ubuntu_with_chrome_needs_no_snap(ubuntu: Machine):
    ubuntu.has(chromium_browser=ASKS_FOR_A_SNAP, google_chrome=STARTS)

    assert ubuntu.asked_for("test") == (0, "", "", [])
    assert ubuntu.asked_for("browser").printed == f"{ubuntu.folder}/bin/google-chrome\n"


@pytest.mark.parametrize("above", ["", "home"], ids=["for all", "of one user"])
def test_on_a_mac_chrome_is_found_among_the_applications(mac: Machine, above: str):
    chrome = mac.folder / above / "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    mac.program(chrome, STARTS)

    assert mac.asked_for("test") == (0, "", "", [])
    assert mac.asked_for("browser").printed == f"{chrome}\n"


def test_a_mac_without_a_browser_is_given_the_command(mac: Machine):
    assert mac.asked_for("test").said == (
        "Titration needs google-chrome (the browser of the tests); "
        "run: brew install google-chrome\n"
    )


def test_a_java_stub_that_only_says_where_to_get_java_does_not_count(mac: Machine):
    assert mac.has(java="exit 1").asked_for("check").said == (
        "Titration needs temurin (to run vnu, which checks HTML), node (to install vnu); "
        "run: brew install temurin node\n"
    )


@pytest.mark.parametrize(
    ("manager", "ending"),
    [
        ("dnf", "; run as root: dnf install chromium libatomic poppler-utils pango\n"),
        (
            "zypper",
            "; run as root: zypper install chromium libatomic1 poppler-tools libpango-1_0-0\n",
        ),
        ("pacman", "; run as root: pacman -S chromium libatomic poppler pango\n"),
        (
            "none",
            "(to make PDFs): install it with the package manager of this system.\n",
        ),
    ],
)
def test_another_linux_is_given_its_own_command(machine: Machine, manager: str, ending: str):
    outcome = machine.holds("python3.11-venv").has(**{manager: "exit 1"}).asked_for("test")

    assert outcome.status == 1
    assert outcome.said.startswith("Titration needs chromium (the browser of the tests), libatomic")
    assert outcome.said.endswith(ending)


@pytest.mark.parametrize(
    "command",
    [
        "dnf install java-headless npm",
        "zypper install java-headless npm",
        "pacman -S jre-openjdk-headless npm",
    ],
)
def test_another_linux_is_told_what_checking_takes(machine: Machine, command: str):
    manager = command.partition(" ")[0]
    outcome = machine.holds("python3.11-venv").has(**{manager: "exit 1"}).asked_for("check")

    assert (outcome.status, len(outcome.said.splitlines())) == (1, 1)
    assert outcome.said.endswith(f"; run as root: {command}\n")


def test_a_python_too_old_is_named_with_its_version(debian: Machine):
    outcome = debian.has(python3='test "$1" = --version && echo Python 3.9.2').asked_for("run")

    assert (outcome.status, outcome.calls) == (1, [])
    assert outcome.said.startswith(
        "Titration needs Python 3.11 or later, and python3 is Python 3.9.2:"
    )


def test_a_browser_can_be_named(debian: Machine):
    debian.holds("python3.11-venv", "libatomic1", "libharfbuzz-subset0").has(pdftotext="exit 0")
    debian.program(debian.home / "my browser", STARTS)
    named = str(debian.home / "my browser")

    assert debian.asked_for("test", CHROMIUM=named) == (0, "", "", [])
    assert debian.asked_for("browser", CHROMIUM=named).printed == f"{named}\n"
    assert debian.asked_for("test", CHROMIUM="/none").said == (
        "CHROMIUM=/none is no browser that starts here: name another, or none.\n"
    )


def test_make_test_installs_all_at_once_and_a_second_time_nothing(debian: Machine):
    assert debian.runs("make", "-j2", "test").calls == [UPDATE, f"{INSTALL} {ALL}", "pytest"]
    (debian.folder / "python3.11-venv").unlink()  # what made .venv is needed no more
    assert debian.runs("make", "test").calls == ["pytest"]


def test_make_check_installs_all_at_once_and_a_second_time_nothing(debian: Machine):
    first = debian.runs("make", "-j2", "check")
    (debian.folder / "python3.11-venv").unlink()
    second = debian.runs("make", "check")

    npm = "npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier"
    assert (first.status, second.status) == (0, 0), first.said + second.said
    assert first.calls == [UPDATE, f"{INSTALL} {FOR_CHECKING}", npm, *second.calls]
    assert (second.calls[0], second.calls[-1]) == ("ruff", "python -m tests.markup")


def test_make_run_serves_with_nothing_typed_in_between(debian: Machine):
    serves = "python manage.py serve_demo --port 8000"

    assert debian.runs("make", "run").calls == [UPDATE, f"{INSTALL} python3.11-venv", serves]
    debian.has(apt_get="exit 1")
    assert debian.runs("make", "run").calls == [serves]


def test_what_is_locked_names_no_address():
    requirements = settings.BASE_DIR / "requirements"
    locks = [*requirements.glob("*.txt"), *requirements.glob("*.json")]

    assert len(locks) == 4
    assert not [lock.name for lock in locks if "://" in lock.read_text()]
