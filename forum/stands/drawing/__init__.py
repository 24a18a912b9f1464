"""Papers of the stands, drawn as vectors: the machine's declaration, the plan as poster and handout."""
