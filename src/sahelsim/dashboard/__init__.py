"""The explorer: live web pages over scenarios, ensembles and figures; nothing of the engine."""
