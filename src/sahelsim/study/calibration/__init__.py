"""Fitting the few free numbers to the record, and only to the record before the deal."""
