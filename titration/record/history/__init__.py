"""Lists every entry recorded of a patient, in the order in which it became known."""
