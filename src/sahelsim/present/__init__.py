"""Showing results: figures, report, command line."""
