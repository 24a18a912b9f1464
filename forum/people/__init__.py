"""Who signs in, as what, and who may."""
