"""Mali as facts: places, communities, routes, mines, history, and where each comes from."""
