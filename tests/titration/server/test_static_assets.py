"""Static files are small and licensed, and contain nothing that a strict CSP refuses."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
STATIC = BASE / "static"
CSS = sorted(STATIC.rglob("*.css"))
OWN_CSS = [path for path in CSS if path.parent.name == "css"]
TEMPLATES = sorted((BASE / "templates").rglob("*.html"))
VENDORED = sorted(path for path in (STATIC / "vendor").iterdir() if path.is_dir())

INLINE = re.compile(
    r"""<style\b
    | \bstyle\s*=
    | <script\b(?![^>]*\bsrc=)
    | \son[a-z]+\s*=
    | javascript:
    """,
    re.IGNORECASE | re.VERBOSE,
)
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(", re.IGNORECASE)
ADDRESS = re.compile(r"https?://(?!www\.w3\.org/)|sourceMappingURL")


def kilobytes(paths: list[Path]) -> float:
    return sum(len(gzip.compress(path.read_bytes())) for path in paths) / 1024


def relative(path: Path) -> str:
    return str(path.relative_to(BASE))


def test_all_styles_together_stay_small() -> None:
    styles = b"".join(path.read_bytes() for path in CSS)

    assert len(gzip.compress(styles)) / 1024 < 16


def test_a_first_visit_leaves_room_for_the_chart() -> None:
    # Of the 100 KB of a first visit the page of a chart takes 14 itself.
    first_font = STATIC / "vendor" / "inter" / "inter-latin.woff2"
    scripts = list((STATIC / "js").glob("*.js"))

    assert kilobytes([*CSS, *scripts, first_font]) < 66


@pytest.mark.parametrize("folder", VENDORED, ids=lambda path: path.name)
def test_third_party_files_name_their_version_and_licence(folder: Path) -> None:
    title = (folder / "README.md").read_text().splitlines()[0]

    assert re.search(r"\d+\.\d+", title)
    assert any(path.stat().st_size > 500 for path in folder.glob("LICENSE*"))


@pytest.mark.parametrize("template", TEMPLATES, ids=relative)
def test_no_template_holds_a_style_or_a_script(template: Path) -> None:
    assert INLINE.findall(template.read_text()) == []


@pytest.mark.parametrize("path", OWN_CSS, ids=relative)
def test_colours_are_defined_in_one_file(path: Path) -> None:
    if path.name != "tokens.css":
        assert COLOUR.findall(path.read_text()) == []


@pytest.mark.parametrize(
    "path",
    [*CSS, *sorted(STATIC.rglob("*.js")), *sorted(STATIC.rglob("*.svg")), *TEMPLATES],
    ids=relative,
)
def test_no_file_loads_from_another_host(path: Path) -> None:
    assert ADDRESS.findall(path.read_text()) == []


@pytest.mark.parametrize("path", OWN_CSS, ids=relative)
def test_every_custom_property_used_is_defined(path: Path) -> None:
    defined = set(re.findall(r"(--[\w-]+)\s*:", "".join(css.read_text() for css in CSS)))

    assert set(re.findall(r"var\((--[\w-]+)", path.read_text())) <= defined


@pytest.mark.parametrize("path", OWN_CSS, ids=relative)
def test_each_width_rule_holds_at_1366_or_820_or_320_px(path: Path) -> None:
    """The browser's tests check the contrast of colours at these three widths only."""
    for query in re.findall(r"@media[^{]*width[^{]*", path.read_text()):
        wide, narrow = (
            re.findall(rf"\({end}-width: ([\d.]+)px\)", query) for end in ("min", "max")
        )

        assert wide or narrow, query
        assert any(
            all(float(least) <= width for least in wide)
            and all(width <= float(most) for most in narrow)
            for width in (1366, 820, 320)
        ), query
