"""The report of a sweep: what it found, in text and in one HTML file."""
