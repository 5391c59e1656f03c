"""The engine: state, mechanisms, actions, actors, choice, shocks, schedule, ledger."""
