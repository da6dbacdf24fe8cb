"""The rules' command line: ``python -m titration.rules HISTORY.json [--as-of YYYY-MM-DD]``."""

import argparse
import json
import sys
from datetime import date, datetime
from pathlib import Path

from titration.rules.evaluation import flags
from titration.rules.flag import Flag
from titration.rules.json_values import NotAHistory, a_date
from titration.rules.reading import read_history

REFUSED = 2


def main(arguments: list[str] | None = None) -> int:
    """Print the flags of a history as JSON; print why a file is no history, and return 2."""
    parser = argparse.ArgumentParser(
        prog="python -m titration.rules",
        description="Print the informational flags that a titration history raises.",
    )
    parser.add_argument("history", type=Path, help="a JSON file, described in the README")
    parser.add_argument("--as-of", help="flags that begin later are planned (default: today)")
    options = parser.parse_args(arguments)
    try:
        today = datetime.now().astimezone().date()
        as_of = today if options.as_of is None else a_date(options.as_of, "--as-of")
        found = flags(read_history(options.history.read_text(encoding="utf-8-sig")))
    except UnicodeDecodeError:
        return refused(options.history, "the file is not UTF-8 text")
    except OSError as error:
        return refused(options.history, error.strerror)
    except NotAHistory as error:
        return refused(options.history, error)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    rows = [as_row(flag, as_of) for flag in found]
    print(json.dumps(rows, indent=2, default=date.isoformat, ensure_ascii=False))
    return 0


def refused(path: Path, why: object) -> int:
    """Print why a file is not a history; return the exit status."""
    print(f"{path}: {why}", file=sys.stderr)
    return REFUSED


def as_row(flag: Flag, as_of: date) -> dict[str, object]:
    """Return what a flag says; it is planned if it begins after ``as_of``."""
    return {
        "code": flag.code,
        "level": flag.level,
        "since": flag.since,
        "until": flag.until,
        "observed": flag.observed,
        "compared_with": flag.compared_with,
        "statement": ", ".join(statement.id for statement in flag.statements),
        "source": flag.source.title,
        "planned": flag.since > as_of,
    }


if __name__ == "__main__":
    sys.exit(main())
