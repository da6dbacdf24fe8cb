"""The clinic at a glance: a few fixed plots of its patients, in which no small group is told."""
