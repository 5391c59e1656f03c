"""Running: ensembles, forks, result folders."""
