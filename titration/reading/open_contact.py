"""What the contacts of a patient leave open: a try that reached nobody, a call that is planned."""

from dataclasses import dataclass
from datetime import date

from titration.rules.history import ContactFact, History
from titration.rules.monitoring_rules import contacts


@dataclass(frozen=True, slots=True)
class OpenContact:
    """``tried``: the day of the last try, if it reached nobody; ``call_on``: the planned call."""

    tried: date | None = None
    call_on: date | None = None


def open_contact(history: History) -> OpenContact:
    """Say what the latest contact of a history leaves open; of one day, the one recorded last.

    A try is answered by whatever else the clinic heard from the patient on its day or later; a
    planned call by what it heard on the day planned or later.
    """
    # Of two contacts on one day, the one recorded later counts.
    by_day = {contact.on: contact for contact in history.contacts}
    if not by_day:
        return OpenContact()
    latest = by_day[max(by_day)]
    heard = [on for on, fact in contacts(history) if not isinstance(fact, ContactFact)]
    heard_on = max(heard, default=date.min)
    again_on = latest.again_on
    return OpenContact(
        tried=latest.on if latest.outcome == "not reached" and heard_on < latest.on else None,
        call_on=again_on if again_on and heard_on < again_on else None,
    )
