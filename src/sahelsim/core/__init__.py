"""Foundations without any knowledge of Mali: numbers, cards, dates, random streams, errors."""
