"""The security note: what this deployment protects, how, and what remains; to be read, printed and signed."""
