"""Prove each promise of trust at its full size; ``make test`` runs smaller versions."""
