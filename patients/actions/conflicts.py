"""What an action raises when the record is no longer what the form was filled in against."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the record; the message says what is there now."""
