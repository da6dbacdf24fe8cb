"""The width for which the drawing is made: asked for, or last measured by the page's script."""

from django import forms

from patients.web.requests import SignedInRequest
from titration.chart.drawing import NARROW, WIDE, Frame

COOKIE = "drawing_width"


class WidthForm(forms.Form):
    """A width in pixels. What is none means that it is not known."""

    width = forms.IntegerField(min_value=1, max_value=99_999, required=False)

    @property
    def asked(self) -> int | None:
        """The width, if it is known."""
        return self.cleaned_data.get("width") if self.is_valid() else None


def frame_for(request: SignedInRequest) -> Frame:
    """Return the sizes of the drawing.

    Before the first measure a telephone, as far as its browser says that it is one, gets the
    narrow drawing.
    """
    measured = {"width": request.COOKIES.get(COOKIE)}
    width = WidthForm(request.GET).asked or WidthForm(measured).asked
    if width:
        return Frame.fitting(width)
    return NARROW if request.headers.get("Sec-CH-UA-Mobile") == "?1" else WIDE
