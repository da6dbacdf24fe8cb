"""The field for the amounts of one day."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from patients.web.fields import in_ascii_digits
from titration.record.dose_steps.models import MOST_AMOUNTS_A_DAY
from titration.record.fields import AmountField
from titration.rules import number

# As a page writes a regimen: ``5 mg, 5 mg, 10 mg a day``.
WITH_ITS_UNIT, A_DAY = re.compile(r"([0-9]) ?mg\b", re.IGNORECASE), " a day"


class AmountsField(forms.CharField):
    """The amounts of one day in order, in mg, typed with commas or spaces between them."""

    def to_python(self, value: Any) -> list[Decimal]:  # type: ignore[override]
        """Read the amounts typed. Raises ``ValidationError``, which names the first invalid one."""
        text = WITH_ITS_UNIT.sub(r"\1", in_ascii_digits(str(value or "")))
        words = text.removesuffix(A_DAY).replace(";", " ").split()
        typed = [amount for word in words if (amount := word.removesuffix(","))]
        if len(typed) > MOST_AMOUNTS_A_DAY:
            raise ValidationError(
                f"{len(typed)} amounts were typed; a day has at most {MOST_AMOUNTS_A_DAY}."
            )
        if any("," in amount for amount in typed):
            raise ValidationError(
                "Write amounts like 5, 12.5: a space between, decimals by a point."
            )
        return [AmountField().clean(amount) for amount in typed]

    def prepare_value(self, value: Any) -> Any:
        """Write amounts as they are typed: ``5, 5, 10``."""
        return value if isinstance(value, str | None) else ", ".join(map(number, value))
