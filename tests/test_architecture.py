"""Rules that no linter knows: each is checked on the source, and proved to find violations."""

import ast
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings

from tests import source_checks as checks

ROOT = settings.BASE_DIR


class Rule(NamedTuple):
    """A check, the files it covers, and its exceptions, each with a reason."""

    check: checks.Check
    holds_for: tuple[str, ...]
    but_for: tuple[str, ...] = ()


# Code that shows pages: all but actions, the derived table, the database and commands.
SHOWN = (
    "patients/accounts/forms/*.py",
    "patients/accounts/presenters/*.py",
    "patients/accounts/views/*.py",
    "patients/web/*.py",
    "titration/chart/**/*.py",
    "titration/reading/*.py",
    "titration/record/**/*.py",
    "titration/reference/*.py",
    "titration/registration/**/*.py",
    "titration/worklist/*.py",
)
ACTIONS = (
    "titration/*/actions.py",
    "titration/record/*/actions.py",
    "titration/record/entering.py",
)
FORMS = (
    "patients/**/forms.py",
    "patients/**/forms/*.py",
    "titration/**/forms.py",
)
CODE = ("patients/**/*.py", "titration/**/*.py")
SQL = ("patients/**/*.sql", "titration/**/*.sql")
TEMPLATES = ("templates/**/*.html",)
OF_DJANGO = {"Command", "Meta"}
GENERATED = ("*/migrations/*", "static/vendor/*", "patients/database/sql/before/text_*.sql")

RULES = {
    "only actions write rows": Rule(checks.writes, SHOWN, ACTIONS),
    "no template writes rows": Rule(checks.templates_that_write, TEMPLATES),
    "views are functions": Rule(
        checks.class_views,
        CODE,
        ("patients/accounts/views/sign_ins.py", "patients/urls.py"),  # allauth's views are classes
    ),
    "a clinic knows what day it is": Rule(
        checks.clocks,
        CODE,
        (
            "patients/models/clinic.py",  # the one place that asks
            "titration/rules/__main__.py",  # a command line has no clinic
            "titration/server/request_log.py",  # the instant of a line
        ),
    ),
    "amounts are never floats": Rule(
        checks.floats,
        CODE,
        (
            "titration/chart/drawing/*",  # places on the screen
            "titration/server/embedded_database.py",  # seconds
            "titration/management/commands/serve_demo.py",  # seconds
            "titration/server/middleware.py",  # seconds
            "titration/server/meters.py",  # seconds
        ),
    ),
    "a drawing keeps amounts exact": Rule(
        checks.conversions_to_float, ("titration/chart/drawing/**/*.py",)
    ),
    "only actions and access write the log": Rule(
        checks.audit_imports,
        CODE,
        (
            "patients/actions/*",
            "patients/accounts/actions/*",
            "patients/access.py",
            "patients/audit.py",
            "patients/database/acting_account.py",  # says which request it is
            "patients/web/middleware.py",  # and so does this
            "titration/server/middleware.py",  # asks which
            "titration/server/error_pages.py",  # counts what could not be written
            "patients/models/__init__.py",
        ),
    ),
    "forms write nothing, by no detour": Rule(checks.writing_detours, FORMS),
    "parameters go through forms": Rule(
        checks.parameters_by_hand,
        CODE,
        (
            # Decrypts a cookie: what is not our own does not open.
            "patients/accounts/known_devices.py",
            "titration/chart/drawing_width.py",  # puts a cookie through a form
        ),
    ),
    "files are short": Rule(
        checks.many_lines,
        (*CODE, *SQL, "tests/**/*.py", *TEMPLATES, "static/**/*.css", "static/**/*.js"),
        GENERATED,
    ),
    "nothing is left for later": Rule(
        checks.left_for_later,
        (
            *(*CODE, *SQL, "tests/**/*.py", *TEMPLATES, "docs/**/*.md"),
            *("static/**/*.css", "static/**/*.js"),
        ),
        (*GENERATED, "tests/test_architecture.py", "tests/source_checks.py"),
    ),
    "migrations make tables only": Rule(checks.guards_in_python, ("*/migrations/*.py",)),
    "every test is run": Rule(checks.unproved, ("tests/**/*.py",)),
    "the policy is kept": Rule(checks.refused_by_the_policy, TEMPLATES),
}


def files(rule: Rule) -> list[Path]:
    found = (path for pattern in rule.holds_for for path in ROOT.glob(pattern))
    return [path for path in found if not is_exception(path, rule)]


def is_exception(path: Path, rule: Rule) -> bool:
    return any(fnmatch(str(path.relative_to(ROOT)), pattern) for pattern in rule.but_for)


@pytest.mark.parametrize("name", RULES)
def test_the_source_keeps_the_rule(name: str):
    rule = RULES[name]

    offences = [
        f"{path.relative_to(ROOT)}: {offence}"
        for path in files(rule)
        for offence in rule.check(path.read_text(encoding="utf-8"))
    ]

    assert offences == []


@pytest.mark.parametrize("name", RULES)
def test_the_rule_holds_for_some_file(name: str):
    assert files(RULES[name])


@pytest.mark.parametrize("name", RULES)
def test_no_exception_outlives_its_file(name: str):
    rule = RULES[name]
    every = [path for pattern in rule.holds_for for path in ROOT.glob(pattern)]

    for pattern in rule.but_for:
        assert any(is_exception(path, rule._replace(but_for=(pattern,))) for path in every), pattern


