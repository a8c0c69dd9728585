"""When the chosen pairs meet: edge colouring, matchings slot by slot, simulated annealing."""
