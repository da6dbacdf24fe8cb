"""Read the files of ``deploy/`` as systemd, nginx and a shell read them."""

import re
from collections import defaultdict
from pathlib import Path

from django.conf import settings

DEPLOY = Path(settings.BASE_DIR) / "deploy"
VARIABLE = re.compile(r"(?P<off>#?)(?P<name>[A-Z_]+)='(?P<value>[^']*)'")
UNITS = sorted(path.name for path in DEPLOY.glob("*.service"))


def text_of(name: str) -> str:
    return (DEPLOY / name).read_text()


def texts() -> dict[str, str]:
    """Return every file that people or programs read, by its path."""
    files = sorted(path for path in DEPLOY.rglob("*") if path.is_file())
    return {str(path.relative_to(DEPLOY)): path.read_text() for path in files}


def directives(unit: str) -> dict[str, list[str]]:
    """Return the lines of a unit, each name with all of its values in order."""
    found = defaultdict(list)
    for line in text_of(unit).splitlines():
        if "=" in line and not line.startswith(("#", "[")):
            name, _, value = line.partition("=")
            found[name].append(value)
    return found


def variables(name: str, *, off: bool = False) -> dict[str, str]:
    """Return what an environment file sets; with ``off`` what is commented out in it as well."""
    found = {}
    for line in text_of(name).splitlines():
        if (match := VARIABLE.fullmatch(line)) and (off or not match["off"]):
            found[match["name"]] = match["value"]
    return found


def nginx_values(directive: str) -> list[str]:
    """Return the values of a directive in the site's file, without comments."""
    site = re.sub(r"(^|\s)#.*", "", text_of("nginx/titration.conf"))
    return re.findall(rf"^\s*{directive}\s+([^;]+);", site, re.MULTILINE)


def nginx_headers() -> dict[str, str]:
    """Return the headers of what nginx answers by itself over TLS, as “no page or static file”."""
    site = text_of("nginx/titration.conf")
    added = re.findall(r"add_header (\S+) \$(\w+) always;", text_of("nginx/titration-answers.conf"))
    found = {}
    for header, variable in added:
        body = re.search(rf"^map .* \${variable} {{(.*?)}}$", site, re.MULTILINE | re.DOTALL)
        assert body, variable
        given = re.search(r'(?:1|"1 on"|"~\^1 ") "([^"]+)"', body[1])
        assert given, variable
        found[header] = given[1]
    return found
