"""Make ``patients/database/sql/before/name_folded.sql`` from Python's tables of letters, by hand.

    python tests/fold_letters.py

The function folds a name: ``patients/models/folded_names.py`` says what that is for.
"""

import re
import sys
import unicodedata
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.reduce_confusables import SQL, UNSEEN

# Accents, points and vowel signs that are written or left out. Vowel signs that are always
# written, as in Hindi or Thai, and the marks that tell two Japanese syllables apart are kept.
MARKS = (
    r"\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7"
    r"\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED"
    r"\u0730-\u074A\u08CA-\u08E1\u08E3-\u08FF\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F"
)
# Spaces, apostrophes, hyphens, dots and commas, and the stroke that only widens Arabic letters.
BETWEEN = (
    r"\u0009-\u000D \u00A0\u0027\u0060\u00B4\u02B9-\u02BF\u02C8\u02CA\u02CB\u02EE\u2018-\u201B"
    r"\u2032\u05F3\u002D\u00AD\u02D7\u058A\u05BE\u2010-\u2015\u2212\u00B7\u2022\u2027\u30FB"
    r"\u002E\u002C\u060C\u0640"
)
# Letters that NFKD leaves whole, as those write them who do not have them.
ALONE = dict(zip("ıøđðłħŧŋɓɗɖƙƴəيىكە", "ioddlhtnbddkyeییکه", strict=True))
AS_TWO = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}

LONGEST_LINE = 80
IGNORED = f"[{MARKS}{BETWEEN}{UNSEEN}]"

FUNCTION = """\
-- Return a name as it is searched, sorted and compared; patients/models/folded_names.py says why.
-- Made by tests/fold_letters.py. Computed columns and indexes hold results of this function, so a
-- change of it needs a migration that computes them again.
CREATE OR REPLACE FUNCTION name_folded(said text) RETURNS text
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS $function$
DECLARE
    ignored CONSTANT text :=
{ignored};
    letters CONSTANT text :=
{letters};
    become CONSTANT text :=
{become};
    folded text := regexp_replace(normalize(said, NFKD), ignored, '', 'g');
BEGIN
    folded := translate(folded, letters, become);
{pairs}
    RETURN folded;
END $function$;
"""


def letters() -> dict[str, str]:
    """Return what each letter becomes if that is one other letter, by the letter."""
    every = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    plain = (each for each in every if unicodedata.normalize("NFKD", each) == each)
    return {each: one for each in plain if len(one := folded(each)) == 1 and one != each}


def folded(letter: str) -> str:
    """Return a letter that NFKD leaves whole without its case; nothing if it is left out."""
    small = re.sub(IGNORED, "", unicodedata.normalize("NFKD", caseless(letter)))
    return ALONE.get(small, small)


def caseless(letter: str) -> str:
    """Return a letter without its case; the capital of a letter that becomes two is one still."""
    return letter.lower() if letter.lower() in AS_TWO else letter.casefold()


def quoted(text: str) -> str:
    """Return a text as an SQL constant over several lines, none of which splits an escape."""
    lines = [""]
    for part in re.findall(r"\\U\w{8}|\\u\w{4}|.", text):
        if len(lines[-1]) + len(part) > LONGEST_LINE:
            lines.append("")
        lines[-1] += part
    return "\n".join(f"{' ' * 12}'{line}'" for line in lines)


def sql() -> str:
    """Return the SQL of the function."""
    table = letters()
    return FUNCTION.format(
        ignored=quoted(IGNORED),
        letters=quoted("".join(table)),
        become=quoted("".join(table.values())),
        pairs="\n".join(
            f"    folded := replace(folded, '{one}', '{two}');" for one, two in AS_TWO.items()
        ),
    )


if __name__ == "__main__":
    (SQL / "name_folded.sql").write_text(sql(), encoding="utf-8")
