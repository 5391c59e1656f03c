"""What runs mean: indicators, outcome classes, intervals, contrasts, causes. Never sees a model."""
