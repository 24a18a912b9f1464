"""Privacy: « mes données » for everybody, erasure by itself on its dates, and the proof of it."""
