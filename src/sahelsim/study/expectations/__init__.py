"""Estimating, offline and from the model itself, how large the effects of actions are."""
