"""How ids stand in addresses."""

from django.urls import register_converter
from django.urls.converters import IntConverter


class IdConverter(IntConverter):
    """A whole number that fits a row's id: whatever is longer names no page."""

    regex = "[0-9]{1,18}"


register_converter(IdConverter, "id")
