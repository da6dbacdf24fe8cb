"""Reading what is recorded of one patient or of many."""
