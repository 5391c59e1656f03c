"""The classroom: teams take seats, the model plays the rest, and the debrief shows what came of it."""
