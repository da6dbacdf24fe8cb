"""Tells the other packages about acknowledgements."""

from titration.record.kind import Kind
from titration.record.side_effects.acknowledgements.models import Acknowledgement

KIND = Kind(model=Acknowledgement)
