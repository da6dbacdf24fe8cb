"""Dates as 06-Nov-2025: no day can be taken for a month. ISO is read too."""

DATE_FORMAT = SHORT_DATE_FORMAT = "d-M-Y"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "d-M-Y H:i"
DATE_INPUT_FORMATS = ["%d-%b-%Y", "%Y-%m-%d"]
