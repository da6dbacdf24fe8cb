"""The change history: each row as it was written, by which account, in which request."""

from typing import ClassVar

from django.db import models


class Change(models.Model):
    """One INSERT or UPDATE of a row, as a trigger saw it.

    Only that trigger writes it: the role that serves pages has no right here, not even to
    read. ``became`` is the whole row. ``account_id`` is the acting account; it is empty
    only where the owner of the tables wrote without an acting account, as commands do, and
    ``role`` is then the owner.
    """

    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=63)
    request_id = models.UUIDField(null=True)
    operation = models.CharField(max_length=6)
    table_name = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    became = models.JSONField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["table_name", "row_id"], name="change_by_row")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.operation} {self.table_name} {self.row_id}"
