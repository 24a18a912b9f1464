"""The door: scans, verdicts, occupancy, and the phones that scan."""
