"""How the hindcast is told: scores, misses, what they can and cannot show."""
