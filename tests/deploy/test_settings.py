"""What ``deploy/`` sets is what the product reads, needs and was tested with."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from patients.database.roles import APP, OWNER
from tests.deploy.files import DEPLOY, text_of, texts, variables
from tests.processes import FILES, FOLDERS, PRODUCTION
from titration.letters import pdf
from titration.server import environment
from titration.server.embedded_database import SERVER_SETTINGS

PYTHON_OF_DEBIAN = {"12": "3.11"}
POSTGRESQL_OF_DEBIAN = {"12": "15"}
EXAMPLE, OWNERS = "titration.env.example", "owner.env.example"
OF_THE_EMBEDDED_ALONE = {"listen_addresses", "unix_socket_permissions"}


class Noting(Mapping[str, str]):
    """Variables that note which of them were asked for."""

    def __init__(self, held: dict[str, str]) -> None:
        self.held, self.asked = held, set[str]()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return self.held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)


def test_the_example_is_a_whole_environment_and_every_line_of_it_is_read(tmp_path: Path):
    given = Noting(variables(EXAMPLE) | {"SECRET_KEY": PRODUCTION["SECRET_KEY"]})

    read = environment.read(given, tmp_path)

    assert (read.is_demo, read.trusted_proxies) == (False, 1)
    assert read.database["USER"] == APP
    assert variables(EXAMPLE, off=True).keys() <= given.asked


def test_the_key_is_for_everyone_to_make(tmp_path: Path):
    with pytest.raises(ImproperlyConfigured, match="needs SECRET_KEY"):
        environment.read(variables(EXAMPLE), tmp_path)


def test_the_lines_that_are_off_are_right_once_they_are_on(tmp_path: Path):
    given = variables(EXAMPLE, off=True) | {"SECRET_KEY": PRODUCTION["SECRET_KEY"]}

    read = environment.read(given, tmp_path)

    assert read.mail
    assert read.csrf_trusted_origins


def test_the_owners_file_changes_the_role_alone():
    assert variables(OWNERS) == {
        "DATABASE_URL": variables(EXAMPLE)["DATABASE_URL"].replace(APP, OWNER)
    }


@pytest.mark.parametrize("name", [EXAMPLE, OWNERS])
def test_every_line_reads_the_same_to_systemd_and_to_a_shell(name: str):
    lines = [line for line in text_of(name).splitlines() if line and not line.startswith("# ")]

    assert lines
    assert [line for line in lines if not re.fullmatch(r"#?[A-Z_]+='[^']*'", line)] == []


def test_postgresql_is_set_as_it_was_tested():
    lines = re.findall(
        r"^(\w+) = '?([^'\n]*)'?$", text_of("postgresql/titration.conf"), re.MULTILINE
    )
    expected = {k: v for k, v in SERVER_SETTINGS.items() if k not in OF_THE_EMBEDDED_ALONE}

    assert expected.items() <= dict(lines).items()


def test_each_role_is_one_user_of_the_machine_and_no_other():
    text = text_of("postgresql/pg_ident.example")
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]

    assert lines == [["titration", "titration", APP], ["titration", "titration-owner", OWNER]]
    assert "trust" not in text_of("postgresql/pg_hba.example").split()


def test_the_container_has_the_python_and_the_programs_that_are_tested_with():
    text = text_of("Containerfile")
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    (debian,) = re.findall(r"^FROM debian:(\d+)-slim$", text, re.MULTILINE)
    python = PYTHON_OF_DEBIAN[debian]

    assert project["project"]["requires-python"] == f">={python}"
    assert f"its Python is {python}." in text
    assert f"postgresql-client-{POSTGRESQL_OF_DEBIAN[debian]} " in text
    assert all(library in text for library in re.findall(r"\blib[\w.-]+\d", pdf.MISSING))


def test_the_container_holds_the_whole_program_and_nothing_else():
    copied = re.findall(r"^COPY (.+) \S+$", text_of("Containerfile"), re.MULTILINE)

    assert sorted(" ".join(copied).split()) == sorted([*FILES, *FOLDERS, "requirements/run.txt"])
    assert re.search(r"^USER 10001$", text_of("Containerfile"), re.MULTILINE)


def test_the_walk_is_of_the_release_of_postgresql_that_debian_has():
    versions = {
        v for text in texts().values() for v in re.findall(r"postgresql(?:@|/|-client-)(\d+)", text)
    }

    assert versions == {POSTGRESQL_OF_DEBIAN["12"]}


def test_the_walk_uses_every_file_and_names_none_that_is_not_there():
    walk = text_of("README.md")
    named = set(re.findall(r"deploy/([\w./*-]+\w)", walk))
    used = {path.relative_to(DEPLOY) for name in named for path in DEPLOY.glob(name)}
    used |= {
        Path(link) for link in re.findall(r"\]\(([\w./-]+)\)", walk) if not link.startswith("..")
    }
    alone = {"README.md"} | {f"nginx/errors/{p.name}" for p in (DEPLOY / "nginx/errors").iterdir()}

    assert [name for name in named if not list(DEPLOY.glob(name))] == []
    of_one_machine = {name for name in texts() if not name.startswith("cluster/")}
    assert of_one_machine - {str(path) for path in used} == alone
