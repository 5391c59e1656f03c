"""One file in which a reader moves a scenario's levers, with no server and no network."""
