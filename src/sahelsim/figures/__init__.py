"""Figures as plain Plotly dicts: one file each, shared by report, notebook and pages."""
