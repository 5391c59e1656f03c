"""Results at points of a few levers, and the surface through them that one page can carry."""
