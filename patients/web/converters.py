"""How ids and days stand in addresses."""

from datetime import date

from django.urls import register_converter
from django.urls.converters import IntConverter

from patients.web.fields import EARLIEST, LATEST


class IdConverter(IntConverter):
    """A whole number that fits a row's id; an address with a longer one names no page."""

    regex = "[0-9]{1,18}"


class DayConverter:
    """A calendar date as ``2026-05-01``, between the same bounds as in a form."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """The date. Raises ``ValueError``, which names no page, for any other text."""
        day = date.fromisoformat(value)
        if not EARLIEST <= day <= LATEST:
            raise ValueError(value)
        return day

    def to_url(self, value: date) -> str:
        """The date in ISO form."""
        return value.isoformat()


register_converter(IdConverter, "id")
register_converter(DayConverter, "day")
