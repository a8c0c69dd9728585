"""The whole problem as one clause model for CP-SAT: for small problems, and for those where every pair is required."""
