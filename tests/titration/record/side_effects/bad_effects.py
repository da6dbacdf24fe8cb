"""A side effect as typed into the form, and wrong values of each field with their refusals."""

DIZZINESS = {
    "listed_term": "dizziness",
    "other_term": "",
    "severity": "mild",
    "onset_on": "08-Jan-2026",
    "resolved_on": "",
    "reported_on": "2026-01-10",
    "reported_by": "carer",
    "action_taken": "dose changed",
    "note": "",
}
NO_DATE = "is not a date. Write it like 06-Nov-2025."
NO_DAY = "is not a date. Write it like 06-Nov-2025, Nov-2025 or 2025."
NO_CHOICE = "This is not one of the choices."

REFUSED_DATES = [
    ("yesterday", f"yesterday {NO_DATE}"),
    ("-1", f"-1 {NO_DATE}"),
    ("0", f"0 {NO_DATE}"),
    ("1e9", f"1e9 {NO_DATE}"),
    ("12.345", f"12.345 {NO_DATE}"),
    ("31-Feb-2026", f"31-Feb-2026 {NO_DATE}"),
    ("08-Jan-2026 \x00", f"This {NO_DATE}"),
    ("08-Jan-1826", "08-Jan-1826 is before 1900."),
]
REFUSED_DAYS = [(typed, sentence.replace(NO_DATE, NO_DAY)) for typed, sentence in REFUSED_DATES]
REFUSED_REPORTS = [
    *(("reported_on", typed, sentence) for typed, sentence in REFUSED_DATES),
    ("reported_on", "  ", "Enter a date, for example 06-Nov-2025."),
    ("reported_by", "", "Choose who reported it."),
    ("reported_by", "1e9", NO_CHOICE),
    ("action_taken", "", "Choose what was done."),
    ("action_taken", "0", NO_CHOICE),
    ("note", "x" * 501, "The note is at most 500 characters; this has 501."),
    ("note", "at\x00night", "The note holds a character that cannot be shown."),
]
REFUSED_EFFECTS = [
    *REFUSED_REPORTS,
    *(("onset_on", typed, sentence) for typed, sentence in REFUSED_DAYS),
    *(("resolved_on", typed, sentence) for typed, sentence in REFUSED_DATES),
    ("onset_on", "", "Enter a date, for example 06-Nov-2025."),
    ("severity", "", "Choose how severe it is."),
    ("severity", "-1", NO_CHOICE),
    ("severity", "critical", NO_CHOICE),
]
REFUSED_CHANGES = [
    *REFUSED_REPORTS,
    *(("changed_on", typed, sentence) for typed, sentence in REFUSED_DATES),
    ("changed_on", "", "Enter a date, for example 06-Nov-2025."),
    ("became", "", "Choose what it became, or Resolved."),
    ("became", "worse", NO_CHOICE),
]
REFUSED_TERMS = [
    ({"listed_term": ""}, "listed_term", "Choose the side effect."),
    ({"listed_term": "hiccups"}, "listed_term", NO_CHOICE),
    ({"listed_term": "12.345"}, "listed_term", NO_CHOICE),
    ({"listed_term": "other"}, "other_term", "Name the side effect."),
    ({"listed_term": "other", "other_term": "  "}, "other_term", "Name the side effect."),
    (
        {"listed_term": "other", "other_term": "x" * 101},
        "other_term",
        "The side effect is at most 100 characters; this has 101.",
    ),
    (
        {"listed_term": "other", "other_term": "hic\x08cups"},
        "other_term",
        "The side effect holds a character that cannot be shown.",
    ),
    ({"other_term": "hiccups"}, "other_term", "Leave this empty, or choose Other above."),
]
