"""Who meets whom: a degree-constrained subgraph, relaxed as a flow, then made integral by a small integer program."""
