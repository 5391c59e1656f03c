"""The model's audit of itself: laws with bands, what each part moves, which links carry the loop."""
