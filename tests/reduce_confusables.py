"""Make ``patients/unicode/look_alikes-….json`` from Unicode's ``confusables.txt``, by hand.

    python tests/reduce_confusables.py confusables.txt

Only characters that NFKD leaves unchanged are kept. The two tables it makes are
described in ``patients/models/look_alikes.py`` and in ``docs/adr/0018``. From each a function
of the database is made too: ``text_folded.sql`` and ``text_shape.sql``.
"""

import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

LINE = re.compile(r"([0-9A-F]+) ;\t([0-9A-F ]+) ;\tMA")
# Default_Ignorable_Code_Point of DerivedCoreProperties.txt, and the letters with blank
# glyphs: the blank pattern of Braille, a musical null notehead, the Khitan filler.
UNSEEN = (
    r"\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E"
    r"\u2060-\u206F\u2800\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFF8\U00016FE4"
    r"\U0001BCA0-\U0001BCA3\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF"
)

ROOT = Path(__file__).parents[1]
JSON, SQL = ROOT / "patients/unicode", ROOT / "patients/database/sql/before"
LONGEST_LINE = 100
SAYS = {"folded": "Return how a text is read, without its case", "shape": "Return how a text looks"}
FUNCTION = """\
-- {says}; patients/models/look_alikes.py explains it.
-- Made by tests/reduce_confusables.py. plpgsql keeps the plan, with the table as a constant, for
-- each connection. Computed columns, indexes and constraints hold results of this function, so a
-- newer table needs a migration that computes them again.
CREATE OR REPLACE FUNCTION text_{name}(said text) RETURNS text
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS $function$
BEGIN
    RETURN (
        SELECT coalesce(string_agg(
            coalesce($table$
{table}
            $table$::jsonb ->> letter, letter), '' ORDER BY place
        ), '')
        FROM string_to_table(
            regexp_replace(normalize(said, NFKD), '[{unseen}]', '', 'g'), NULL
        ) WITH ORDINALITY AS letters (letter, place)
    );
END $function$;
"""


def read_prototypes(text: str) -> dict[str, str]:
    """Read which text each character looks like; ``m`` looks like ``rn``."""
    unseen = re.compile(f"[{UNSEEN}]")
    found = {}
    for source, target in LINE.findall(text):
        character = chr(int(source, 16))
        looks = "".join(chr(int(code, 16)) for code in target.split())
        looks = unseen.sub("", unicodedata.normalize("NFKD", looks))
        if unicodedata.normalize("NFKD", character) == character and not unseen.match(character):
            found[character] = looks
    return found


def folded(character: str, prototypes: dict[str, str]) -> str:
    """Return the form of a character that ignores case, digits, script and composition.

    The letters and digits of ASCII stay apart: ``O`` is not ``0`` here.
    """
    if unicodedata.decimal(character, None) is not None:
        return str(unicodedata.decimal(character))
    lower = unicodedata.normalize("NFKD", character.casefold())
    if len(lower) > 1:
        return "".join(folded(each, prototypes) for each in lower)
    if lower.isascii():
        return lower
    capital, looks = prototypes.get(lower.upper(), ""), prototypes.get(lower, lower)
    if len(capital) == 1 and capital.isascii() and capital.isupper():
        return capital.casefold()
    return "m" if looks == "rn" else looks.casefold()


def shape(character: str, prototypes: dict[str, str]) -> str:
    """Return the form of a character by its shape, in capitals; ``l`` stays small, like ``I``."""
    looks = prototypes.get(character, character)
    return "".join(
        each.upper() if each != "l" and len(each.upper()) == 1 else each for each in looks
    )


def sql_of(name: str, tables: dict[str, Any]) -> str:
    """Return the SQL of the function that computes one of the two forms of a text."""
    lines = [""]
    for letter, looks in tables[name].items():
        pair = f"{json.dumps(letter)}: {json.dumps(looks)},"
        if len(lines[-1]) + len(pair) >= LONGEST_LINE:
            lines.append("")
        lines[-1] += f" {pair}" if lines[-1] else pair
    table = "\n".join(lines).removesuffix(",")
    return FUNCTION.format(
        name=name, says=SAYS[name], table=f"{{{table}}}", unseen=tables["unseen"]
    )


def main(source: Path) -> None:
    """Read Unicode's file and write ours, named for its version."""
    text = source.read_text(encoding="utf-8-sig")
    version = re.search(r"# Version: ([0-9.]+)", text)
    if version is None:
        raise SystemExit(f"{source} does not name its version.")
    prototypes = read_prototypes(text)
    every = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    plain = [each for each in every if unicodedata.normalize("NFKD", each) == each]
    tables = {
        "folded": {each: folded(each, prototypes) for each in plain},
        "shape": {each: shape(each, prototypes) for each in plain},
    }
    made = {
        "about": f"Reduced from confusables.txt {version[1]} of Unicode; see LICENSE.txt",
        "unseen": UNSEEN,
    } | {
        name: {source: target for source, target in sorted(table.items()) if source != target}
        for name, table in tables.items()
    }
    path = JSON / f"look_alikes-{version[1]}.json"
    path.write_text(json.dumps(made, ensure_ascii=True, indent=0) + "\n", encoding="ascii")
    for name in SAYS:
        (SQL / f"text_{name}.sql").write_text(sql_of(name, made), encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
