"""Who meets whom: a degree-constrained subgraph, relaxed to a flow and made integral by a small integer program."""
