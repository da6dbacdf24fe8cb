"""Each promise of trust at its full size. Not run by the test command, which has it smaller."""