BAD = [
    ("only actions write rows", "Patient.objects.create(name='x')"),
    ("only actions write rows", "Patient.objects.filter(pk=1).update(sex='male')"),
    ("only actions write rows", "patient.save()"),
    ("only actions write rows", "def view():\n    DoseStep.objects.bulk_create([step])"),
    ("only actions write rows", "cursor.execute('DELETE FROM patients_patient')"),
    ("no template writes rows", "<p>{{ patient.delete() }}</p>"),
    ("no template writes rows", "{% with gone=patient.standing.delete %}"),
    ("views are functions", "class Chart(TemplateView): ..."),
    ("views are functions", "class Chart(generic.DetailView): ..."),
    ("views are functions", "path('', Chart.as_view())"),
    ("a clinic knows what day it is", "today = date.today()"),
    ("a clinic knows what day it is", "today = datetime.date.today()"),
    ("a clinic knows what day it is", "now = datetime.now(tz=UTC).date()"),
    ("a clinic knows what day it is", "today = timezone.localdate()"),
    ("amounts are never floats", "dose = 12.5"),
    ("amounts are never floats", "dose = float(text)"),
    ("amounts are never floats", "def mg(dose: float) -> str: ..."),
    ("amounts are never floats", "dose = models.FloatField()"),
    ("a drawing keeps amounts exact", "y = scale.y(float(step.total_mg))"),
    ("only actions and access write the log", "from patients import audit"),
    ("only actions and access write the log", "from patients.audit import record"),
    ("only actions and access write the log", "import patients.audit as log"),
    ("only actions and access write the log", "from patients.models import AuditEvent, Patient"),
    ("forms write nothing, by no detour", "from patients.accounts import tries"),
    ("forms write nothing, by no detour", "from patients.accounts.actions import proofs"),
    ("forms write nothing, by no detour", "from titration.registration import actions as todo"),
    ("forms write nothing, by no detour", "from titration.record.reviews.actions import record"),
    ("forms write nothing, by no detour", "from django.core.cache import cache"),
    ("forms write nothing, by no detour", "from allauth.account.adapter import get_adapter"),
    ("forms write nothing, by no detour", "from patients.accounts import sign_in_adapter"),
    ("forms write nothing, by no detour", "from allauth.mfa.webauthn.internal import auth"),
    ("forms write nothing, by no detour", "from django.contrib.auth.signals import user_logged_in"),
    ("parameters go through forms", "span = request.GET.get('span')"),
    ("parameters go through forms", "text = request.POST['q']"),
    ("parameters go through forms", "replacing = 'replace' in self.request.GET"),
    ("parameters go through forms", "sent = json.loads(request.body)"),
    ("files are short", "x = 1\n" * 301),
    ("nothing is left for later", "x = 1  # TODO: the rest"),
    ("nothing is left for later", "<!-- FIXME -->"),
    ("migrations make tables only", "RunSQL('CREATE FUNCTION note() RETURNS trigger')"),
    ("migrations make tables only", "RunSQL('create or replace trigger note')"),
    ("migrations make tables only", "RunSQL('ALTER POLICY seen ON patients_patient')"),
    ("migrations make tables only", "RunSQL('GRANT SELECT ON patients_patient')"),
    ("every test is run", "@pytest.mark.skip\ndef test(): ..."),
    ("every test is run", "pytest.xfail('later')"),
    ("every test is run", "from unittest.mock import patch"),
    ("the policy is kept", '<p style="color: red">'),
    ("the policy is kept", '<button onclick="go()">'),
    ("the policy is kept", "<script>go()</script>"),
    ("the policy is kept", "<style>p { color: red }</style>"),
]
GOOD = [
    ("only actions write rows", "saved = dose_steps.record(patient=patient, by=request.user)"),
    ("only actions write rows", "Patient.objects.filter(pk=1).values('sex')"),
    ("no template writes rows", "<p>save, delete {{ patient.family_name }}</p>"),
    ("views are functions", "class Saved(NamedTuple): ..."),
    ("a clinic knows what day it is", "today, now = clinic.today(), timezone.now()"),
    ("amounts are never floats", "dose = Decimal('12.5') / 2"),
    ("a drawing keeps amounts exact", "def x(day: date) -> float: ..."),
    ("only actions and access write the log", "from patients import access"),
    (
        "forms write nothing, by no detour",
        "from titration.record.side_effects.models import ActionTaken\naction_taken = 1",
    ),
    ("parameters go through forms", "form = SearchForm(request.POST, clinics=clinics)"),
    ("files are short", "x = 1\n" * 300),
    ("nothing is left for later", "mastodon, hackney = 1, 2"),
    ("migrations make tables only", "RunSQL('CREATE TABLE shared_cache (value text)')"),
    ("migrations make tables only", "RunSQL('DROP VIEW patients_recordnumber')"),
    ("every test is run", "@pytest.mark.parametrize('x', [1])\ndef test(x): ..."),
    ("the policy is kept", "<script src=\"{% static 'js/drawing.js' %}\" defer></script>"),
]


@pytest.mark.parametrize(("name", "source"), BAD)
def test_each_rule_finds_a_violation(name: str, source: str):
    assert list(RULES[name].check(source))


def test_every_rule_has_a_violation_and_a_correct_example():
    assert {name for name, _ in BAD} == {name for name, _ in GOOD} == set(RULES)


@pytest.mark.parametrize(("name", "source"), GOOD)
def test_each_rule_accepts_correct_code(name: str, source: str):
    assert not list(RULES[name].check(source))


def classes_named_twice(package: str) -> list[str]:
    """Return class names that two modules of a package share, except those Django asks for."""
    found: Counter[str] = Counter()
    for path in (ROOT / package).rglob("*.py"):
        if "migrations" not in path.parts:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found.update(node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return sorted(name for name, times in found.items() if times > 1 and name not in OF_DJANGO)


@pytest.mark.parametrize("package", ["patients", "titration"])
def test_no_two_classes_of_a_package_share_a_name(package: str):
    assert classes_named_twice(package) == []
