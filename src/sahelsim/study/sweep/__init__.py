"""Sweeps: futures x policies x replicates, on disk while they run, resumable after any end."""
