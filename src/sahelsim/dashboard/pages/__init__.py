"""One file a page: ``layout(state, words)`` and ``register(app, service)``."""
