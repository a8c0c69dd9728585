"""The whole problem as one CP-SAT model, for small problems and for those in which every pair is required."""
