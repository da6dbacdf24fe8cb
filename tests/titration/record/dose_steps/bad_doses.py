"""A dose as typed into the form, and wrong values of each field with their refusals."""

FIFTEEN = {
    "amount": "15",
    "times_a_day": "3",
    "amounts": "",
    "morning": "",
    "midday": "",
    "evening": "",
    "bedtime": "",
    "in_words": "",
    "starts_on": "02-Mar-2026",
    "phase": "maintenance",
    "reason": "",
    "decided_by": "this clinic",
    "note": "",
}
DIFFERENT = {"times_a_day": "different", "amount": ""}
BY_TIME = {"times_a_day": "by time", "amount": ""}
WORDS = {"times_a_day": "words", "amount": ""}

NINE = ", ".join(["5"] * 9)
REFUSED = [
    ("amount", "", "Enter the amount in mg, for example 12.5."),
    ("amount", "  ", "Enter the amount in mg, for example 12.5."),
    ("amount", "ten", "ten is not an amount. Write it in digits, like 12.5."),
    ("amount", "-5", "-5 is below zero. An amount is more than 0 mg."),
    ("amount", "0", "An amount is more than 0 mg."),
    ("amount", "0.00", "An amount is more than 0 mg."),
    ("amount", "1e9", "1e9 is not an amount. Write it in digits, like 12.5."),
    ("amount", "1000000000", "An amount is less than 1,000 mg."),
    ("amount", "12.345", "An amount has at most two decimals."),
    ("amount", "31-Feb", "31-Feb is not an amount. Write it in digits, like 12.5."),
    ("amount", NINE, "5, 5, 5, 5, 5, 5, 5, 5, 5 is not an amount. Write it in digits, like 12.5."),
    ("times_a_day", "", "Choose how many times a day."),
    ("times_a_day", "9", "This is not one of the choices."),
    ("times_a_day", "-1", "This is not one of the choices."),
    ("times_a_day", "three", "This is not one of the choices."),
    ("starts_on", "", "Enter a date, for example 06-Nov-2025."),
    ("starts_on", "today", "today is not a date. Write it like 06-Nov-2025."),
    ("starts_on", "-1", "-1 is not a date. Write it like 06-Nov-2025."),
    ("starts_on", "0", "0 is not a date. Write it like 06-Nov-2025."),
    ("starts_on", "1e9", "1e9 is not a date. Write it like 06-Nov-2025."),
    ("starts_on", "12.345", "12.345 is not a date. Write it like 06-Nov-2025."),
    ("starts_on", "31-Feb-2026", "31-Feb-2026 is not a date. Write it like 06-Nov-2025."),
    ("starts_on", "31-Dec-1899", "31-Dec-1899 is before 1900."),
    ("phase", "", "Choose the phase."),
    ("phase", "stopped", "This is not one of the choices."),
    ("phase", "1e9", "This is not one of the choices."),
    ("reason", "because", "This is not one of the choices."),
    ("decided_by", "", "Choose who decided it."),
    ("decided_by", "the weather", "This is not one of the choices."),
    ("note", "x" * 501, "The note is at most 500 characters; this has 501."),
    ("note", "with\x08food", "The note holds a character that cannot be shown."),
]
REFUSED_AMOUNTS = [
    ("", "Enter the amounts in mg, for example 5, 5, 10."),
    (" , ", "Enter the amounts in mg, for example 5, 5, 10."),
    ("ten", "ten is not an amount. Write it in digits, like 12.5."),
    ("5, -5", "-5 is below zero. An amount is more than 0 mg."),
    ("5, 0, 5", "An amount is more than 0 mg."),
    ("5, 1e9", "1e9 is not an amount. Write it in digits, like 12.5."),
    ("5 12.345", "An amount has at most two decimals."),
    ("5; 1000", "An amount is less than 1,000 mg."),
    ("5,10", "Write amounts like 5, 12.5: a space between, decimals by a point."),
    ("5, 12,5", "Write amounts like 5, 12.5: a space between, decimals by a point."),
    ("5 mcg, 10 mg", "mcg is not an amount. Write it in digits, like 12.5."),
    (NINE, "9 amounts were typed; a day has at most 8."),
    ("31-Feb", "31-Feb is not an amount. Write it in digits, like 12.5."),
]
REFUSED_TIMES = [
    ("morning", "", "Enter the amount in mg of at least one time."),
    ("morning", "ten", "ten is not an amount. Write it in digits, like 12.5."),
    ("midday", "0", "An amount is more than 0 mg."),
    ("evening", "12.345", "An amount has at most two decimals."),
    ("bedtime", "1000", "An amount is less than 1,000 mg."),
]
REFUSED_WORDS = [
    ("", "Enter the regimen in words."),
    (" \t ", "Enter the regimen in words."),
    ("…", "The regimen in words needs a letter or a digit."),
    ("x" * 101, "The regimen in words is at most 100 characters; this has 101."),
    ("5 mg\x08 as needed", "The regimen in words holds a character that cannot be shown."),
]
