"""Checks of source text: each yields its findings, with their lines where they have one."""

import ast
import re
from collections.abc import Callable, Iterator

Check = Callable[[str], Iterator[str]]

LONGEST_FILE = 300  # lines

WRITING = {
    "acreate",
    "adelete",
    "asave",
    "aupdate",
    "bulk_create",
    "bulk_update",
    "create",
    "delete",
    "get_or_create",
    "save",
    "update",
    "update_or_create",
}
WRITING_IN_SQL = re.compile(r"\b(INSERT INTO|UPDATE \w+ SET|DELETE FROM|TRUNCATE)\b", re.IGNORECASE)
GUARDS_IN_SQL = re.compile(
    r"\b((CREATE|ALTER)( OR REPLACE)? (FUNCTION|POLICY|TRIGGER|VIEW)|GRANT|REVOKE)\b",
    re.IGNORECASE,
)
CLOCKS = {"today", "now", "utcnow", "fromtimestamp", "localdate", "localtime"}
CLOCK_OF_DJANGO = "timezone.now"  # an instant, not a day


def called(source: str) -> Iterator[tuple[ast.Call, str]]:
    """Yield every call with the dotted name of the function, as far as it has one."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def writes(source: str) -> Iterator[str]:
    """Find calls that write rows, on any object, and SQL that does."""
    for call, name in called(source):
        if name.rpartition(".")[2] in WRITING and "." in name:
            yield f"line {call.lineno}: {name}"
    yield from (found[0] for found in WRITING_IN_SQL.finditer(source))


def guards_in_python(source: str) -> Iterator[str]:
    """Find SQL in Python that belongs into a SQL file: functions, triggers, policies, grants."""
    return (found[0] for found in GUARDS_IN_SQL.finditer(source))


def templates_that_write(source: str) -> Iterator[str]:
    """Find template tags that call or name anything that writes rows."""
    for tag in re.findall(r"{[{%].*?[%}]}", source):
        if set(re.findall(r"\.(\w+)", tag)) & WRITING:
            yield tag


def class_views(source: str) -> Iterator[str]:
    """Find views written as classes, and functions made from such classes."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            bases = [ast.unparse(base) for base in node.bases]
            yield from (f"line {node.lineno}: {base}" for base in bases if base.endswith("View"))
        elif isinstance(node, ast.Attribute) and node.attr == "as_view":
            yield f"line {node.lineno}: as_view"


def clocks(source: str) -> Iterator[str]:
    """Find calls that return a date or an hour without regard to the clinic's time zone."""
    for call, name in called(source):
        owner, _, method = name.rpartition(".")
        is_clock = owner.rpartition(".")[2] in {"date", "datetime", "timezone"}
        if method in CLOCKS and is_clock and name != CLOCK_OF_DJANGO:
            yield f"line {call.lineno}: {name}"


def floats(source: str) -> Iterator[str]:
    """Find binary fractions: literals, the type, and the fields and divisions that make them."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=float()) | ast.Name(id="float"):
                yield f"line {node.lineno}: {ast.unparse(node)}"
            case ast.Attribute(attr="FloatField"):
                yield f"line {node.lineno}: FloatField"


def conversions_to_float(source: str) -> Iterator[str]:
    """Find conversions of values to binary fractions."""
    return (f"line {call.lineno}: {name}" for call, name in called(source) if name == "float")


def audit_imports(source: str) -> Iterator[str]:
    """Find imports of the audit log's writer, or of its table."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            text = ast.unparse(node)
            if re.search(r"\b(audit|AuditEvent)\b", text):
                yield f"line {node.lineno}: {text}"


def writing_detours(source: str) -> Iterator[str]:
    """Find imports that let a form write, count or use up something while it is only validated."""
    detour = r"\b(\w*actions|audit|tries|caches?|signals?|transaction|\w*adapters?|allauth)\b"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            text = ast.unparse(node)
            if re.search(detour, text):
                yield f"line {node.lineno}: {text}"


def parameters_by_hand(source: str) -> Iterator[str]:
    """Find single parameters taken from a request; a form has to validate all of them."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case (
                ast.Attribute(value=ast.Attribute(attr="GET" | "POST" | "FILES" | "COOKIES"))
                | ast.Subscript(value=ast.Attribute(attr="GET" | "POST" | "FILES" | "COOKIES"))
                | ast.Compare(comparators=[ast.Attribute(attr="GET" | "POST" | "FILES")])
                | ast.Attribute(value=ast.Name(id="request"), attr="body" | "COOKIES" | "read")
            ):
                yield f"line {node.lineno}: {ast.unparse(node)}"


def many_lines(source: str) -> Iterator[str]:
    """Find files with more lines than a reader keeps in mind."""
    if (lines := len(source.splitlines())) > LONGEST_FILE:
        yield f"{lines} lines"


def left_for_later(source: str) -> Iterator[str]:
    """Find notes that something is not finished."""
    return (found[0] for found in re.finditer(r"\b(TODO|FIXME|XXX|HACK)\b", source))


def unproved(source: str) -> Iterator[str]:
    """Find tests that are skipped or expected to fail, and mocks of the product."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in {"skip", "skipif", "xfail", "skipTest"}:
            yield f"line {node.lineno}: {node.attr}"
        elif isinstance(node, ast.Import | ast.ImportFrom) and "mock" in ast.unparse(node):
            yield f"line {node.lineno}: {ast.unparse(node)}"


def refused_by_the_policy(source: str) -> Iterator[str]:
    """Find inline styles and scripts, which the Content-Security-Policy blocks."""
    inline = r"<style\b|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:"
    return (found[0] for found in re.finditer(inline, source))
