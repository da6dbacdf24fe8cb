"""Whether a sign-in asks for a second factor here."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

# How a session's record calls a second factor that the hospital's provider asked for.
OUTSIDE = "outside"


class SecondStep(AuthenticateStage):  # type: ignore[misc]
    """allauth's second step, left out where the hospital's provider asked for a second factor."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        if any(record.get("type") == OUTSIDE for record in records):
            return False
        return bool(super()._should_handle(request))
