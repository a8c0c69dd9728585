"""Who meets whom: a degree-constrained subgraph, first as a flow, then made whole by a small integer program."""
